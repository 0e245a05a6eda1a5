// conv: shape, values, rules, types, laws, and the engine on every width.

#include "../support/same.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr float sobel[3][3] = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
constexpr float ramp[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
constexpr auto k3 = kernel(sobel);

// shape
using valid = decltype(view(ramp, 50000, 28_c, 28_c) | conv(k3));
static_assert(std::is_same_v<valid::extents_type, extents<dynamic_extent, 26, 26>>);
using strided = decltype(view(ramp, 50000_c, 28_c, 28_c) | conv(k3, stride<2, 2>));
static_assert(std::is_same_v<strided::extents_type, extents<50000, 13, 13>>);
using channels = decltype(view(static_cast<std::uint8_t const*>(nullptr), 0, 32_c, 32_c, 3_c) |
                          conv(kernel(ramp, 1_c, 3_c, 3_c)));
static_assert(std::is_same_v<channels::extents_type, extents<dynamic_extent, 32, 30>>);
using several = decltype(view(static_cast<std::uint8_t const*>(nullptr), 0, 32_c, 32_c, 3_c) |
                         conv(kernel(ramp, 2_c, 1_c, 3_c, 2_c)));
static_assert(std::is_same_v<several::extents_type, extents<dynamic_extent, 31, 32, 2>>);
using mixed = decltype(view(ramp, 4, 7_c) | conv(kernel(ramp, 3, 2_c), stride(1, 2_c)));
static_assert(std::is_same_v<mixed::extents_type, extents<dynamic_extent, 3>>);

// a value worked by hand: cross-correlation, not flipped
static_assert(same(reference(view(ramp, 3_c, 4_c) | conv(k3)), {8, 8}));
static_assert(same(reference(view(ramp, 2_c, 3_c) | conv(kernel(ramp, 1_c, 2_c))), {1, 2, 4, 5}));
static_assert(same(reference(view(ramp, 3_c, 4_c) | conv(kernel(ramp + 1, 1_c, 1_c), stride<2, 3>)),
                   {0, 3, 8, 11}));

// rules
template <class Stage, class View>
constexpr bool fits(Stage const&, View const&) {
    return accepts<Stage, View>;
}
constexpr auto grey28 = view(static_cast<float const*>(ramp), 0_c, 28_c, 28_c);
constexpr auto grey2 = view(ramp, 1_c, 2_c, 5_c);
constexpr auto colour = view(static_cast<float const*>(ramp), 0_c, 28_c, 28_c, 3_c);
static_assert(fits(conv(k3), grey28));
static_assert(!fits(conv(k3), grey2), "the window is larger than the image");
static_assert(!fits(conv(k3), colour), "a kernel without channels");
static_assert(!fits(conv(kernel(ramp, 1_c, 1_c, 3_c)), grey28), "a kernel with channels");
static_assert(!fits(conv(kernel(ramp, 1_c, 1_c, 2_c)), colour), "another number of channels");
static_assert(fits(conv(kernel(ramp, 1_c, 1_c, 3_c)), colour));
static_assert(!fits(conv(k3, stride<0, 1>), grey28) && !fits(conv(k3, stride<1, 0>), grey28));
static_assert(fits(conv(kernel(ramp, 3, 3)), grey2), "known at run time: thrown by the pipe");

// a law: conv of conv is one conv by the bigger kernel, exactly for integers
constexpr int a[2][2] = {{1, -2}, {3, 4}}, b[2][2] = {{5, 1}, {-1, 2}};
constexpr int ab[3][3] = {{5, -9, -2}, {14, 27, 0}, {-3, 2, 8}};
constexpr std::uint8_t bytes16[16] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3};
constexpr auto bytes44 = view(bytes16, 4_c, 4_c);
static_assert(equal(reference(bytes44 | conv(kernel(a), acc<int>) | conv(kernel(b))),
                    reference(bytes44 | conv(kernel(ab)))));

} // namespace

TEST_CASE("conv: stride 2 under a window of 3 drops the last column of an even width, none of an "
          "odd one") {
    CHECK_EQ((view(ramp, 2, 5) | conv(kernel(ramp, 1, 3), stride(1, 2))).extent(1), 2);
    CHECK_EQ((view(ramp, 2, 6) | conv(kernel(ramp, 1, 3), stride(1, 2))).extent(1), 2);
    CHECK(same(eval(view(ramp, 1, 6) | conv(kernel(ramp, 1, 3), stride(1, 2))), {5, 11}));
}

