#pragma once
// Another element type, rounded, and kept within its range.

#include <sluice/core/cast.hpp>
#include <sluice/core/pipe.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// out = the T nearest to in.
template <number T>
struct saturate_cast_stage : detail::pointwise {
    static constexpr char const* name = "saturate_cast";

    template <class Pixel>
    using result = T;

    template <class L>
    constexpr auto apply(L pixel) const {
        return saturate_to<T>(pixel);
    }
};

/// The nearest value that T has: saturate_cast<std::uint8_t>(), as in OpenCV. Fractions are rounded
/// half to even; what lies beyond T's range, ±inf among it, gives the nearest end of the range; NaN
/// gives 0 in an integer. A double beyond float's range gives ±inf. −0, denormals and NaN stay
/// what they are where T is a float that holds them.
///   out(y, x, c) = min(max(round(in(y, x, c)), lowest T), greatest T)
/// Shape: unchanged; the element type is T. To cut fractions off, write cast<T>().
/// Example: tests/stage/saturate_cast_test.cpp
template <number T>
constexpr auto saturate_cast() {
    return saturate_cast_stage<T>{};
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
