// avg: what it sums in, what it gives.

#include <cstdint>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>
#include <sluice/reduce/avg.hpp>

using sluice::avg;
template <class T>
using result = sluice::avg_reduce::result<T>;

static_assert(std::is_same_v<result<std::uint8_t>, float> &&
              std::is_same_v<result<std::int16_t>, float>);
static_assert(std::is_same_v<result<std::int32_t>, double> &&
              std::is_same_v<result<float>, float> && std::is_same_v<result<double>, double>);
static_assert(std::is_same_v<decltype(avg.first(std::uint8_t{1})), std::int32_t>);
static_assert(std::is_same_v<decltype(avg.first(1)), std::int64_t>);
static_assert(avg.finish(avg.combine(avg.first(std::uint8_t{255}), avg.first(std::uint8_t{254})),
                         2) == 254.5f);
static_assert(sluice::avg_reduce::identity<float>() == 0);

TEST_CASE("avg: int32 values at their limits do not overflow the sum") {
    std::int32_t const most = std::numeric_limits<std::int32_t>::max();
    CHECK_EQ(avg.finish(avg.combine(avg.first(most), avg.first(most)), 2), 2147483647.0);
}
