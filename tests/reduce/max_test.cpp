// max: the word, and the kind of pool.

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>
#include <sluice/reduce/max.hpp>

static_assert(sluice::max(1, 2) == 2 && sluice::max(2, 1) == 2 &&
              sluice::max(-1.0f, -2.0f) == -1.0f);
static_assert(std::is_same_v<sluice::max_reduce::result<std::uint8_t>, std::uint8_t>);
static_assert(sluice::max.finish(sluice::max.combine(sluice::max.first(3), sluice::max.first(9)),
                                 2) == 9);

// the identity changes nothing
using sluice::max_reduce;
static_assert(max_reduce::identity<std::int8_t>() == -128 &&
              max_reduce::identity<std::uint16_t>() == 0);
static_assert(max_reduce::identity<float>() == -std::numeric_limits<float>::infinity() &&
              sluice::max(max_reduce::identity<double>(), -1e308) == -1e308);

TEST_CASE("max: NaN on either side is the result") {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(sluice::max(nan, 1.0)));
    CHECK(std::isnan(sluice::max(1.0, nan)));
    CHECK_EQ(sluice::max(-std::numeric_limits<double>::infinity(), 1.0), 1.0);
}
TEST_CASE("max: of two zeros it gives the second, as written") {
    CHECK(std::signbit(sluice::max(0.0f, -0.0f)));
    CHECK(!std::signbit(sluice::max(-0.0f, 0.0f)));
}
