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
TEST_CASE_TEMPLATE("mix: a factor before it goes into the weights", T, std::uint8_t, std::int16_t,
                   std::int32_t, float, double) {
    check_on_widths_with<T>(3_c, scale(1 / 255.0) | rgb_to_gray());
    check_on_widths_with<T>(3_c, pad(1, 1, edge) | scale(-3) | rgb_to_gray() | relu());
    check_on_widths_with<T>(3, scale(0.5) | scale(4) | rgb_to_gray());
}
TEST_CASE("mix: under what may take a factor in, and what may not") {
    std::uint8_t const byte = 1;
    auto const colour = view(&byte, 0, 9_c, 9_c, 3_c);
    auto const takes = []<class In, class Stage>(expression<In, Stage> const&) {
        return detail::takes_factor_in<In, Stage>;
    };
    CHECK(takes(colour | scale(2) | rgb_to_gray()));
    CHECK_FALSE(takes(colour | scale(2, 0) | rgb_to_gray()));
    CHECK_FALSE(takes(colour | scale(2) | relu() | rgb_to_gray()));
    CHECK_FALSE(takes(colour | scale(2) | relu()));
}
