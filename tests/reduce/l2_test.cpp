// l2: what it sums in, what it gives, NaN and what is beyond the range.

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>
#include <sluice/reduce/l2.hpp>

using sluice::l2;
template <class T>
using result = sluice::l2_reduce::result<T>;

namespace {

template <class T>
constexpr auto norm(T a, T b) {
    return l2.finish(l2.combine(l2.first(a), l2.first(b)), 2);
}

static_assert(std::is_same_v<result<std::uint8_t>, float> &&
              std::is_same_v<result<std::uint16_t>, float> && std::is_same_v<result<float>, float>);
static_assert(std::is_same_v<result<std::int32_t>, double> &&
              std::is_same_v<result<double>, double>);
static_assert(std::is_same_v<decltype(l2.first(std::int16_t{1})), float> &&
              std::is_same_v<decltype(l2.first(std::int32_t{1})), double>);
static_assert(norm(3.0f, 4.0f) == 5 && norm(std::int8_t{-5}, std::int8_t{12}) == 13 &&
              norm(-8, 15) == 17 && norm(0.0, -0.0) == 0);
static_assert(l2.first(7.0) + sluice::l2_reduce::identity<double>() == 49);

} // namespace

TEST_CASE("l2: NaN is the result, and so is inf; a square that overflows gives inf") {
    float const nan = std::numeric_limits<float>::quiet_NaN(),
                inf = std::numeric_limits<float>::infinity();
    CHECK(std::isnan(norm(nan, 1.0f)));
    CHECK(std::isnan(norm(inf, nan)));
    CHECK_EQ(norm(-inf, 1.0f), inf);
    CHECK_EQ(norm(1e30f, 0.0f), inf);
    CHECK_EQ(norm(1e30, 0.0), 1e30);
}
