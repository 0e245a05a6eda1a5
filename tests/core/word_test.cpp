// The words of formulas on numbers; on lanes they are tested with the lanes.

#include <cstdint>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>
#include <sluice/core/word.hpp>

using namespace sluice;

static_assert(multiply_add(2, 3, 4) == 10);
static_assert(
    std::is_same_v<decltype(multiply_add(std::int16_t{2}, std::int16_t{3}, std::int16_t{4})),
                   std::int16_t>);
static_assert(convert_to<int>(2.9f) == 2 && convert_to<int>(-2.9) == -2);
static_assert(std::is_same_v<decltype(convert_to<double>(std::uint8_t{1})), double>);
static_assert(std::is_same_v<element_of<float>, float>);
static_assert(!detail::is_nan(1.0f) && detail::is_nan(std::numeric_limits<double>::quiet_NaN()) &&
              !detail::is_nan(3));

TEST_CASE("word: multiply_add of doubles is x·w + s") {
    CHECK_EQ(multiply_add(1.5, 2.0, 0.25), 3.25);
}
