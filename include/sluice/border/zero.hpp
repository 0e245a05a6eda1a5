#pragma once
// Zeros around a picture.

#include <sluice/core/target.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Every pixel outside the picture is 0. Zeros are real values: 0 · NaN is NaN.
///   000|abcd|000
struct zero_border {
    static constexpr char const* name = "zero";

    template <class T>
    static constexpr T outside() {
        return T(0);
    }
};

/// The border of pad, where none is named: pad(1, 1, zero).
inline constexpr zero_border zero{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