TEST_CASE("conv: a misfit is thrown by the pipe, with stage, axis and both sizes") {
    auto const grey = view(ramp, 2, 3, 2);
    CHECK(says(text_of<shape_error>([&] { (void)(grey | conv(kernel(ramp, 4, 1))); }),
               {"conv", "axis h", "window 4", "image 3"}));
    CHECK(says(text_of<shape_error>([&] { (void)(grey | conv(kernel(ramp, 1, 3))); }),
               {"conv", "axis w", "window 3", "image 2"}));
    CHECK(says(text_of<shape_error>([&] { (void)(grey | conv(kernel(ramp, 1, 1), stride(1, 0))); }),
               {"conv", "axis w", "stride 0"}));
    CHECK(
        says(text_of<shape_error>([&] { (void)(grey | conv(kernel(ramp, 1, 1), stride(-1, 1))); }),
             {"conv", "axis h", "stride -1"}));
    auto const coloured = view(ramp, 1, 2, 3, 2);
    CHECK(says(text_of<shape_error>([&] { (void)(coloured | conv(kernel(ramp, 1, 1, 3))); }),
               {"conv", "axis c", "kernel 3", "pictures 2"}));
    CHECK_NOTHROW((void)(coloured | conv(kernel(ramp, 1, 1, 2))));
}

TEST_CASE(
    "conv: integer weights that could overflow are refused, with the advice acc<std::int64_t>") {
    std::int32_t const just_fits[] = {8421504, 0}, too_much[] = {8421504, -1};
    std::uint8_t const pixel[] = {255, 255};
    CHECK(same(eval(view(pixel, 1, 2) | conv(kernel(just_fits, 1, 2))), {2147483520}));
    auto const text =
        text_of<range_error>([&] { (void)(view(pixel, 1, 2) | conv(kernel(too_much, 1, 2))); });
    CHECK(says(text, {"conv", "255", "8421505", "acc<std::int64_t>"}));
    CHECK(same(eval(view(pixel, 1, 2) | conv(kernel(too_much, 1, 2), acc<std::int64_t>)),
               {2147483265}));
    std::int8_t const lowest[] = {-128, -128};
    std::int32_t const signed_most[] = {16777215, 0};
    CHECK(same(eval(view(lowest, 1, 2) | conv(kernel(signed_most, 1, 2))), {-2147483520}));
    std::int64_t const beyond[] = {std::int64_t{1} << 33, 0};
    std::int32_t const words[] = {1, 1};
    CHECK_THROWS_AS((void)(view(words, 1, 2) | conv(kernel(beyond, 1, 2))), range_error);
    std::int32_t const magnitude[] = {std::numeric_limits<std::int32_t>::min(), 0};
    CHECK_THROWS_AS((void)(view(pixel, 1, 2) | conv(kernel(magnitude, 1, 2))), range_error);
}

TEST_CASE("conv: every result of several kernels is checked for overflow by itself") {
    std::int32_t const w[] = {8421504, 1, 0, 1}; // (1,1,2,2): sums of 8421504 and of 2
    std::uint8_t const pixel[] = {255, 255};
    CHECK(same(eval(view(pixel, 1, 1, 1, 2) | conv(kernel(w, 1, 1, 2, 2))), {2147483520, 510}));
}

TEST_CASE("conv: 0 times NaN is NaN, infinity stays") {
    float const nan = std::numeric_limits<float>::quiet_NaN(),
                inf = std::numeric_limits<float>::infinity();
    float const zero_one[] = {0, 1};
    float const in[] = {nan, 1, 2, inf, 3};
    auto const out = eval(view(in, 1, 5) | conv(kernel(zero_one, 1, 2)));
    CHECK(std::isnan(out.data()[0] * 0));
    CHECK_EQ(out.data()[1], 2);
    CHECK_EQ(out.data()[2], inf);
    CHECK(std::isnan(out.data()[3])); // 0·inf
}

TEST_CASE("conv: shifting the picture shifts the result") {
    std::vector<float> picture(40 * 7);
    fill(picture.data(), 40 * 7, 3);
    auto const all = view(static_cast<float const*>(picture.data()), 7, 40);
    auto const k = some_kernel<float>(3, 3);
    auto const whole = eval(all | conv(k));
    for (index_t shift = 0; shift < 20; ++shift) {
        auto const part = eval(all.region(0, shift, 7, 20) | conv(k));
        for (index_t y = 0; y < 5; ++y)
            for (index_t x = 0; x < 18; ++x)
                REQUIRE_EQ(part.data()[y * 18 + x], whole.data()[y * 38 + shift + x]);
    }
}

TEST_CASE("conv: a split batch gives what the whole batch gives") {
    pixels<float> const in(5 * 6 * 21, flush::back);
    auto const k = some_kernel<float>(3, 3);
    auto const whole = eval(view(in.data(), 5, 6, 21) | conv(k));
    auto const two = eval(view(in.data(), 2, 6, 21) | conv(k));
    auto const three = eval(view(in.data() + 2 * 6 * 21, 3, 6, 21) | conv(k));
    CHECK(std::equal(two.begin(), two.end(), whole.begin()));
    CHECK(std::equal(three.begin(), three.end(), whole.begin() + two.size()));
}

TEST_CASE_TEMPLATE("conv: typed strides on every width", S, dim<1>, dim<2>, dim<3>, dim<5>) {
    constexpr index_t s = S::static_value;
    check_on_widths<float>(conv(some_kernel<float>(3_c, 3_c), stride<6 - s, s>), 3, 3);
}
