// The border of zeros.

#include <cstdint>

#include <doctest/doctest.h>
#include <sluice/border/zero.hpp>

static_assert(sluice::zero.outside<float>() == 0 && sluice::zero.outside<std::uint8_t>() == 0);

TEST_CASE("zero: the zero is positive") { CHECK_EQ(1 / sluice::zero.outside<double>() > 0, true); }
