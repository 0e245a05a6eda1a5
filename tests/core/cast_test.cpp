// Conversions that are defined for every value, of numbers, in constant expressions; of lanes they
// are tested with the lanes.

#include <cmath>
#include <cstdint>
#include <limits>

#include <doctest/doctest.h>
#include <sluice/core/cast.hpp>

using namespace sluice;

namespace {

using u8 = std::uint8_t;
using i8 = std::int8_t;
using i32 = std::int32_t;
using i64 = std::int64_t;
constexpr float inf = std::numeric_limits<float>::infinity(),
                no_number = std::numeric_limits<float>::quiet_NaN();
constexpr i32 least = std::numeric_limits<i32>::min(), most = std::numeric_limits<i32>::max();

// towards zero, beyond the range the nearest end
static_assert(cast_to<i32>(2.9f) == 2 && cast_to<i32>(-2.9) == -2 && cast_to<u8>(-0.9f) == 0);
static_assert(cast_to<u8>(255.9f) == 255 && cast_to<u8>(256.0f) == 255 && cast_to<u8>(-1.0f) == 0);
static_assert(cast_to<i8>(-128.9f) == -128 && cast_to<i8>(-129.0) == -128 &&
              cast_to<i8>(128.0) == 127);
static_assert(cast_to<i32>(0x1p31f) == most && cast_to<i32>(-0x1p31f) == least &&
              cast_to<i32>(0x1p31 - 0.5) == most);
static_assert(cast_to<i32>(inf) == most && cast_to<i32>(-inf) == least &&
              cast_to<i32>(no_number) == 0);
static_assert(cast_to<i64>(0x1p63) == std::numeric_limits<i64>::max() &&
              cast_to<i64>(-0x1p63f) == std::numeric_limits<i64>::min());
// integers modulo 2ⁿ
static_assert(cast_to<u8>(256) == 0 && cast_to<u8>(-1) == 255 && cast_to<i8>(200) == -56);
// doubles to float: infinity from halfway to 2¹²⁸ on
static_assert(cast_to<float>(0x1.fffffefffffffp+127) == 0x1.fffffep+127f &&
              cast_to<float>(0x1.ffffffp+127) == inf && cast_to<float>(-1e300) == -inf);
static_assert(cast_to<float>(0x1p-150) == 0 && cast_to<float>(0x1.8p-149) == 0x1p-148f);

// half to even, and within the range
static_assert(saturate_to<i32>(0.5f) == 0 && saturate_to<i32>(1.5f) == 2 &&
              saturate_to<i32>(2.5) == 2 && saturate_to<i32>(-0.5) == 0 &&
              saturate_to<i32>(-1.5) == -2 && saturate_to<i32>(-2.5f) == -2);
static_assert(saturate_to<i32>(0.49999997f) == 0 && saturate_to<i32>(0.50000006f) == 1 &&
              saturate_to<i32>(8388607.5f) == 8388608);
static_assert(saturate_to<u8>(254.5f) == 254 && saturate_to<u8>(255.5f) == 255 &&
              saturate_to<u8>(-0.5f) == 0 && saturate_to<u8>(1e30) == 255);
static_assert(saturate_to<i8>(-128.5) == -128 && saturate_to<i8>(-inf) == -128 &&
              saturate_to<i8>(no_number) == 0);
static_assert(saturate_to<u8>(-7) == 0 && saturate_to<u8>(300) == 255 &&
              saturate_to<i8>(u8{200}) == 127 && saturate_to<i32>(i64{1} << 40) == most &&
              saturate_to<i64>(-5) == -5 && saturate_to<std::uint64_t>(i64{-5}) == 0 &&
              saturate_to<i64>(~std::uint64_t{0}) == std::numeric_limits<i64>::max());
static_assert(saturate_to<float>(-1e300) == -inf && saturate_to<float>(7) == 7.0f);

} // namespace

TEST_CASE("cast: NaN and −0 stay what they are in floats") {
    CHECK(std::isnan(cast_to<double>(no_number)));
    CHECK(std::isnan(saturate_to<float>(std::numeric_limits<double>::quiet_NaN())));
    CHECK(std::signbit(cast_to<float>(-0.0)));
}
TEST_CASE("cast: halves around every power of two are rounded as nearbyint rounds them") {
    for (float x = 0.25f; x < 0x1p30f; x *= 2)
        for (float y : {x, std::nextafter(x, inf), std::nextafter(x, 0.0f), x + 0.5f, x + 1.5f}) {
            CHECK_EQ(saturate_to<i32>(y), static_cast<i32>(std::nearbyint(y)));
            CHECK_EQ(saturate_to<i32>(-y), static_cast<i32>(std::nearbyint(-y)));
        }
}
