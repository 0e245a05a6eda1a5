#pragma once
// Another element type, cut off as C++ does it.

#include <sluice/core/cast.hpp>
#include <sluice/core/pipe.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// out = T(in), defined for every value.
template <number T>
struct cast_stage : detail::pointwise {
    static constexpr char const* name = "cast";

    template <class Pixel>
    using result = T;
    /// Narrow integers may come as the floats that they become.
    template <class Pixel>
    using taken_as =
        std::conditional_t<std::is_floating_point_v<T> && detail::is_narrow<Pixel>, T, Pixel>;

    template <class L>
    constexpr auto apply(L pixel) const {
        return cast_to<T>(pixel);
    }
};

/// Every value as a T: cast<float>(), cast<std::uint8_t>(). Fractions are cut off towards zero and
/// integers taken modulo 2ⁿ, as static_cast does; what static_cast leaves undefined is defined: a
/// float beyond an integer's range, ±inf among them, gives the nearest end of the range, and NaN
/// gives 0. A double beyond float's range gives ±inf. −0, denormals and NaN stay what they are
/// where T is a float that holds them.
///   out(y, x, c) = static_cast<T>(in(y, x, c))
/// Shape: unchanged; the element type is T. To round and clamp instead, write saturate_cast<T>().
/// Example: tests/stage/cast_test.cpp
template <number T>
constexpr auto cast() {
    return cast_stage<T>{};
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
