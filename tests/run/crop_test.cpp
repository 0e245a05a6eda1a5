// A crop of rows that are made: narrower than a pack, at every place, over every kind of node.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("crop node: every offset and width over a border, a ring and a register pool") {
    pixels<float> const in(2 * 9 * 37, flush::back);
    auto const grey = view(in.data(), 2, 9, 37);
    auto const k = some_kernel<float>(3, 3);
    for (index_t left = 0; left < 17; left += 4)
        for (index_t w = 1; w <= 20; w += 3) {
            CAPTURE(left);
            CAPTURE(w);
            CHECK_AGAINST_REFERENCE(grey | pad(1, 1, edge) | crop(3, left, 4, w) |
                                    pool<avg>(2, 1, stride(1, 1)));
            CHECK_AGAINST_REFERENCE(grey | conv(k) | pad(2, 1, reflect) | crop(1, left, 5, w));
        }
    for (index_t left = 0; left < 9; ++left)
        CHECK_AGAINST_REFERENCE(grey | pool<sluice::max>(2_c, 2_c) | crop(left % 3, left, 2, 9));
}
TEST_CASE("crop node: rows of a ring that lie far down") {
    pixels<float> const in(60 * 11, flush::back);
    auto const made =
        view(in.data(), 60, 11) | conv(some_kernel<float>(3_c, 3_c)) | pad(2, 1, reflect);
    for (index_t top = 0; top <= 40; top += 5) {
        CAPTURE(top);
        CHECK_AGAINST_REFERENCE(made | crop(top, 1, 20, 9));
        CHECK_AGAINST_REFERENCE(made | crop(top, 1, 20, 9) | conv(some_kernel<float>(3_c, 3_c)));
    }
}
