// Several results per pixel: kernels (kh,kw,c,nc), stored side by side.

#include "../support/check.hpp"
#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

/// (kh,kw,c,nc) on pictures (m,h,w,c), on widths around the sizes of packs; sizes as given.
template <class Pixel, class Weight, class C, class NC>
void check_kernels(C c, NC nc) {
    auto const k =
        kernel(weights<Weight>(6 * index_t(detail::to_dim(c)) * index_t(detail::to_dim(nc))).data(),
               2_c, 3_c, c, nc);
    for (index_t w : {3, 4, 5, 7, 9, 10, 15, 16, 17, 18, 19, 20, 33, 34, 35, 50, 70})
        for (flush side : both_ends) {
            index_t const m = 1 + w % 2, h = 2 + w % 5;
            pixels<Pixel> const in(m * h * w * index_t(detail::to_dim(c)), side);
            CAPTURE(m);
            CAPTURE(h);
            CAPTURE(w);
            CAPTURE(index_t(detail::to_dim(c)));
            CAPTURE(index_t(detail::to_dim(nc)));
            CHECK_AGAINST_REFERENCE(view(in.data(), m, h, w, c) | conv(k));
        }
}

/// Heights that the types know, of which whole blocks leave some rows, against the formulas and
/// against heights that only the run knows: float sums round the same.
template <index_t H>
void check_height() {
    std::integral_constant<index_t, H> const h;
    auto const k = some_kernel<float>(2_c, 3_c);
    auto const check = [&](auto width, auto const& p) {
        for (flush side : both_ends) {
            pixels<float> const in(2 * H * index_t(detail::to_dim(width)), side);
            CAPTURE(H);
            auto const e = view(in.data(), 2, h, width) | p;
            CHECK_AGAINST_REFERENCE(e);
            auto const typed = eval(e);
            auto const untyped = eval(view(in.data(), 2, H, width) | p);
            REQUIRE_EQ(typed.size(), untyped.size());
            for (index_t i = 0; i < typed.size(); ++i) CHECK_EQ(typed.data()[i], untyped.data()[i]);
        }
    };
    check(7_c, conv(k));
    check(40_c, conv(k, stride<1, 2>) | relu());
    check(19_c, pad(1_c, 1_c) | conv(k) | pool<sluice::max>(2_c, 2_c));
    check(21, conv(k) | pad(1_c, 1_c, edge) | conv(k));
}

} // namespace

TEST_CASE("engine: heights in the types of few blocks, and of many") {
    check_height<2>();
    check_height<6>();
    check_height<7>();
    check_height<10>();
    check_height<63>();
}
TEST_CASE("engine: 1 to 8 kernels over 1 to 7 channels, known at run time") {
    for (int c : {1, 2, 3, 4, 5, 7})
        for (int nc : {1, 2, 3, 4, 5, 8}) check_kernels<float, float>(c, nc);
}
TEST_CASE("engine: kernels whose number the type knows, over 3 channels") {
    check_kernels<float, float>(3_c, 1_c);
    check_kernels<std::uint8_t, float>(3_c, 2_c);
    check_kernels<std::uint8_t, std::int8_t>(3_c, 3_c);
}
