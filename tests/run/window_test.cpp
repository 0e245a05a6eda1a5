// What stages with windows ask of their input.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("window: heights that are not a multiple of the rows made together") {
    for (index_t h = 1; h <= 17; ++h)
        for (index_t k = 1; k <= h && k <= 5; ++k)
            for (index_t s = 1; s <= 4; ++s) {
                pixels<float> const in(2 * h * 11, flush::back);
                CAPTURE(h);
                CAPTURE(k);
                CAPTURE(s);
                auto const pictures = view(in.data(), 2, h, 11);
                CHECK_AGAINST_REFERENCE(pictures |
                                        conv(some_kernel<float>(k, 2), stride(s, index_t{1})));
                CHECK_AGAINST_REFERENCE(pictures | pool<sluice::max>(k, 2, stride(s, index_t{1})));
            }
}
TEST_CASE("window: the last rows of windows leave rows of the input over") {
    check_on_widths<float>(conv(some_kernel<float>(2_c, 2_c), stride<3, 3>), 2, 2);
    check_on_widths<float>(pool<sluice::max>(2_c, 2_c, stride<5, 3>), 2, 2);
}
TEST_CASE("window: a step longer than the picture takes one window, and no more memory") {
    pixels<float> const in(2 * 9 * 11, flush::back);
    auto const pictures = view(in.data(), 2, 9, 11);
    auto const k = some_kernel<float>(2, 3);
    for (int shift : {4, 10, 20, 40, 59, 61, 62}) {
        index_t const s = index_t{1} << shift;
        CAPTURE(s);
        CHECK_AGAINST_REFERENCE(pictures | conv(k, stride(s, s)));
        CHECK_AGAINST_REFERENCE(pictures | pool<avg>(2, 3, stride(index_t{1}, s)));
        CHECK(workspace_bytes(pictures | pool<avg>(2, 3, stride(s, s))) < 16384);
        CHECK(workspace_bytes(pictures | conv(k, stride(s, s))) < 16384);
    }
    CHECK_AGAINST_REFERENCE(pictures | conv(some_kernel<float>(2_c, 3_c), stride<1000, 1>));
    CHECK_AGAINST_REFERENCE(pictures | pool<sluice::max>(2_c, 3_c, stride<5, 1000000>));
}
