// scale: shape, types, values, laws, special values, and the engine.

#include "../support/same.hpp"
#include "../support/special.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr std::uint8_t bytes[4] = {0, 1, 100, 255};
constexpr double reals[2] = {-1.5, 0.125};

static_assert(std::is_same_v<decltype(view(bytes, 7, 2_c, 2_c) | scale(1, 0))::extents_type,
                             extents<dynamic_extent, 2, 2>>);
template <class T>
using scaled = decltype(view(static_cast<T const*>(nullptr), 0, 1) | scale(2, 0.5))::value_type;
static_assert(std::is_same_v<scaled<std::uint8_t>, float> &&
              std::is_same_v<scaled<std::int16_t>, float> && std::is_same_v<scaled<float>, float>);
static_assert(std::is_same_v<scaled<std::int32_t>, double> &&
              std::is_same_v<scaled<double>, double>);
static_assert(accepts<decltype(scale(2, 3)), decltype(view(bytes, 2, 2))>);
static_assert(same(reference(view(bytes, 2_c, 2_c) | scale(0.5, -1)), {-1, -0.5f, 49, 126.5f}));
static_assert(same(reference(view(reals, 1_c, 2_c) | scale(2, 0.25f)), {-2.75, 0.5}));

static_assert(same(reference(view(bytes, 2_c, 2_c) | scale(0.5)), {0, 0.5f, 50, 127.5f}));
static_assert(accepts<decltype(scale(2)), decltype(view(bytes, 2, 2))>);
static_assert(std::is_same_v<decltype(view(reals, 1, 2) | scale(2))::value_type, double>);

// laws: two lines are one, and a line through 0 is a factor
static_assert(equal(reference(view(reals, 1_c, 2_c) | scale(-3)),
                    reference(view(reals, 1_c, 2_c) | scale(-3, 0))));
static_assert(equal(reference(view(bytes, 2_c, 2_c) | scale(2, 1) | scale(4, -3)),
                    reference(view(bytes, 2_c, 2_c) | scale(8, 1))));

} // namespace

TEST_CASE_TEMPLATE("scale: every type on every width", T, std::uint8_t, std::int8_t, std::uint16_t,
                   std::int16_t, std::int32_t, float, double) {
    check_on_widths<T>(scale(1 / 255.0, -0.5));
    check_on_widths<T>(scale(1 / 255.0));
}
TEST_CASE_TEMPLATE("scale: special values by a power of two, which rounds nothing", T, std::uint8_t,
                   std::int16_t, std::int32_t, float, double) {
    using R = real_t<T>;
    CHECK_EQ(wrong_on_special<T>(scale(2, 0.0), [](T x) { return 2 * static_cast<R>(x) + R(0); }),
             "");
    CHECK_EQ(wrong_on_special<T>(scale(-2), [](T x) { return -2 * static_cast<R>(x); }), "");
    CHECK_EQ(wrong_on_special<T>(scale(-0.5, -0.0),
                                 [](T x) { return R(-0.5) * static_cast<R>(x) - R(0); }),
             "");
}
TEST_CASE("scale: inf times 0 is NaN, and a NaN that is given is everywhere") {
    float const inf = std::numeric_limits<float>::infinity();
    float const in[] = {inf, -inf, 1};
    auto const out = eval(view(in, 1, 3) | scale(0, 7));
    CHECK(std::isnan(out.data()[0]));
    CHECK(std::isnan(out.data()[1]));
    CHECK_EQ(out.data()[2], 7);
    CHECK(std::isnan(eval(view(in, 1, 3) | scale(1, inf - inf)).data()[2]));
}
