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

// dilation: taps at distance d; groups and channels by themselves; bias; flipped
constexpr float ten[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
static_assert(std::is_same_v<decltype(view(ten, 1_c, 10_c) |
                                      conv(kernel(ramp, 1_c, 3_c), dilation<1, 3>))::extents_type,
                             extents<1, 4>>);
static_assert(same(reference(view(ten, 1_c, 10_c) |
                             conv(kernel(ramp + 1, 1_c, 2_c), dilation<1, 4>, stride<1, 2>)),
                   {8, 14, 20})); // 1·in(x) + 2·in(x + 4)
static_assert(same(reference(view(ten, 1_c, 1_c, 2_c, 4_c) |
                             conv(kernel(ramp, 1_c, 1_c, 2_c, 4_c), groups<2>)),
                   // weights (c,o): 0 1 2 3 / 4 5 6 7; results 0 1 from c 0 1, 2 3 from c 2 3
                   {4, 5, 22, 27, 20, 29, 54, 67}));
static_assert(same(reference(view(ten, 1_c, 1_c, 2_c, 2_c) |
                             depthwise_conv(kernel(ramp + 1, 1_c, 1_c, 2_c, 2_c))),
                   {0, 0, 3, 4, 2, 4, 9, 12})); // c 0 by 1 and 2, c 1 by 3 and 4
static_assert(same(reference(view(ten, 1_c, 3_c) |
                             conv(kernel(ramp + 1, 1_c, 2_c), bias(ten + 7, 1_c))),
                   {9, 12})); // 7 + 1·in(x) + 2·in(x + 1)
static_assert(same(reference(view(ten, 2_c, 2_c) | convolve(kernel(ramp + 1, 2_c, 2_c))),
                   {4 * 0 + 3 * 1 + 2 * 2 + 1 * 3}));

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

static_assert(!fits(conv(kernel(ramp, 2_c, 2_c), dilation<2, 1>), grey2), "a reach of 3");
static_assert(!fits(conv(k3, dilation<0, 1>), grey28), "taps in one place");
static_assert(!fits(conv(kernel(ramp, 1_c, 1_c, 3_c, 2_c), groups<2>), colour));
static_assert(fits(conv(kernel(ramp, 1_c, 1_c, 1_c, 3_c), groups<3>), colour));
static_assert(!fits(conv(k3, bias(ramp, 2_c)), grey28) && fits(conv(k3, bias(ramp, 1_c)), grey28));

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

TEST_CASE("conv: integer weights that are summed as floats") {
    check_on_widths<double>(conv(some_kernel<std::int8_t>(3_c, 2_c)), 3, 2);
    check_on_widths<std::uint8_t>(conv(some_kernel<std::int8_t>(2_c, 3_c), acc<double>), 2, 3);
}

TEST_CASE("conv: dilated, with every stride, typed and at run time") {
    check_on_widths<float>(conv(some_kernel<float>(3_c, 3_c), dilation<2, 2>), 5, 5);
    check_on_widths<float>(conv(some_kernel<float>(2_c, 3_c), dilation<1, 3>, stride<2, 2>), 3, 7);
    check_on_widths<std::uint8_t>(
        conv(some_kernel<std::int8_t>(3_c, 2_c), dilation<3, 4>, stride<1, 3>), 7, 5);
    for (index_t d = 1; d <= 3; ++d)
        for (index_t s = 1; s <= 3; ++s)
            check_on_widths<float>(conv(some_kernel<float>(3, 3), dilation(d, 4 - d), stride(s, s)),
                                   7, 7);
    check_on_widths<float>(pad(20, 20) | conv(some_kernel<float>(2_c, 2_c), dilation<19, 31>));
}

TEST_CASE("conv: a dilated kernel is a kernel with zeros between its weights") {
    float const sparse[3][5] = {{1, 0, 2, 0, 3}, {0, 0, 0, 0, 0}, {4, 0, 5, 0, 6}};
    float const dense[2][3] = {{1, 2, 3}, {4, 5, 6}};
    pixels<float> const in(9 * 33, flush::back);
    auto const all = view(in.data(), 9, 33);
    auto const apart = eval(all | conv(kernel(dense), dilation<2, 2>)),
               filled = eval(all | conv(kernel(sparse)));
    CHECK(std::equal(apart.begin(), apart.end(), filled.begin(), filled.end()));
}

TEST_CASE("conv: padding that is 'same' for the kernel without its dilation is refused") {
    auto const grey = view(ramp, 3, 4);
    auto const k = kernel(ramp, 3, 3);
    auto const text =
        text_of<shape_error>([&] { (void)(grey | pad(same_for(k)) | conv(k, dilation(2, 1))); });
    CHECK(says(text, {"conv", "same_for", "axis h", "padding 2", "needed 4"}));
    CHECK_EQ((grey | pad(same_for(k, dilation(2, 1))) | conv(k, dilation(2, 1))).extent(0), 3);
    CHECK_NOTHROW((void)(grey | pad(1, 1) | conv(k, dilation(2, 1))));
}

TEST_CASE("conv: groups, typed and at run time, each sees its own channels") {
    check_on_widths_with<float>(4_c, conv(some_kernel<float>(2_c, 3_c, 2_c, 4_c), groups<2>), 2, 3);
    check_on_widths_with<float>(6, conv(some_kernel<float>(2, 2, 2, 9), groups(3)), 2, 2);
    check_on_widths_with<std::uint8_t>(
        6_c, conv(some_kernel<std::int8_t>(1_c, 3_c, 3_c, 2_c), groups<2>, stride<1, 2>), 1, 3);
    float const w[] = {1, 2, 3, 4, 5, 6, 7, 8};
    check_on_widths_with<float>(4, conv(some_kernel<float>(2, 2, 4, 8), bias(w, 8), dilation(2, 1)),
                                3, 2);
}

TEST_CASE("conv: several groups are the convolutions of the parts, side by side") {
    pixels<float> const in(5 * 9 * 4, flush::back);
    auto const k = some_kernel<float>(2_c, 2_c, 2_c, 6_c);
    auto const all = eval(view(in.data(), 1, 5, 9, 4) | conv(k, groups<2>));
    for (index_t g = 0; g < 2; ++g) {
        float part[5 * 9 * 2], w[2 * 2 * 2 * 3];
        for (index_t i = 0; i < 5 * 9 * 2; ++i) part[i] = in.data()[i / 2 * 4 + 2 * g + i % 2];
        for (index_t i = 0; i < 24; ++i) w[i] = k(i / 12, i / 6 % 2, i / 3 % 2, 3 * g + i % 3);
        auto const one = eval(view(part, 1, 5, 9, 2) | conv(kernel(w, 2, 2, 2, 3)));
        for (index_t i = 0; i < one.size(); ++i)
            REQUIRE_EQ(one.data()[i], all.data()[i / 3 * 6 + 3 * g + i % 3]);
    }
}

TEST_CASE("depthwise_conv: one and several results per channel, typed and at run time") {
    check_on_widths_with<float>(3_c, depthwise_conv(some_kernel<float>(3_c, 3_c, 3_c)), 3, 3);
    check_on_widths_with<std::uint8_t>(
        2_c, depthwise_conv(some_kernel<std::int8_t>(2_c, 2_c, 2_c, 2_c)), 2, 2);
    check_on_widths_with<float>(5, depthwise_conv(some_kernel<float>(2, 3, 5, 2), stride(1, 2)), 2,
                                3);
}

TEST_CASE("bias: counts in the check for overflow, and needs values") {
    std::int32_t const w[] = {8421504, 0}, more[] = {127, 128}; // 8421504 · 255 = 2³¹ − 128
    std::uint8_t const pixel[] = {255, 255};
    CHECK(same(eval(view(pixel, 1, 2) | conv(kernel(w, 1, 2), bias(more, 1))), {2147483647}));
    CHECK_THROWS_AS((void)(view(pixel, 1, 2) | conv(kernel(w, 1, 2), bias(more + 1, 1))),
                    range_error);
    CHECK_THROWS_AS((void)bias(static_cast<float*>(nullptr), 1), memory_error);
    CHECK_THROWS_AS((void)bias(more, 0), shape_error);
}

TEST_CASE("convolve: of an impulse gives the kernel; with the kernel flipped, conv") {
    float impulse[25] = {};
    impulse[12] = 1;
    float const w[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    auto const k = kernel(w, 3, 3);
    CHECK(same(eval(view(impulse, 5, 5) | convolve(k)), {1, 2, 3, 4, 5, 6, 7, 8, 9}));
    CHECK(same(eval(view(impulse, 5, 5) | conv(k)), {9, 8, 7, 6, 5, 4, 3, 2, 1}));
    check_on_widths_with<float>(2, convolve(some_kernel<float>(2, 3, 2, 2)), 2, 3);
}
