// Pools whose windows overlap much, are large, or known to the run only, against the formulas.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("reduce in passes: run-time windows of 1 to 5 and strides of 1 to 5") {
    for (index_t k = 1; k <= 5; ++k)
        for (index_t s = 1; s <= 5; ++s)
            for (index_t w : {5, 8, 9, 16, 17, 18, 31, 33, 35, 63, 64, 66, 70})
                for (flush side : both_ends) {
                    index_t const h = 5 + (k + s + w) % 5;
                    pixels<float> const in(2 * h * w, side);
                    CAPTURE(h);
                    CAPTURE(w);
                    CAPTURE(k);
                    CAPTURE(s);
                    CHECK_AGAINST_REFERENCE(
                        view(in.data(), 2, h, w) |
                        pool<sluice::max>(1 + (k + w) % 5, k, stride(s, 1 + (s + h) % 5)));
                    CHECK_AGAINST_REFERENCE(
                        view(in.data(), 2, h, w) |
                        pool<avg>(1 + (k + w) % 5, k, stride(s, 1 + (s + h) % 5)));
                }
}
TEST_CASE("reduce in passes: run-time strides of 1 to 9, shorter and longer than the window") {
    for (index_t k : {1, 2, 3, 7})
        for (index_t s = 1; s <= 9; ++s)
            for (index_t w : {7, 8, 9, 15, 16, 17, 23, 40, 65})
                for (flush side : both_ends) {
                    pixels<float> const in(2 * 8 * w, side);
                    CAPTURE(w);
                    CAPTURE(k);
                    CAPTURE(s);
                    auto const pictures = view(in.data(), 2, 8, w);
                    CHECK_AGAINST_REFERENCE(pictures | pool<sluice::max>(k, k, stride(s, s)));
                    CHECK_AGAINST_REFERENCE(pictures | pool<avg>(k, k, stride(2, s)));
                }
}
TEST_CASE("reduce in passes: windows as large as the picture, and of one row or column") {
    for (index_t n : {1, 2, 5, 8, 13, 20, 33}) {
        pixels<float> const in(3 * n * n, flush::back);
        CAPTURE(n);
        auto const pictures = view(in.data(), 3, n, n);
        CHECK_AGAINST_REFERENCE(pictures | pool<sluice::max>(n, n));
        CHECK_AGAINST_REFERENCE(pictures | pool<avg>(n, n));
        CHECK_AGAINST_REFERENCE(pictures | pool<avg>(n, 1));
        CHECK_AGAINST_REFERENCE(pictures | pool<sluice::max>(1, n));
    }
}
TEST_CASE("reduce in passes: typed windows that overlap much, are too large to unroll, or lie far "
          "apart") {
    check_on_widths<float>(pool<sluice::max>(13_c, 12_c), 13, 12);
    check_on_widths<float>(pool<sluice::max>(7_c, 7_c, stride<1, 1>), 7, 7);
    check_on_widths<std::uint8_t>(pool<sluice::max>(5_c, 4_c, stride<1, 3>), 5, 4);
    check_on_widths<std::uint8_t>(pool<avg>(2_c, 5_c, stride<3, 9>), 2, 5);
    check_on_widths<std::int16_t>(pool<sluice::min>(3_c, 7_c, stride<8, 7>), 3, 7);
    check_on_widths<float>(pool<sluice::sum>(2_c, 3_c, stride<2, 9>), 2, 3);
}
TEST_CASE("reduce in passes: channels, a ring below, and several rows at once above") {
    check_on_widths_with<float>(3_c, pool<sluice::max>(3, 2, stride(2, 5)), 3, 2);
    check_on_widths_with<std::uint8_t>(2, pool<avg>(2, 3, stride(1, 2)), 2, 3);
    check_on_widths<float>(conv(some_kernel<float>(3, 3)) | pool<sluice::max>(3, 3, stride(3, 7)),
                           5, 5);
    check_on_widths_with<float>(2_c, pool<avg>(3, 3, stride(1, 1)) | pool<sluice::max>(3_c, 2_c), 5,
                                4);
}
TEST_CASE("reduce in passes: a border below, which counts or does not, and gaps") {
    check_on_widths<float>(pad(2, 3) | pool<avg>(3, 4, stride(2, 6)));
    check_on_widths<float>(pool<avg>(3, 5, stride(1, 2), padding(1, 2)));
    check_on_widths<std::uint8_t>(
        pool<sluice::max>(3, 3, stride(2, 1), dilation(1, 2), padding(1, 1)), 1, 3);
    check_on_widths<float>(pool<avg>(2, 3, stride(2, 3), padding(1, 1), count_include_pad) |
                               pool<sluice::min>(2_c, 2_c),
                           3, 6);
}
TEST_CASE("reduce in passes: rows of windows share what lies under them, where any order will do") {
    for (index_t k = 1; k <= 9; ++k) {
        CAPTURE(k);
        check_on_widths<float>(pool<sluice::min>(k, 4, stride(1, 1)), k, 4);
        check_on_widths<std::uint8_t>(pool<sluice::max>(k, 5, stride(1, 2), dilation(1, 2)), k, 9);
        check_on_widths<float>(pool<avg>(k, 4, stride(1, 1)), k, 4);
    }
    check_on_widths<float>(pool<sluice::max>(2_c, 9_c, stride<1, 1>), 2, 9);
    check_on_widths<float>(pool<sluice::max>(1_c, 20_c, stride<1, 1>), 1, 20);
}
TEST_CASE("reduce in passes: sizes that no machine can address are refused before anything runs") {
    float const p[8] = {};
    index_t const far = index_t{1} << 61;
    auto const e = view(p, 1, 8) | pad(0, 0, 0, 2 * far) | pool<sluice::max>(1, 1, stride(1, far));
    CHECK_EQ(e.extent(1), 3);
    CHECK_THROWS_AS(eval(e), shape_error);
    CHECK_THROWS_AS((void)workspace_bytes(e), shape_error);
    auto const tall =
        view(p, 1, 8) | pad(0, 2 * far, 0, 0) | pool<sluice::max>(1, 1, stride(far, 1));
    CHECK_THROWS_AS(eval(tall), shape_error);
    CHECK_THROWS_AS(
        eval(view(p, 1, 8) | pad(0, 0, 0, 2 * far) | conv(kernel(p, 1, 2), stride(1, far))),
        shape_error);
}
