// When the sums of a pool could overflow.

#include <doctest/doctest.h>
#include <sluice/reduce/avg.hpp>
#include <sluice/reduce/fits.hpp>
#include <sluice/reduce/max.hpp>
#include <sluice/reduce/sum.hpp>

#include "../support/text.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("fits: as many of the largest pixels as the accumulator holds, and one more is refused") {
    CHECK_NOTHROW((detail::check_that_sums_fit<sum_reduce, std::uint16_t>(1, 32767)));
    CHECK_THROWS_AS((detail::check_that_sums_fit<sum_reduce, std::uint16_t>(2, 16384)),
                    range_error);
    CHECK_NOTHROW((detail::check_that_sums_fit<avg_reduce, std::int16_t>(255, 257)));
    CHECK_THROWS_AS((detail::check_that_sums_fit<avg_reduce, std::int16_t>(256, 257)), range_error);
    CHECK_NOTHROW((detail::check_that_sums_fit<max_reduce, std::uint8_t>(1 << 20, 1 << 20)));
    CHECK_NOTHROW((detail::check_that_sums_fit<sum_reduce, float>(1 << 20, 1 << 20)));
    CHECK_NOTHROW((detail::check_that_sums_fit<avg_reduce, std::int32_t>(1 << 15, 1 << 15)));
    // where the accumulator's end is a multiple of the pixels'
    CHECK_NOTHROW((detail::check_that_sums_fit<sum_reduce, std::int32_t>(1 << 16, 1 << 16)));
    CHECK_THROWS_AS((detail::check_that_sums_fit<sum_reduce, std::int32_t>(1 << 16, 65537)),
                    range_error);
    auto const text = text_of<range_error>(
        [] { detail::check_that_sums_fit<sum_reduce, std::uint8_t>(3000, 3000); });
    CHECK(says(text, {"pool", "3000 x 3000", "cast<float>"}));
}
