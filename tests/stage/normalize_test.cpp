// normalize: shape, types, values, rules, laws, special values, and the engine.

#include <array>

#include "../support/same.hpp"
#include "../support/special.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr std::uint8_t bytes[6] = {0, 1, 2, 100, 200, 255};
constexpr float mean[] = {1, 2, 3}, deviation[] = {0.5f, 2, -1};

constexpr auto two = normalize({1, 2}, {2.0, 0.5});
constexpr auto three = normalize(mean, deviation);
constexpr auto arrays = normalize(std::array{1.0f, 2.0f, 3.0f}, std::array{0.5, 2.0, -1.0});

// shape and types
using result = decltype(view(bytes, 7, 2_c, 3_c, 2_c) | two);
static_assert(std::is_same_v<result::extents_type, extents<dynamic_extent, 2, 3, 2>>);
static_assert(std::is_same_v<result::value_type, float>);
constexpr std::int32_t words[2] = {5, 6};
static_assert(std::is_same_v<decltype(view(words, 1, 1, 1, 2) | two)::value_type, double>);

// values worked by hand
static_assert(same(reference(view(bytes, 1_c, 1_c, 3_c, 2_c) | two),
                   {-0.5f, -2, 0.5f, 196, 99.5f, 506}));
static_assert(same(reference(view(bytes, 1_c, 1_c, 2_c, 3_c) | three),
                   {-2, -0.5f, 1, 198, 99, -252}));
static_assert(same(reference(view(bytes, 2_c, 3_c) | normalize({100}, {100})),
                   {-1, -0.99f, -0.98f, 0, 1, 1.55f}));

// rules
static_assert(accepts<decltype(two), decltype(view(bytes, 1_c, 1_c, 3_c, 2_c))>);
static_assert(accepts<decltype(two), decltype(view(bytes, 1, 1, 3, 2))>, "thrown by the pipe");
static_assert(!accepts<decltype(two), decltype(view(bytes, 1_c, 1_c, 2_c, 3_c))>);
static_assert(!accepts<decltype(two), decltype(view(bytes, 2_c, 3_c))>);

// laws: arrays of any kind mean the same; 0 and 1 are nothing
static_assert(equal(reference(view(bytes, 1_c, 1_c, 2_c, 3_c) | three),
                    reference(view(bytes, 1_c, 1_c, 2_c, 3_c) | arrays)));
static_assert(equal(reference(view(bytes, 1_c, 1_c, 3_c, 2_c) | normalize({0, 0}, {1, 1})),
                    reference(view(bytes, 1_c, 1_c, 3_c, 2_c) | cast<float>())));

} // namespace

TEST_CASE_TEMPLATE("normalize: few channels in the type, many, and counted at run time", T,
                   std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::int32_t, float,
                   double) {
    check_on_widths_with<T>(1_c, normalize({0.25}, {0.5}));
    check_on_widths_with<T>(2_c, two);
    check_on_widths_with<T>(3_c, three);
    check_on_widths_with<T>(4_c, normalize({1, 2, 3, 4}, {5, 6, 7, 8}));
    check_on_widths_with<T>(5_c, normalize({1, 2, 3, 4, 5}, {5, 6, 7, 8, 9}));
    check_on_widths_with<T>(3, three);
    check_on_widths<T>(normalize({0.25}, {0.5}));
}
TEST_CASE("normalize: special values by powers of two, which round nothing") {
    auto const line = [](auto x) { return (static_cast<double>(x) - 0.0) / 2.0; };
    CHECK_EQ(wrong_on_special<double>(normalize({0}, {2}), line), "");
    CHECK_EQ(wrong_on_special<std::int32_t>(normalize({0}, {2}), line), "");
    auto const single = [](auto x) { return (static_cast<float>(x) - 0.0f) / -0.5f; };
    CHECK_EQ(wrong_on_special<float>(normalize({0}, {-0.5}), single), "");
    CHECK_EQ(wrong_on_special<std::int16_t>(normalize({0}, {-0.5}), single), "");
}
TEST_CASE("normalize: a NaN stays in its channel") {
    for (index_t w = 1; w <= 40; ++w) {
        std::vector<float> in(at(3 * w), 1.0f);
        in[at(3 * (w - 1) + 1)] = std::numeric_limits<float>::quiet_NaN();
        auto const out = eval(view(in.data(), 1, 1, w, 3_c) | three);
        for (index_t i = 0; i < 3 * w; ++i)
            REQUIRE_EQ(std::isnan(out.data()[i]), i == 3 * (w - 1) + 1);
    }
}
TEST_CASE("normalize: another number of channels is thrown by the pipe, with both numbers") {
    CHECK(says(text_of<shape_error>([] { (void)(view(bytes, 1, 1, 2, 3) | two); }),
               {"normalize", "axis c", "means 2", "channels 3"}));
    CHECK(says(text_of<value_error>([] { (void)normalize({1, 2}, {1, 0}); }),
               {"normalize", "channel 1", "is 0"}));
}
