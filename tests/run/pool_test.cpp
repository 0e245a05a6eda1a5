// Pools whose typed windows lie side by side, against the formulas.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("pool: windows side by side, whose size the type knows") {
    check_on_widths<float>(pool<sluice::max>(2_c, 2_c), 2, 2);
    check_on_widths<float>(pool<avg>(3_c, 2_c), 3, 2);
    check_on_widths<float>(pool<sluice::max>(2_c, 3_c), 2, 3);
    check_on_widths<std::uint8_t>(pool<avg>(4_c, 4_c), 4, 4);
}
TEST_CASE("pool: windows side by side, of interleaved channels") {
    check_on_widths_with<float>(3_c, pool<sluice::max>(2_c, 2_c), 2, 2);
    check_on_widths_with<float>(3_c, pool<avg>(3_c, 3_c), 3, 3);
    check_on_widths_with<float>(2_c, pool<sluice::max>(1_c, 4_c), 1, 4);
    check_on_widths_with<float>(4_c, pool<sluice::max>(2_c, 2_c) | relu(), 2, 2);
    check_on_widths_with<double>(3_c, pool<sluice::min>(3_c, 2_c), 3, 2);
    check_on_widths_with<std::uint8_t>(3_c, pool<sluice::max>(2_c, 2_c), 2, 2);
    check_on_widths_with<std::uint8_t>(3_c, pool<avg>(2_c, 2_c), 2, 2);
    check_on_widths_with<std::int32_t>(
        3_c, pool<sluice::max>(2_c, 2_c) | pool<sluice::max>(1_c, 2_c), 2, 4);
}
