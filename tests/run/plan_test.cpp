// Chains of stages in any order: what the planner makes of them gives the formulas' values.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const k3 = kernel(weights<float>(9, 3).data(), 3_c, 3_c);
auto const k2 = kernel(weights<float>(6, 5).data(), 2_c, 3_c);

} // namespace

TEST_CASE("plan: conv | conv | pool | pad | conv") {
    check_on_widths<float>(conv(k3) | conv(k2) | pool<sluice::max>(2_c, 2_c) | pad(1, 2) | conv(k3),
                           7, 6);
}
TEST_CASE("plan: pad | conv | relu | conv | pool") {
    check_on_widths<float>(
        pad(1_c, 1_c) | conv(k3) | relu() | conv(k3) | pool<sluice::max>(2_c, 2_c), 4, 4);
}
TEST_CASE("plan: pool | conv") { check_on_widths<float>(pool<avg>(2_c, 2_c) | conv(k2), 4, 6); }
TEST_CASE("plan: a pad at the end") { check_on_widths<float>(conv(k3) | pad(1, 0, 2, 3), 3, 3); }
TEST_CASE("plan: pad | pad and a transform between") {
    check_on_widths<float>(pad(1, 2, 3, 0) | transform([](auto x) { return x * 2.0f + 1.0f; }) |
                               pad(0, 1, 2, 1),
                           1, 1);
}
