// Pools of pictures of many channels.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE_TEMPLATE("deep pool: windows side by side, of every kind", T, float, double, std::uint8_t,
                   std::int16_t, std::int32_t) {
    check_on_widths_with<T>(64_c, pool<sluice::max>(2_c, 2_c), 2, 2);
    check_on_widths_with<T>(67_c, pool<avg>(1_c, 3_c), 1, 3);
    check_on_widths_with<T>(64_c, pool<sum>(2_c, 1_c, stride<3, 2>), 2, 1);
}
TEST_CASE("deep pool: windows that overlap, lie apart, or are known to the run only") {
    check_on_widths_with<float>(17_c, pool<sluice::max>(3_c, 3_c, stride<2, 1>), 3, 3);
    check_on_widths_with<float>(17_c, pool<sluice::min>(3, 2, stride(2, 3), dilation(1, 2)), 3, 3);
    check_on_widths_with<float>(8_c, pool<l2>(5, 5), 5, 5);
    check_on_widths_with<float>(9_c, pool<sluice::max>(2, 2), 2, 2);
}
TEST_CASE("deep pool: padding, and what an average divides by") {
    check_on_widths_with<float>(19_c, pool<avg>(3_c, 3_c, stride<2, 2>, padding(1, 1)));
    check_on_widths_with<float>(
        8_c, pool<avg>(3, 2, stride(2, 2), padding(1, 1), ceil_mode, count_include_pad));
    check_on_widths_with<std::uint8_t>(64_c, pool<sluice::max>(3_c, 3_c, padding(2, 1)));
    check_on_widths_with<std::int32_t>(16_c, pool<avg>(2_c, 2_c, padding(1, 0), ceil_mode), 1, 2);
}
TEST_CASE("deep pool: on a convolution, in registers and from a ring") {
    auto const k = some_kernel<float>(2_c, 2_c, 2_c, 24_c);
    check_on_widths_with<float>(2_c, conv(k) | pool<avg>(2_c, 2_c), 3, 3);
    check_on_widths_with<float>(2_c, conv(k) | relu() | pool<sluice::max>(3_c, 3_c, stride<1, 2>),
                                4, 4);
    check_on_widths_with<float>(2_c, conv(k) | pool<sluice::max>(4_c, 4_c) | relu(), 5, 5);
    check_on_widths_with<float>(
        2_c, conv(k) | pool<sluice::max>(2_c, 2_c) | adaptive_pool<avg>(2, 3), 5, 7);
}
