// Rows kept for a stage whose windows overlap: convolutions on convolutions, pads in the middle.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("ring: run-time conv | pad | conv, with strides") {
    for (index_t s = 1; s <= 3; ++s)
        check_on_widths<float>(conv(some_kernel<float>(2, 3), stride(s, 1)) | pad(s, 1, 3 - s, s) |
                                   conv(some_kernel<float>(3, 2), stride(1, s)),
                               5, 3);
}
TEST_CASE("ring: run-time conv | conv | conv") {
    check_on_widths<float>(conv(some_kernel<float>(3, 3)) | conv(some_kernel<float>(2, 5)) |
                               conv(some_kernel<float>(3, 1)),
                           6, 7);
}
TEST_CASE("ring: a pad wider than the rows in the middle") {
    for (index_t wide : {1, 20, 70})
        check_on_widths<float>(conv(some_kernel<float>(3, 3)) | pad(wide, 1, wide, 2) |
                                   conv(some_kernel<float>(3, 3)),
                               3, 3);
}
TEST_CASE("ring: a window far higher than the rows that are made together") {
    check_on_widths<float>(conv(some_kernel<float>(2, 2)) | conv(some_kernel<float>(23, 3)), 24, 4);
}

namespace {

/// Tall pictures, of which the ring holds a part, with a border of `wide` rows in the middle.
template <class Border>
void check_tall(Border border) {
    for (index_t wide : {1, 2, 3, 7, 20})
        for (index_t h : {1, 2, 5, 9, 33, 70}) {
            pixels<float> const in(2 * h * 9, flush::back);
            CAPTURE(wide);
            CAPTURE(h);
            CHECK_AGAINST_REFERENCE(view(in.data(), 2, h, 9) | pool<sluice::max>(1, 2) |
                                    pad(wide, wide / 2 + 1, 1, 2, border) |
                                    conv(some_kernel<float>(3, 3)));
        }
}

} // namespace

TEST_CASE("ring: repeated rows in the middle, far more rows than the ring holds") {
    check_tall(edge);
    check_tall(reflect);
    check_tall(symmetric);
    check_tall(wrap);
}
TEST_CASE("ring: mirrored rows need a few rows more, wrapped ones the whole height") {
    float* const p = guarded<float>(0, flush::front).data(); // never looked at
    auto const k = some_kernel<float>(3_c, 3_c);
    auto const needs = [&](index_t h, auto border) {
        return workspace_bytes(view(p, 1, h, 100) | conv(k) | pad(1, 1, border) | conv(k));
    };
    CHECK_EQ(needs(100, zero), needs(4000, zero));
    CHECK_EQ(needs(100, edge), needs(4000, edge));
    CHECK_EQ(needs(100, reflect), needs(4000, reflect));
    CHECK_LE(needs(100, reflect), needs(100, zero) + 4096);
    CHECK_GE(needs(1000, wrap), 998 * 98 * index_t{sizeof(float)});
}
