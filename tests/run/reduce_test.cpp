// Pools whose windows overlap a little, are padded or have gaps, of sizes in the types.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("reduce: typed windows, overlapping or far apart") {
    check_on_widths<float>(pool<sluice::max>(3_c, 3_c, stride<2, 2>), 3, 3);
    check_on_widths<float>(pool<avg>(3_c, 2_c, stride<1, 1>), 3, 2);
    check_on_widths<float>(pool<sluice::max>(5_c, 5_c, stride<5, 5>), 5, 5);
    check_on_widths<std::uint8_t>(pool<sluice::max>(3_c, 3_c, stride<1, 1>), 3, 3);
    check_on_widths<float>(pool<sluice::min>(2_c, 7_c, stride<6, 7>), 2, 7);
    check_on_widths<std::int16_t>(pool<sluice::sum>(2_c, 5_c, stride<2, 4>), 2, 5);
}
TEST_CASE("reduce: the edge of a pad is a pixel of the window") {
    check_on_widths<float>(pad(2, 3) | pool<avg>(3_c, 4_c, stride<2, 3>));
    check_on_widths<float>(pool<avg>(3_c, 3_c, stride<2, 2>, padding(1_c, 1_c)), 2, 2);
    check_on_widths<float>(pad(1_c, 1_c) | pool<sluice::max>(3_c, 3_c, stride<2, 2>));
}
TEST_CASE("reduce: channels, and a ring below") {
    check_on_widths_with<float>(3_c, pool<sluice::max>(3_c, 2_c, stride<2, 1>), 3, 2);
    check_on_widths_with<std::uint8_t>(2_c, pool<avg>(2_c, 3_c, stride<1, 2>), 2, 3);
    check_on_widths<float>(
        conv(some_kernel<float>(3_c, 3_c)) | pool<sluice::max>(3_c, 3_c, stride<3, 2>), 5, 5);
}
TEST_CASE("reduce: typed windows that follow each other row by row and column by column") {
    check_on_widths<float>(pool<sluice::max>(2_c, 2_c, stride<1, 1>), 2, 2);
    check_on_widths<float>(pool<avg>(4_c, 4_c, stride<1, 1>), 4, 4);
    check_on_widths<std::uint8_t>(pool<sluice::min>(5_c, 5_c, stride<1, 1>), 5, 5);
    check_on_widths<float>(pool<sluice::max>(6_c, 6_c, stride<1, 1>, padding(2_c, 3_c)), 2, 1);
    check_on_widths<float>(pad(1, 2, edge) | pool<sluice::max>(7_c, 2_c, stride<1, 1>), 6, 1);
    check_on_widths<std::uint8_t>(pool<avg>(5_c, 1_c, stride<1, 1>), 5, 1);
    check_on_widths<float>(pool<sluice::max>(1_c, 5_c, stride<1, 1>), 1, 5);
    check_on_widths_with<float>(3_c, pool<avg>(3_c, 3_c, stride<1, 1>, padding(1_c, 1_c)));
    check_on_widths<float>(conv(some_kernel<float>(2_c, 3_c)) |
                               pool<sluice::max>(3_c, 3_c, stride<1, 1>) |
                               pool<sluice::min>(3_c, 3_c, stride<1, 1>) | pool<avg>(2_c, 2_c),
                           7, 8);
}
