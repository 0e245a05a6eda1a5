#pragma once
// Zeros around a picture.

namespace sluice::inline v0_1 {

/// Every pixel outside the picture is 0. Zeros are real values: 0 · NaN is NaN.
struct zero_border {
    static constexpr bool is_constant = true;

    template <class T>
    constexpr T outside() const {
        return T(0);
    }
};

} // namespace sluice::inline v0_1
