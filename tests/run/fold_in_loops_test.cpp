// Kernels that are large, or that only the run knows, against the formulas.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

/// One convolution of pictures flush at either end, checked.
template <class Pixel, class Kernel, class... Option>
void check_conv(index_t m, index_t h, index_t w, Kernel const& k, Option... option) {
    for (flush side : both_ends) {
        pixels<Pixel> const in(m * h * w, side);
        CAPTURE(m);
        CAPTURE(h);
        CAPTURE(w);
        CAPTURE(index_t(k.height()));
        CAPTURE(index_t(k.width()));
        CHECK_AGAINST_REFERENCE(view(in.data(), m, h, w) | conv(k, option...));
    }
}

} // namespace

TEST_CASE("fold in loops: run-time kernels of 1 to 7 rows and columns on every width up to 70") {
    for (index_t w = 1; w <= 70; ++w)
        for (index_t k = 1; k <= 7 && k <= w; ++k)
            check_conv<float>(1 + w % 2, 7 + w % 3, w, some_kernel<float>(1 + (k + w) % 7, k),
                              stride(1, 1));
}

TEST_CASE("fold in loops: run-time strides of 1 to 5 on every width up to 70") {
    for (index_t w = 3; w <= 70; ++w)
        for (index_t s = 1; s <= 5; ++s)
            check_conv<float>(2, 4 + w % 6, w, some_kernel<float>(2 + w % 2, 3),
                              stride(1 + (s + w) % 5, s));
}

TEST_CASE("fold in loops: every height up to 9 under every run-time kernel that fits") {
    for (index_t h = 1; h <= 9; ++h)
        for (index_t kh = 1; kh <= h && kh <= 7; ++kh)
            for (index_t s = 1; s <= 5; ++s)
                check_conv<float>(3, h, 5 + 3 * h, some_kernel<float>(kh, 1 + h % 5), stride(s, s));
}

TEST_CASE("fold in loops: kernels as large as the picture, and larger than what is unrolled") {
    for (index_t n : {1, 2, 5, 8, 13, 17})
        check_conv<float>(2, n, n, some_kernel<float>(n, n), stride(1, 1));
    check_conv<float>(2, 21, 40, some_kernel<float>(15, 17), stride(1, 1));
    check_conv<float>(2, 21, 40, some_kernel<float>(15, 17), stride(2, 3));
}

TEST_CASE("fold in loops: as many rows of taps as are unrolled, and up to two dozen more") {
    for (index_t kh = 5; kh <= 31; ++kh) {
        check_conv<float>(1, kh + kh % 8, 19 + kh % 5, some_kernel<float>(kh, 1 + kh % 4),
                          stride(1, 1));
        check_conv<float>(2, kh + kh % 5, 23, some_kernel<float>(kh, 2), stride<2, 2>);
        check_conv<std::uint8_t>(1, 2 * kh, 17, some_kernel<std::int16_t>(kh, 3), stride(1, 1),
                                 dilation(1, 2));
    }
    check_on_widths<float>(conv(some_kernel<float>(13_c, 12_c)), 13, 12);
    check_on_widths<float>(conv(some_kernel<float>(2_c, 80_c)) | relu(), 2, 80);
}

TEST_CASE("fold in loops: a typed stride of two, with channels, a border and gaps") {
    for (index_t k : {1, 2, 4, 6})
        check_on_widths<float>(pad(1, 2) | conv(some_kernel<float>(k, 4), stride<2, 2>), k, 4);
    check_on_widths_with<float>(3_c, conv(some_kernel<float>(4, 2, 3_c, 4_c), stride<2, 2>), 4, 2);
    check_on_widths_with<float>(2, conv(some_kernel<float>(2, 5, 2, 3), stride<1, 1>), 2, 5);
    check_on_widths<float>(conv(some_kernel<float>(2, 3), stride<2, 2>, dilation(2, 2)), 3, 5);
}

TEST_CASE("fold in loops: stages above see the rows as their kernel wants them") {
    auto const k = some_kernel<float>(4, 2);
    check_on_widths<float>(conv(k) | pool<sluice::max>(2_c, 2_c), 5, 3);
    check_on_widths<float>(conv(k) | relu() | crop(1, 1, 2, 2), 6, 4);
    check_on_widths<float>(
        conv(k, stride<2, 2>) | insert_zeros(stride(2, 3)) | conv(some_kernel<float>(2, 2)), 6, 4);
}

TEST_CASE("fold in loops: a typed height and a run-time width, and the reverse") {
    for (index_t k = 1; k <= 6; ++k)
        check_on_widths<float>(conv(some_kernel<float>(3_c, k), stride(2_c, k)), 3, k);
}
