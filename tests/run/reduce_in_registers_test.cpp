// Pools over windows that only the run knows, narrow ones and those side by side, against the
// formulas.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("reduce in registers: narrow windows of 1 to 9 rows that follow each other") {
    for (index_t h = 1; h <= 9; ++h)
        for (index_t w = 1; w <= 4; ++w) {
            CAPTURE(h);
            CAPTURE(w);
            check_on_widths<float>(pool<sluice::max>(h, w, stride(1, 1)), h, w);
            check_on_widths<std::uint8_t>(pool<avg>(h, w, stride(1, 1)), h, w);
        }
}
TEST_CASE("reduce in registers: windows of up to two steps, of one, two and three columns") {
    for (index_t s : {1, 2, 3})
        for (index_t w = 1; w <= 2 * s + 1; ++w) {
            CAPTURE(s);
            CAPTURE(w);
            check_on_widths<float>(pool<sluice::min>(1 + w % 4, w, stride(1 + w % 3, s)), 4, w);
            check_on_widths<float>(pool<avg>(3, w, stride<2, 3>), 3, w);
        }
}
TEST_CASE("reduce in registers: run-time windows side by side, of pictures with a border") {
    for (index_t s = 2; s <= 8; ++s) {
        CAPTURE(s);
        check_on_widths<std::uint8_t>(pad(1, 2) | pool<sluice::max>(2, s), 1, s);
        check_on_widths<float>(pad(0, 3, edge) | pool<avg>(3, s - 1, stride(3, s)), 3, s);
        check_on_widths<float>(pool<avg>(2, s, stride(1, s), padding(1, s / 2)), 1, s);
    }
}
TEST_CASE(
    "reduce in registers: a border, which counts or does not, gaps between rows, and channels") {
    check_on_widths<float>(pad(1, 2, edge) | pool<sluice::max>(3, 3, stride(1, 1)));
    check_on_widths<float>(pool<avg>(3, 3, stride(1, 1), padding(1, 1)), 1, 1);
    check_on_widths<float>(pool<avg>(2, 4, stride(2, 2), padding(1, 1), count_include_pad), 1, 2);
    check_on_widths<std::uint8_t>(pool<sluice::max>(3, 2, stride(2, 2), dilation(2, 1)), 5, 2);
    check_on_widths_with<float>(
        3_c, conv(some_kernel<float>(1_c, 1_c, 3_c, 3_c)) | pool<sluice::max>(3, 3, stride(2, 2)),
        3, 3);
    check_on_widths_with<float>(1_c, pool<avg>(2, 3, stride(1, 1)) | pool<sluice::max>(2_c, 2_c), 3,
                                4);
}
TEST_CASE("reduce in registers: no number wherever a window sees one") {
    index_t const h = 9, w = 21;
    for (index_t at = 0; at < h * w; at += 4) {
        std::vector<float> pixels(static_cast<std::size_t>(h * w), 1.0f);
        pixels[static_cast<std::size_t>(at)] = __builtin_nanf("");
        for (index_t s : {1, 2, 3}) {
            auto const out =
                eval(view(pixels.data(), h, w) | pool<sluice::max>(3, 3, stride(s, s)));
            index_t wrong = 0;
            for (index_t y = 0; y < out.extent(0); ++y)
                for (index_t x = 0; x < out.extent(1); ++x) {
                    bool const sees = at / w >= y * s && at / w < y * s + 3 && at % w >= x * s &&
                                      at % w < x * s + 3;
                    float const v = out.data()[y * out.extent(1) + x];
                    wrong += sees ? v == v : v != 1.0f;
                }
            CAPTURE(at);
            CAPTURE(s);
            CHECK_EQ(wrong, 0);
        }
    }
}
