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

TEST_CASE("fold in loops: a typed height and a run-time width, and the reverse") {
    for (index_t k = 1; k <= 6; ++k)
        check_on_widths<float>(conv(some_kernel<float>(3_c, k), stride(2_c, k)), 3, k);
}
