// The pictures that a pipeline reads: channels, regions of larger pictures, gaps between rows.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("source: a kernel (kh,kw,c) sums over 1 to 7 channels, known at run time") {
    for (int c : {1, 2, 3, 4, 5, 7})
        check_on_widths_with<float>(
            c, conv(some_kernel<float>(2 + c % 2, 1 + c % 4, c), stride(1 + c % 2, 1 + c % 3)), 3,
            4);
}
TEST_CASE("source: a kernel (kh,kw,c) sums over 2 and 3 channels that the type knows") {
    check_on_widths_with<std::uint8_t>(3_c, conv(some_kernel<float>(3_c, 3_c, 3_c)), 3, 3);
    check_on_widths_with<float>(2_c, conv(some_kernel<float>(2_c, 3_c, 2_c), stride<2, 2>), 2, 3);
}
TEST_CASE("source: five channels that the type knows are read one by one") {
    check_on_widths_with<std::int16_t>(5_c, pool<sluice::max>(2_c, 2_c), 2, 2);
    check_on_widths_with<float>(5_c, conv(some_kernel<float>(2_c, 2_c, 5_c)), 2, 2);
}
TEST_CASE("source: a region of a larger picture is read, and nothing beyond the picture") {
    auto const k = some_kernel<float>(3, 3);
    for (index_t w : {3, 4, 7, 8, 9, 15, 16, 17, 18, 30, 35})
        for (index_t right : {0, 1, 9})
            for (flush side : both_ends) {
                index_t const m = 2, h = 5, top = side == flush::front ? 0 : 2,
                              left = side == flush::front ? 0 : right;
                pixels<float> const in(m * (h + 2) * (w + right), side);
                CAPTURE(w);
                CAPTURE(right);
                auto const whole = view(in.data(), m, h + 2, w + right);
                CHECK_AGAINST_REFERENCE(whole.region(top, left, h, w) | pad(1, 2) |
                                        conv(k, stride(1, 1)));
            }
}
TEST_CASE("source: gaps between rows and images are not read as pixels") {
    auto const k = some_kernel<float>(3, 3);
    for (index_t w : {3, 8, 10, 16, 18, 19, 33, 50})
        for (index_t gap : {1, 3, 64}) {
            index_t const m = 3, h = 4, row = w + gap, image = row * h + 2 * gap;
            pixels<float> const in((m - 1) * image + (h - 1) * row + w, flush::back);
            CHECK_AGAINST_REFERENCE(view(in.data(), extents(m, h, w), {row, image}) | pad(1, 2) |
                                    conv(k, stride(1, 1)));
        }
}
TEST_CASE("source: one picture has two axes, one colour picture is a batch of one") {
    for (index_t w : {1, 2, 3, 9, 20, 40}) {
        pixels<std::uint8_t> const in(3 * w * 3, flush::back);
        CHECK_AGAINST_REFERENCE(view(in.data(), 3, 3 * w) | pool<sluice::max>(1, 1));
        CHECK_AGAINST_REFERENCE(picture(in.data(), 3, w, 3_c) | pool<sluice::max>(2_c, 1_c));
    }
}
TEST_CASE("source: short rows far away are asked for early, up to the end of the memory") {
    index_t const m = 130, h = 37, w = 61; // more than near_bytes
    static_assert(m * h * w * index_t{sizeof(float)} > sluice::blocking::near_bytes);
    for (flush side : both_ends) {
        pixels<float> const in(m * h * w, side);
        auto const all = view(in.data(), m, h, w);
        CHECK_AGAINST_REFERENCE(all | pad(1, 1) | conv(some_kernel<float>(3_c, 3_c), stride<2, 2>));
        CHECK_AGAINST_REFERENCE(all.region(3, 5, h - 4, w - 6) | pool<avg>(2_c, 2_c));
    }
}
