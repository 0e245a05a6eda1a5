// Repeated pixels around the pictures themselves: what the table of seams must hold.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("repeat: pads of 0 to 3 on every side, under typed and run-time convolutions") {
    for (index_t a = 0; a <= 3; ++a) {
        check_on_widths<float>(pad(a, (a + 1) % 4, (a + 2) % 4, (a * a) % 4, reflect) |
                                   conv(some_kernel<float>(3, 3)),
                               3, 3);
        check_on_widths<float>(pad(a, 1, 2, a, wrap) | conv(some_kernel<float>(2_c, 3_c)), 3, 3);
    }
}
TEST_CASE("repeat: strided windows over the seam") {
    check_on_widths<float>(
        pad(2, 3, 2, 3, symmetric) | conv(some_kernel<float>(3_c, 3_c), stride<2, 2>), 3, 3);
    check_on_widths<float>(pad(2, 3, 4, 3, edge) | conv(some_kernel<float>(3, 3), stride(1, 3)), 3,
                           3);
    check_on_widths<std::uint8_t>(pad(2, 3, 4, 3, reflect) | pool<avg>(3, 3, stride(2, 2)), 3, 3);
}
TEST_CASE("repeat: a typed picture, whose edges are known to the compiler") {
    pixels<float> const in(5 * 28 * 28, flush::back);
    auto const batch = view(in.data(), 5, 28_c, 28_c);
    auto const k = some_kernel<float>(3_c, 3_c);
    CHECK_AGAINST_REFERENCE(batch | pad(same_for(k), reflect) | conv(k));
    CHECK_AGAINST_REFERENCE(batch | pad(same_for(k), wrap) | conv(k, stride<2, 2>) |
                            pool<sluice::max>(2_c, 2_c));
    CHECK_AGAINST_REFERENCE(batch | pad(9_c, 9_c, symmetric) | conv(k));
}
TEST_CASE("repeat: a typed picture with a border on one side: no pack over the other edge") {
    pixels<float> const in(5 * 28 * 28, flush::back);
    auto const batch = view(in.data(), 5, 28_c, 28_c);
    auto const k = some_kernel<float>(3_c, 3_c);
    CHECK_AGAINST_REFERENCE(batch | pad(0_c, 0_c, 3_c, 0_c, reflect) | conv(k));
    CHECK_AGAINST_REFERENCE(batch | pad(0_c, 0_c, 0_c, 3_c, reflect) | conv(k));
}
TEST_CASE("repeat: a border on a border") {
    check_on_widths<float>(pad(1, 2, edge) | pad(2, 1, wrap) | conv(some_kernel<float>(3, 3)));
    check_on_widths<float>(pad(0, 0, 1, 2, wrap) | pad(2, 1, 0, 0, constant(4)) |
                               conv(some_kernel<float>(3, 2)),
                           1, 1);
}
