// The words of formulas on numbers; on lanes they are tested with the lanes.

#include <cmath>
#include <cstdint>
#include <initializer_list>
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

// the root in a constant expression: exact squares, the nearest float of any
static_assert(square_root(0.0) == 0 && square_root(1.0) == 1 && square_root(144.0f) == 12 &&
              square_root(0x1p-1074) == 0x1p-537 && square_root(0x1p1022) == 0x1p511);
static_assert(square_root(2.0f) == 1.41421354f && square_root(3.0f) == 1.73205078f);
static_assert(square_root(-1.0) != square_root(-1.0) && "NaN");

TEST_CASE("word: the root of a number is the C library's, the constant one within a unit of it") {
    for (double x : {0.0, 0x1p-1074, 1e-300, 0.1, 2.0, 3.0, 1e10, 1.7e308}) {
        double const root = std::sqrt(x);
        CHECK_EQ(square_root(x), root);
        CHECK_LE(std::fabs(sluice::detail::root_by_newton(x) - root), 0x1p-52 * root);
        auto const y = static_cast<float>(x);
        if (!std::isinf(y)) CHECK_EQ(square_root(y), std::sqrt(y));
        if (!std::isinf(y)) CHECK_EQ(sluice::detail::root_by_newton(y), std::sqrt(y));
    }
    double const inf = std::numeric_limits<double>::infinity();
    CHECK_EQ(sluice::detail::root_by_newton(inf), inf);
    CHECK(std::isnan(square_root(-inf)));
    CHECK(std::signbit(square_root(-0.0)));
    CHECK(std::signbit(sluice::detail::root_by_newton(-0.0)));
}
