// pool: shape, values, rules, NaN, laws, and the engine on every width.

#include "../support/same.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr float ramp[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr std::uint8_t bytes[16] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3};
constexpr std::int32_t words[2] = {1, 2};

// shape and type
using halved = decltype(view(bytes, 10000, 32_c, 32_c, 3_c) | pool<sluice::max>(2_c, 2_c));
static_assert(std::is_same_v<halved::extents_type, extents<dynamic_extent, 16, 16, 3>>);
static_assert(std::is_same_v<halved::value_type, std::uint8_t>);
using overlapped = decltype(view(ramp, 9_c, 10_c) | pool<avg>(window<3, 3>, stride<2, 2>));
static_assert(std::is_same_v<overlapped::extents_type, extents<4, 4>>);
using counted = decltype(view(ramp, 9_c, 10_c) | pool<sluice::max>(2, 2_c));
static_assert(std::is_same_v<counted::extents_type, extents<dynamic_extent, 5>>);
static_assert(std::is_same_v<decltype(view(bytes, 4, 4) | pool<avg>(2_c, 2_c))::value_type, float>);
static_assert(
    std::is_same_v<decltype(view(words, 1, 2) | pool<avg>(1_c, 2_c))::value_type, double>);

// values worked by hand; rows and columns that no whole window covers are dropped
static_assert(same(reference(view(ramp, 4_c, 4_c) | pool<sluice::max>(2_c, 2_c)), {5, 7, 13, 15}));
static_assert(same(reference(view(ramp, 3_c, 5_c) | pool<sluice::max>(2_c, 2_c)), {6, 8}));
static_assert(same(reference(view(ramp, 3_c, 5_c) | pool<avg>(1_c, 2_c)),
                   {0.5f, 2.5f, 5.5f, 7.5f, 10.5f, 12.5f}));
static_assert(same(reference(view(bytes, 4_c, 4_c) | pool<sluice::max>(3_c, 3_c, stride<1, 1>)),
                   {9, 9, 9, 9}));
static_assert(same(reference(view(bytes, 1_c, 2_c, 2_c, 4_c) | pool<avg>(2_c, 2_c)),
                   {5.5f, 5, 5, 4.5f}));
static_assert(same(reference(view(words, 1_c, 2_c) | pool<avg>(1_c, 2_c)), {1.5}));
static_assert(same(reference(view(bytes, 4_c, 4_c) | pool<sluice::min>(2_c, 2_c)), {1, 1, 3, 3}));
static_assert(same(reference(view(bytes, 4_c, 4_c) | pool<sum>(2_c, 2_c)), {18, 13, 24, 25}));
static_assert(same(reference(view(ramp + 3, 1_c, 2_c) | pool<l2>(1_c, 2_c)), {5}));

// the types of the other kinds
static_assert(std::is_same_v<decltype(view(bytes, 4, 4) | pool<sluice::min>(2, 2))::value_type,
                             std::uint8_t>);
static_assert(std::is_same_v<decltype(view(bytes, 4, 4) | pool<sum>(2, 2))::value_type, int>);
static_assert(std::is_same_v<decltype(view(bytes, 4, 4) | pool<l2>(2, 2))::value_type, float>);
static_assert(std::is_same_v<decltype(view(words, 1, 2) | pool<l2>(1, 2))::value_type, double>);

// rules
template <class Stage, class View>
constexpr bool fits(Stage const&, View const&) {
    return accepts<Stage, View>;
}
constexpr auto three_rows = view(ramp, 3_c, 5_c);
static_assert(fits(pool<sluice::max>(3_c, 5_c), three_rows));
static_assert(!fits(pool<sluice::max>(4_c, 1_c), three_rows) &&
              !fits(pool<avg>(1_c, 6_c), three_rows));
static_assert(!fits(pool<sluice::max>(window<0, 1>, stride<1, 1>), three_rows));
static_assert(!fits(pool<sluice::max>(1_c, 1_c, stride<0, 1>), three_rows));
static_assert(fits(pool<sluice::max>(9, 9), three_rows), "known at run time: thrown by the pipe");

// a law: max pool commutes with relu
constexpr int mixed[16] = {-3, 1, -4, -1, -5, -9, 2, 6, -5, -3, -5, 8, 9, -7, -9, -3};
static_assert(equal(reference(view(mixed, 4_c, 4_c) | relu() | pool<sluice::max>(2_c, 2_c)),
                    reference(view(mixed, 4_c, 4_c) | pool<sluice::max>(2_c, 2_c) | relu())));

} // namespace

