// A part of the picture: which pixels, what is refused, and that it costs nothing on a source.

#include "../support/same.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr float ramp[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
constexpr auto grey = view(ramp, 3_c, 4_c);

// shape and value
static_assert(std::is_same_v<decltype(grey | crop(1, 2, 2_c, 1_c))::extents_type, extents<2, 1>>);
static_assert(same(reference(grey | crop(1, 2, 2_c, 2_c)), {6, 7, 10, 11}));
static_assert(same(reference(grey | crop(0, 0, 3, 4) | crop(2, 0, 1, 3)), {8, 9, 10}));

// rules
template <class Stage, class View>
constexpr bool fits(Stage const&, View const&) {
    return accepts<Stage, View>;
}
static_assert(fits(crop(1_c, 1_c, 2_c, 3_c), grey) && !fits(crop(1_c, 1_c, 3_c, 3_c), grey));
static_assert(!fits(crop(0_c, 2_c, 1_c, 3_c), grey) && !fits(crop(0_c, 0_c, 0_c, 1_c), grey));
static_assert(fits(crop(9, 9, 9, 9), grey), "known at run time: thrown by the pipe");

// what one output depends on moves with the crop
static_assert(halo(grey | pad(1_c, 1_c) | crop(1, 1, 3_c, 4_c)) == padding(0, 0, 0, 0));

} // namespace

TEST_CASE("crop: a misfit is thrown by the pipe, with axis and sizes") {
    auto const text = [](index_t top, index_t left, index_t h, index_t w) {
        return text_of<shape_error>([&] { (void)(grey | crop(top, left, h, w)); });
    };
    CHECK(says(text(1, 0, 3, 1), {"crop", "axis h", "needed 4", "there are 3"}));
    CHECK(says(text(0, 2, 1, 3), {"crop", "axis w", "needed 5", "there are 4"}));
    CHECK(says(text(-1, 0, 1, 1), {"axis h", "needed 0", "there are -1"}));
    CHECK(says(text(0, 0, 1, 0), {"axis w", "needed 1", "there are 0"}));
    index_t const far = ~(index_t{1} << 63);
    CHECK(says(text(far, 0, far, 1), {"axis h", "there are 3"}));
}
TEST_CASE("crop: on the source, under a convolution and alone") {
    check_on_widths<float>(crop(2, 1, 3, 3) | conv(some_kernel<float>(2, 3)), 5, 4);
    check_on_widths<std::uint8_t>(crop(1, 0, 2, 1), 3, 1);
    check_on_widths_with<std::uint8_t>(3, crop(1, 3, 2, 5) | pad(1, 1, reflect), 4, 8);
}
TEST_CASE("crop: in the middle, and at the end") {
    check_on_widths<float>(pad(2, 3) | crop(1, 2, 5, 4) | conv(some_kernel<float>(3, 3)), 3, 3);
    check_on_widths<float>(conv(some_kernel<float>(2, 2)) | crop(1, 1, 2, 3), 5, 5);
    check_on_widths<float>(pool<sluice::max>(2_c, 2_c) | crop(1, 1, 1, 2) |
                               transform([](auto x) { return x * 2; }),
                           5, 7);
}
TEST_CASE("crop: undoes a pad, and conv of a crop is the crop of a conv") {
    pixels<float> const in(2 * 12 * 40, flush::back);
    auto const all = view(in.data(), 2, 12, 40);
    auto const back = eval(all | pad(3, 5, wrap) | crop(3, 5, 12, 40));
    CHECK(std::equal(back.begin(), back.end(), in.data()));
    auto const k = some_kernel<float>(3, 3);
    auto const a = eval(all | crop(2, 4, 7, 30) | conv(k));
    auto const b = eval(all | conv(k) | crop(2, 4, 5, 28));
    CHECK(std::equal(a.begin(), a.end(), b.begin(), b.end()));
}
TEST_CASE("crop: on pictures in memory it is a view, and needs no workspace of its own") {
    pixels<float> const in(12 * 40, flush::back);
    auto const k = some_kernel<float>(3_c, 3_c);
    auto const whole = view(in.data(), 12, 40);
    CHECK_EQ(workspace_bytes(whole | crop(2, 4, 7, 30) | conv(k)),
             workspace_bytes(whole.region(2, 4, 7, 30) | conv(k)));
}
