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

TEST_CASE("max: NaN on either side is the result") {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(sluice::max(nan, 1.0)));
    CHECK(std::isnan(sluice::max(1.0, nan)));
    CHECK_EQ(sluice::max(-std::numeric_limits<double>::infinity(), 1.0), 1.0);
}
