#pragma once
// The absolute value.

#include <sluice/core/pipe.hpp>
#include <sluice/reduce/max.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// out = |in|, the greatest integer for the lowest.
struct abs_stage : detail::pointwise {
    static constexpr char const* name = "abs";

    template <class Pixel>
    using result = Pixel;

    template <class L>
    constexpr L apply(L pixel) const {
        using T = element_of<L>;
        if constexpr (std::is_unsigned_v<T>) return pixel;
        else if constexpr (std::is_floating_point_v<T>) return absolute(pixel);
        else return absolute(max(pixel, L(static_cast<T>(-detail::upper_end<T>()))));
    }
};

/// |x| of every value: abs(), beside the abs(x) of <cmath>. The lowest integer saturates: −128 of
/// an int8 gives 127, as in OpenCV; numpy leaves it −128. −0 gives 0, −inf gives inf, a denormal
/// itself without its sign, NaN stays NaN.
///   out(y, x, c) = |in(y, x, c)|
/// Shape and type are unchanged. Example: tests/stage/abs_test.cpp
constexpr auto abs() { return abs_stage{}; }

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
