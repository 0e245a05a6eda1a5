// Borders on the pictures themselves: of every width, wider than the picture, on both sides of it.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("border: run-time pads of 0 to 3 on every side, under a convolution") {
    for (index_t a = 0; a <= 3; ++a)
        check_on_widths<float>(
            pad(a, (a + 1) % 4, (a + 2) % 4, (a * a) % 4) | conv(some_kernel<float>(3, 3)), 3, 3);
}
TEST_CASE("border: pads wider than the picture, under a convolution") {
    for (index_t wide : {5, 9, 17, 40})
        for (index_t w : {1, 2, 7, 8, 9, 16, 17, 33})
            for (flush side : both_ends) {
                pixels<float> const in(2 * 3 * w, side);
                CAPTURE(w);
                CAPTURE(wide);
                CHECK_AGAINST_REFERENCE(view(in.data(), 2, 3, w) |
                                        pad(wide, index_t{1}, index_t{0}, wide) |
                                        conv(some_kernel<float>(3, 3)));
                CHECK_AGAINST_REFERENCE(view(in.data(), 2, 3, w) |
                                        pad(index_t{0}, wide, wide, index_t{2}) |
                                        conv(some_kernel<float>(3, 3)));
                CHECK_AGAINST_REFERENCE(view(in.data(), 2, 3, w) | pad(wide, wide, wide, wide) |
                                        conv(some_kernel<float>(3, 3)));
            }
}
TEST_CASE("border: a pad alone is a picture in zeros") {
    for (index_t a : {0, 1, 2, 9, 40}) check_on_widths<std::uint8_t>(pad(a, a / 2, a / 3, a));
}
TEST_CASE("border: a pad under pools, static and run-time") {
    check_on_widths<float>(pad(1, 1, 1, 2) | pool<avg>(3, 3, stride(2, 2)));
    check_on_widths<float>(pad(1_c, 2_c) | pool<sluice::max>(2_c, 2_c));
}
TEST_CASE("border: a pad on channels") {
    check_on_widths_with<std::uint8_t>(3_c, pad(1, 2, 3, 4));
    check_on_widths_with<std::uint8_t>(5, pad(2, 1, 0, 19));
}
