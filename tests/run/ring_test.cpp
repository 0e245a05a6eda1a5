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
