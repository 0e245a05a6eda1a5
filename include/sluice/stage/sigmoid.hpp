#pragma once
// The logistic function.

#include <sluice/core/number.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// out = 1 / (1 + e⁻ⁱⁿ).
struct sigmoid_stage : detail::pointwise {
    static constexpr char const* name = "sigmoid";

    template <class Pixel>
    using result = real_t<Pixel>;
    /// Pixels may come as what they are computed in: the values are the same.
    template <class Pixel>
    using taken_as = real_t<Pixel>;

    template <class L>
    constexpr auto apply(L pixel) const {
        using T = real_t<element_of<L>>;
        auto const x = convert_to<T>(pixel);
        auto const small = exponential(-absolute(x)); // never overflows
        return select(x < T(0), small, T(1)) / (small + T(1));
    }
};

/// The logistic function, as in PyTorch. Computed in float for integers up to 16 bits and float, in
/// double for int32 and double, to a few units in the last place; results below the least normal
/// number may be 0. NaN stays NaN, −inf gives 0, inf gives 1, both zeros give ½. At run time only:
/// the standard's exp is not for constant expressions.
///   out(y, x, c) = 1 / (1 + exp(−in(y, x, c)))
/// Shape: unchanged; the element type is the one that is computed in.
/// Example: tests/stage/sigmoid_test.cpp
constexpr auto sigmoid() { return sigmoid_stage{}; }

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
