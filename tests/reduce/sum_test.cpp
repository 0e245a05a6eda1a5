// sum: what it sums in, which is what it gives.

#include <cstdint>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>
#include <sluice/reduce/sum.hpp>

using sluice::sum;
template <class T>
using result = sluice::sum_reduce::result<T>;

static_assert(std::is_same_v<result<std::uint8_t>, std::int32_t> &&
              std::is_same_v<result<std::int16_t>, std::int32_t>);
static_assert(std::is_same_v<result<std::int32_t>, std::int64_t> &&
              std::is_same_v<result<float>, float> && std::is_same_v<result<double>, double>);
static_assert(sum.finish(sum.combine(sum.first(std::uint8_t{255}), sum.first(std::uint8_t{254})),
                         2) == 509);
static_assert(sum.first(-0.25) + sluice::sum_reduce::identity<double>() == -0.25);

TEST_CASE("sum: int32 values at their limits do not overflow the sum") {
    std::int32_t const least = std::numeric_limits<std::int32_t>::min();
    CHECK_EQ(sum.finish(sum.combine(sum.first(least), sum.first(least)), 2), -4294967296);
}
