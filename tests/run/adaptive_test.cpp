// Adaptive pools over every kind of input, and under windows.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("adaptive: over a pad, a ring and a register pool, and with windows after it") {
    auto const k = some_kernel<float>(3, 3);
    check_on_widths<float>(pad(1, 2, reflect) | conv(k) | adaptive_pool<avg>(5, 6) |
                           pool<sluice::max>(2_c, 2_c));
    check_on_widths<float>(pad(1, 1) | pool<avg>(2_c, 2_c) | adaptive_pool<sluice::max>(3, 4) |
                           pad(1, 1, edge) | conv(k));
}
TEST_CASE("adaptive: the workspace holds rows, not the picture") {
    float* const p = guarded<float>(0, flush::front).data(); // never looked at
    auto const needs = [&](index_t h) {
        return workspace_bytes(view(p, 1, h, 100) | conv(some_kernel<float>(3_c, 3_c)) |
                               global_pool<avg>());
    };
    CHECK_EQ(needs(100), needs(100000));
}
