// Mixed channels under windows and behind borders.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("mix: grey of a border, under a convolution, of a convolution") {
    auto const k = some_kernel<float>(3, 3);
    check_on_widths_with<std::uint8_t>(3_c, pad(1, 2, constant(9)) | rgb_to_gray() | conv(k));
    check_on_widths_with<std::uint8_t>(
        3_c, rgb_to_gray() | pad(1, 1, edge) | conv(k) | pool<avg>(2_c, 2_c), 2, 2);
    check_on_widths_with<float>(2, conv(some_kernel<float>(2, 2, 2, 3)) | rgb_to_gray(), 2, 2);
}
