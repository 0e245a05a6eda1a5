// Colour to grey.

#include "../support/same.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr std::uint8_t primary[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0};
constexpr auto five = picture(primary, 1_c, 5_c, 3_c);
using gray = decltype(five | rgb_to_gray());
static_assert(std::is_same_v<gray::extents_type, extents<1, 1, 5>>);
static_assert(std::is_same_v<gray::value_type, float>);

constexpr bool near(float a, double b) { return a - b < 1e-4 && b - a < 1e-4; }
constexpr bool weighs_as_bt601() {
    auto const g = reference(five | rgb_to_gray());
    return near(g[0], 0.299 * 255) && near(g[1], 0.587 * 255) && near(g[2], 0.114 * 255) &&
           near(g[3], 255) && g[4] == 0;
}
static_assert(weighs_as_bt601());

template <class Stage, class View>
constexpr bool fits(Stage const&, View const&) {
    return accepts<Stage, View>;
}
static_assert(!fits(rgb_to_gray(), view(primary, 1_c, 3_c)), "no channels");
static_assert(!fits(rgb_to_gray(), view(primary, 0_c, 3_c, 3_c, 4_c)), "four channels");

} // namespace

TEST_CASE("rgb_to_gray: another number of channels is refused") {
    CHECK(says(text_of<shape_error>([] { (void)(view(primary, 1, 1, 3, 4) | rgb_to_gray()); }),
               {"rgb_to_gray", "axis c", "needed 3", "pictures 4"}));
}
TEST_CASE_TEMPLATE("rgb_to_gray: every width and type, typed channels or not", T, std::uint8_t,
                   std::int16_t, std::int32_t, float, double) {
    check_on_widths_with<T>(3_c, rgb_to_gray());
    check_on_widths_with<T>(3, rgb_to_gray());
}
