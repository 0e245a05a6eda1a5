#pragma once
// The types and sizes of packs that occur.

#include <cstdint>
#include <type_traits>

#include <sluice/lane/pack.hpp>

#include "numbers.hpp"

#define SLUICE_TEST_TYPES                                                                          \
    std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::int32_t, std::int64_t, float,     \
        double

namespace test {

using arch = xsimd::default_arch;

template <int N>
using size = std::integral_constant<int, N>;

/// Calls f(size<2>{}), … f(size<64>{}).
template <class F>
void for_each_size(F f) {
    f(size<2>{});
    f(size<4>{});
    f(size<8>{});
    f(size<16>{});
    f(size<32>{});
    f(size<64>{});
}

/// Values that every one of our types can hold.
template <class T>
void fill_small(T* to, std::ptrdiff_t count, std::uint64_t seed) {
    sequence s(seed);
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        to[i] = static_cast<T>(s.between(std::is_signed_v<T> ? -100 : 0, 100));
        if constexpr (std::is_floating_point_v<T>)
            to[i] += static_cast<T>(s.between(0, 3)) / 4; // a fraction to cut off
    }
}

} // namespace test
