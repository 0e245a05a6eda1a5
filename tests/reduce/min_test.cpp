// min: the word, and the kind of pool.

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>
#include <sluice/reduce/min.hpp>

using sluice::min_reduce;

static_assert(sluice::min(1, 2) == 1 && sluice::min(2, 1) == 1 &&
              sluice::min(-1.0f, -2.0f) == -2.0f);
static_assert(std::is_same_v<min_reduce::result<std::uint8_t>, std::uint8_t>);
static_assert(sluice::min.finish(sluice::min.combine(sluice::min.first(9), sluice::min.first(3)),
                                 2) == 3);

// the identity changes nothing
static_assert(min_reduce::identity<std::int8_t>() == 127 &&
              min_reduce::identity<std::uint16_t>() == 65535 &&
              min_reduce::identity<std::int32_t>() == std::numeric_limits<std::int32_t>::max() &&
              min_reduce::identity<std::int64_t>() == std::numeric_limits<std::int64_t>::max());
static_assert(min_reduce::identity<float>() == std::numeric_limits<float>::infinity() &&
              sluice::min(min_reduce::identity<double>(), 1e308) == 1e308);

TEST_CASE("min: NaN on either side is the result") {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(sluice::min(nan, 1.0)));
    CHECK(std::isnan(sluice::min(1.0, nan)));
    CHECK_EQ(sluice::min(-std::numeric_limits<double>::infinity(), 1.0),
             -std::numeric_limits<double>::infinity());
}
TEST_CASE("min: of two zeros it gives the second, as written") {
    CHECK(std::signbit(sluice::min(0.0f, -0.0f)));
    CHECK(!std::signbit(sluice::min(-0.0f, 0.0f)));
}