TEST_CASE("pool: windows with gaps between them") {
    check_on_widths<float>(pool<sluice::max>(1_c, 1_c, stride<2, 2>), 1, 1);
    check_on_widths<float>(pool<avg>(2_c, 1_c, stride<3, 4>), 2, 1);
}
TEST_CASE("pool: overlapping windows, whose size the type knows") {
    check_on_widths<float>(pool<sluice::max>(3_c, 3_c, stride<2, 2>), 3, 3);
    check_on_widths<std::uint16_t>(pool<avg>(2_c, 5_c, stride<3, 2>), 2, 5);
}
TEST_CASE_TEMPLATE("pool: min, sum and l2, side by side, overlapping and of any size", T,
                   std::uint8_t, std::int16_t, float, double) {
    check_on_widths<T>(pool<sluice::min>(2_c, 2_c), 2, 2);
    check_on_widths<T>(pool<sluice::min>(3, 2, stride(1, 2)), 3, 2);
    check_on_widths<T>(pool<sum>(2_c, 3_c, stride<1, 2>), 2, 3);
    check_on_widths<T>(pool<sum>(2, 2), 2, 2);
    check_on_widths<T>(pool<l2>(2_c, 2_c), 2, 2);
    check_on_widths<T>(pool<l2>(2, 3, stride(1, 1)), 2, 3);
}
TEST_CASE("pool: sums and norms of int32 do not overflow where int32 would") {
    std::int32_t const least[] = {-2147483647 - 1, -2147483647 - 1, 3, 4};
    CHECK(same(eval(view(least, 2, 2) | pool<sum>(1, 2)), {-4294967296, 7}));
    CHECK(same(eval(view(least, 2, 2) | pool<l2>(1_c, 2_c)), {0x1p31 * std::sqrt(2.0), 5.0}));
}
TEST_CASE("pool: two spellings mean the same stage") {
    static_assert(
        std::is_same_v<decltype(max_pool(2_c, 2_c)), decltype(pool<sluice::max>(window<2, 2>))>);
    static_assert(
        std::is_same_v<decltype(min_pool(2_c, 2_c)), decltype(pool<sluice::min>(window<2, 2>))>);
    static_assert(std::is_same_v<decltype(avg_pool(2_c, 3_c, stride<1, 1>)),
                                 decltype(pool<avg>(window<2, 3>, stride<1, 1>))>);
}
TEST_CASE("pool: a misfit is thrown by the pipe, with stage, axis and both sizes") {
    auto const grey = view(ramp, 2, 3, 2);
    CHECK(says(text_of<shape_error>([&] { (void)(grey | pool<sluice::max>(4, 1)); }),
               {"pool", "axis h", "window 4", "image 3"}));
    CHECK(says(text_of<shape_error>([&] { (void)(grey | pool<avg>(1, 3)); }),
               {"pool", "axis w", "window 3", "image 2"}));
    CHECK(says(text_of<shape_error>([&] { (void)(grey | pool<avg>(0, 1)); }),
               {"pool", "axis h", "window 0"}));
    CHECK(says(text_of<shape_error>([&] { (void)(grey | pool<avg>(1, -1)); }),
               {"pool", "axis w", "window -1"}));
    CHECK(says(text_of<shape_error>([&] { (void)(grey | pool<avg>(1, 1, stride(1, 0))); }),
               {"pool", "axis w", "stride 0"}));
}
TEST_CASE("pool: the average of a flat picture is flat, whatever the window") {
    for (float value : {0.1f, 3.0f, 1e30f})
        for (index_t k : {1, 2, 3, 5}) {
            std::vector<float> const flat(7 * 20, value);
            auto const out = eval(view(flat.data(), 7, 20) | pool<avg>(k, k, stride(1, 1)));
            for (float v : out)
                REQUIRE(std::fabs(v - value) <= 2 * std::numeric_limits<float>::epsilon() * value *
                                                    static_cast<float>(k * k));
        }
    std::vector<std::uint8_t> const flat(7 * 20, 201);
    for (float v : eval(view(flat.data(), 7, 20) | pool<avg>(3, 3, stride(1, 1))))
        REQUIRE_EQ(v, 201.0f);
}
TEST_CASE("pool: NaN anywhere in a window is its result, whatever the kind") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    for (index_t at = 0; at < 36; ++at) {
        std::vector<float> picture(36, 1.0f);
        picture[test::at(at)] = nan;
        auto const at_nan_only = [&](auto const& by_count, auto const& by_type) {
            for (index_t x = 0; x < 18; ++x) {
                REQUIRE_EQ(std::isnan(by_count.data()[x]), x == at / 2);
                REQUIRE_EQ(std::isnan(by_type.data()[x]), x == at / 2);
            }
        };
        auto const all = view(picture.data(), 1, 36);
        at_nan_only(eval(all | max_pool(1, 2)), eval(all | max_pool(1_c, 2_c)));
        at_nan_only(eval(all | min_pool(1, 2)), eval(all | min_pool(1_c, 2_c)));
        at_nan_only(eval(all | avg_pool(1, 2)), eval(all | avg_pool(1_c, 2_c)));
        at_nan_only(eval(all | pool<sum>(1, 2)), eval(all | pool<sum>(1_c, 2_c)));
        at_nan_only(eval(all | pool<l2>(1, 2)), eval(all | pool<l2>(1_c, 2_c)));
    }
}
