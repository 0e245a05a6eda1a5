// The engine's pools against the formulas: side by side, with gaps, overlapping, of every window.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("pool: run-time windows of 1 to 5 and strides of 1 to 5") {
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
TEST_CASE("pool: windows side by side, whose size the type knows") {
    check_on_widths<float>(pool<sluice::max>(2_c, 2_c), 2, 2);
    check_on_widths<float>(pool<avg>(3_c, 2_c), 3, 2);
    check_on_widths<float>(pool<sluice::max>(2_c, 3_c), 2, 3);
    check_on_widths<std::uint8_t>(pool<avg>(4_c, 4_c), 4, 4);
}
