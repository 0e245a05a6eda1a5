// clamp: shape, values, rules, laws, special values, and the engine.

#include "../support/same.hpp"
#include "../support/special.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr int mixed[6] = {-300, -1, 0, 7, 255, 256};
constexpr float reals[4] = {-0.5f, 0.25f, 0.75f, 1.5f};

static_assert(std::is_same_v<decltype(view(mixed, 7, 2_c, 3_c) | clamp(0, 9))::extents_type,
                             extents<dynamic_extent, 2, 3>>);
static_assert(std::is_same_v<decltype(view(mixed, 2, 3) | clamp(0, 9))::value_type, int>);
static_assert(std::is_same_v<decltype(view(reals, 1, 4) | clamp(0, 9))::value_type, float>);
static_assert(same(reference(view(mixed, 2_c, 3_c) | clamp(0, 255)), {0, 0, 0, 7, 255, 255}));
static_assert(same(reference(view(reals, 1_c, 4_c) | clamp(0, 1)), {0, 0.25f, 0.75f, 1}));
static_assert(same(reference(view(reals, 1_c, 4_c) | clamp(0.3, 0.7)), {0.3f, 0.3f, 0.7f, 0.7f}));

// rules
static_assert(accepts<decltype(clamp(0, 9)), decltype(view(mixed, 2, 3))>);
static_assert(accepts<decltype(clamp(0, 9.5)), decltype(view(reals, 1, 4))>);
static_assert(!accepts<decltype(clamp(0, 9.5)), decltype(view(mixed, 2, 3))>);

// laws: twice is once, and clamp from 0 to the type's end is relu
static_assert(equal(reference(view(mixed, 2_c, 3_c) | clamp(-1, 200) | clamp(-1, 200)),
                    reference(view(mixed, 2_c, 3_c) | clamp(-1, 200))));
static_assert(equal(reference(view(mixed, 2_c, 3_c) | clamp(0, 2147483647)),
                    reference(view(mixed, 2_c, 3_c) | relu())));

/// The nearest T to a bound.
template <class T>
T bound(double b) {
    if (std::is_floating_point_v<T>) return static_cast<T>(b);
    return static_cast<T>(
        std::fmin(std::fmax(b, static_cast<double>(std::numeric_limits<T>::lowest())),
                  static_cast<double>(std::numeric_limits<T>::max())));
}

} // namespace

TEST_CASE_TEMPLATE("clamp: special values on every width, bounds in and beyond the range", T,
                   std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::int32_t, float,
                   double) {
    struct {
        int lo, hi;
    } const pairs[] = {{-7, 99}, {0, 255}, {-1000, 1000}, {5, 5}, {300, 40000}, {-40000, -200}};
    for (auto const [lo, hi] : pairs) {
        CAPTURE(lo);
        CAPTURE(hi);
        T const low = bound<T>(lo), high = bound<T>(hi);
        CHECK_EQ(wrong_on_special<T>(clamp(lo, hi),
                                     [&](T x) { return x < low    ? low
                                                       : high < x ? high
                                                                  : x; }),
                 "");
    }
    check_on_widths<T>(clamp(-3, 50));
}
TEST_CASE("clamp: NaN stays NaN, inf gives the bounds, bounds of inf are none") {
    float const inf = std::numeric_limits<float>::infinity();
    float const in[] = {inf - inf, -inf, inf, 3};
    auto const out = eval(view(in, 1, 4) | clamp(-1, 1));
    CHECK(std::isnan(out.data()[0]));
    CHECK_EQ(out.data()[1], -1);
    CHECK_EQ(out.data()[2], 1);
    auto const all = eval(view(in + 1, 1, 3) | clamp(-inf, inf));
    CHECK(same(all, {-inf, inf, 3}));
}
TEST_CASE("clamp: bounds in the wrong order, or NaN, are refused when it is made") {
    CHECK(says(text_of<value_error>([] { (void)clamp(2, 1); }), {"clamp", "lower bound"}));
    CHECK_THROWS_AS((void)clamp(std::numeric_limits<float>::quiet_NaN(), 1), value_error);
    CHECK_THROWS_AS((void)clamp(0, std::numeric_limits<double>::quiet_NaN()), value_error);
}
