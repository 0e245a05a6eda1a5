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
static_assert(detail::is_pool_argument<dim<2>> && detail::is_pool_argument<sizes::stride<2, 2>>);
static_assert(!detail::is_pool_argument<group_count<2>> && !detail::is_pool_argument<float>);
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
TEST_CASE("pool: a size in the type may be spelt as a dim") {
    CHECK(std::is_same_v<decltype(pool<sluice::max>(dim<2>{}, dim<3>{})),
                         decltype(pool<sluice::max>(2_c, 3_c))>);
    CHECK(std::is_same_v<decltype(pool<avg>(dim<2>{}, 3_c, stride<1, 1>)),
                         decltype(pool<avg>(2_c, 3_c, stride<1, 1>))>);
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

namespace {

// padding is never looked at; an average divides by it only where that is asked for
constexpr float five[5] = {1, 2, 3, 4, 5};
constexpr auto row5 = view(five, 1_c, 5_c);
static_assert(same(reference(row5 | pool<avg>(1_c, 2_c, ceil_mode)), {1.5f, 3.5f, 5}));
static_assert(same(reference(row5 | pool<avg>(1_c, 3_c, stride<1, 2>, padding(0_c, 1_c))),
                   {1.5f, 3, 4.5f}));
static_assert(same(reference(row5 | pool<avg>(1_c, 3_c, stride<1, 2>, padding(0_c, 1_c),
                                              count_include_pad)),
                   {1, 3, 3}));
// of ceil_mode's last window, the overhang counts in neither way
static_assert(same(reference(row5 | pool<avg>(1_c, 4_c, stride<1, 2>, padding(0_c, 1_c), ceil_mode,
                                              count_include_pad)),
                   {1.5f, 3.5f, 3}));
static_assert(same(reference(row5 | pool<sum>(1_c, 2_c, dilation<1, 3>, stride<1, 1>)), {5, 7}));
constexpr float low[3] = {-5, -7, -6};
static_assert(same(reference(view(low, 1_c, 3_c) |
                             pool<sluice::max>(1_c, 2_c, stride<1, 1>, padding(0_c, 1_c))),
                   {-5, -5, -6, -6}));
using padded =
    decltype(view(five, 0_c, 9_c, 10_c) |
             pool<sluice::max>(window<3, 3>, stride<2, 2>, padding(1_c, 1_c), ceil_mode));
static_assert(std::is_same_v<padded::extents_type, extents<0, 5, 6>>);
static_assert(receptive_field<padded>() == sizes::window<3, 3>());
static_assert(halo<padded>() == sizes::padding<1, 1, 1, 1>());

template <class Stage>
constexpr bool fits_row5(Stage const&) {
    return accepts<Stage, std::remove_const_t<decltype(row5)>>;
}
static_assert(fits_row5(pool<avg>(1_c, 3_c, padding(0_c, 2_c))));
static_assert(!fits_row5(pool<avg>(1_c, 3_c, padding(0_c, 3_c))), "a window of padding only");
static_assert(!fits_row5(pool<avg>(1_c, 6_c)) && fits_row5(pool<avg>(1_c, 6_c, padding(0_c, 1_c))));
static_assert(!fits_row5(pool<avg>(1_c, 2_c, dilation<1, 5>)));
static_assert(!fits_row5(pool<avg>(1_c, 2_c, dilation<1, 9>, padding(0_c, 4_c))), "across it");

} // namespace

TEST_CASE("pool: sizes with ceil_mode and padding are torch's, windows in the padding aside") {
    float data[64] = {};
    for (index_t n = 1; n <= 12; ++n)
        for (index_t k = 1; k <= 5; ++k)
            for (index_t s = 1; s <= 4; ++s)
                for (index_t p = 0; 2 * p <= k && n + 2 * p >= k; ++p) {
                    index_t out = (n + 2 * p - k + s - 1) / s + 1;
                    if ((out - 1) * s >= n + p) --out;
                    CAPTURE(n);
                    CAPTURE(k);
                    CAPTURE(s);
                    CAPTURE(p);
                    auto const e =
                        view(data, 1, n) | pool<avg>(1, k, stride(1, s), padding(0, p), ceil_mode);
                    CHECK_EQ(e.extent(1), out);
                }
}

TEST_CASE_TEMPLATE("pool: padding, dilation and ceil_mode on every width, run-time and typed", T,
                   std::uint8_t, std::int32_t, float) {
    check_on_widths<T>(pool<avg>(3, 2, stride(2, 1), padding(1, 0, 1, 1)), 2, 1);
    check_on_widths<T>(pool<sluice::max>(2, 3, stride(1, 2), padding(1, 2), ceil_mode), 1, 1);
    check_on_widths<T>(
        pool<avg>(window<3, 3>, stride<2, 2>, padding(1_c, 1_c), ceil_mode, count_include_pad), 2,
        2);
    check_on_widths<T>(pool<sluice::min>(2, 3, dilation(2, 3), stride(1, 3), padding(0, 2)), 3, 5);
    check_on_widths_with<T>(
        3, pool<l2>(window<2, 3>, stride<1, 3>, dilation<3, 1>, padding(1_c, 2_c)), 3, 1);
}

TEST_CASE("pool: padding in the middle of a pipeline, at every stride") {
    for (index_t s = 1; s <= 5; ++s)
        check_on_widths<float>(relu() | pool<avg>(5, 4, stride(s, s), padding(2, 1), ceil_mode), 1,
                               2);
}

TEST_CASE("pool: a misfit of padding or dilation is thrown by the pipe") {
    auto const in = view(five, 1, 5);
    auto const text = [&](auto const& stage) {
        return text_of<shape_error>([&] { (void)(in | stage); });
    };
    CHECK(says(text(pool<avg>(1, 2, padding(0, 2))), {"pool", "padding", "axis w", "pixels 0"}));
    CHECK(says(text(pool<avg>(1, 2, padding(0, -1))), {"axis w", "padding -1"}));
    CHECK(says(text(pool<avg>(1, 2, dilation(1, 0))), {"axis w", "dilation 0"}));
    CHECK(says(text(pool<avg>(1, 3, dilation(1, 3))), {"axis w", "window 7", "image 5"}));
    CHECK(says(text(pool<avg>(1, 8, padding(0, 1), ceil_mode)), {"window 8", "image 7"}));
    index_t const far = ~(index_t{1} << 63);
    CHECK(says(text(pool<avg>(1, 2, dilation(1, far))), {"axis w", "image 5"}));
    CHECK(says(text(pool<avg>(1, 2, padding(0, far))), {"axis w", "pixels 0"}));
}

TEST_CASE("pool: sums of integers that could overflow are refused, with the number of pixels") {
    std::uint16_t const few[4] = {};
    auto const big = view(few, 0, 1000, 1000);
    auto const text = text_of<range_error>([&] { (void)(big | pool<avg>(200, 200)); });
    CHECK(says(text, {"pool", "200 x 200", "cast<float>"}));
    CHECK_NOTHROW((void)(big | pool<avg>(100, 100)));
    CHECK_NOTHROW((void)(big | pool<sluice::max>(200, 200)));
    CHECK_THROWS_AS((void)(big | pool<avg>(900, 50)), range_error);
    CHECK_THROWS_AS((void)(big | pool<avg>(50, 900)), range_error);
    CHECK_NOTHROW((void)(big | pool<avg>(900, 20)));
    CHECK_NOTHROW((void)(big | pool<avg>(20, 900)));
}
