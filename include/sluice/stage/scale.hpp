#pragma once
// A straight line through all values.

#include <sluice/core/number.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// out = a·in.
class factor_stage : public detail::pointwise {
public:
    static constexpr char const* name = "scale";

    template <class Pixel>
    using result = real_t<Pixel>;
    /// Pixels may come as what they are computed in: the values are the same.
    template <class Pixel>
    using taken_as = real_t<Pixel>;

    constexpr factor_stage() = default;
    constexpr explicit factor_stage(double a) : a_(a) {}
    constexpr double factor() const { return a_; }

    template <class L>
    constexpr auto apply(L pixel) const {
        auto const x = convert_to<real_t<element_of<L>>>(pixel);
        using R = decltype(x + x);
        return R(x) * R(static_cast<element_of<R>>(a_));
    }

private:
    double a_ = 1;
};

/// out = a·in + b.
class scale_stage : public factor_stage {
public:
    constexpr scale_stage() = default;
    constexpr scale_stage(double a, double b) : factor_stage(a), b_(b) {}

    template <class L>
    constexpr auto apply(L pixel) const {
        auto const x = convert_to<real_t<element_of<L>>>(pixel);
        using R = decltype(x + x);
        using T = element_of<R>;
        return multiply_add(x, R(static_cast<T>(factor())), R(static_cast<T>(b_)));
    }

private:
    double b_ = 0;
};

/// A straight line through all values: scale(2, 0.5). Computed in float for integers up to 16
/// bits and float, in double for int32 and double; a·x + b is rounded once or twice. NaN stays NaN,
/// ±inf and denormals follow the formula.
///   out(y, x, c) = a · in(y, x, c) + b
/// Shape: unchanged; the element type is the one that is computed in.
/// Example: tests/stage/scale_test.cpp
template <number A, number B>
constexpr auto scale(A a, B b) {
    return scale_stage(static_cast<double>(a), static_cast<double>(b));
}

/// All values times a: scale(1 / 255.0). Types and special values are those of scale(a, b), without
/// an addition. Where the weights of the next stage can take the factor in (rgb_to_gray), they do:
/// what is rounded differs, and what overflows.
///   out(y, x, c) = a · in(y, x, c)
/// Example: tests/stage/scale_test.cpp
template <number A>
constexpr auto scale(A a) {
    return factor_stage(static_cast<double>(a));
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
