#pragma once
// The smaller of two values: a word in formulas, and the pool kind min.

#include <sluice/core/number.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// min(a, b), NaN where either is NaN, as in numpy and torch; std::min and most SIMD instructions
/// differ there. Of two zeros it gives b. As a pool kind it keeps the type: T → T.
struct min_reduce {
    static constexpr char const* name = "min";

    template <class T>
    using result = T;

    /// What changes no minimum: +inf, or the greatest integer.
    template <class T>
    static constexpr T identity() {
        return detail::upper_end<T>();
    }

    template <class L>
    constexpr L operator()(L a, L b) const {
        if constexpr (std::is_arithmetic_v<L>) return a < b || detail::is_nan(a) ? a : b;
        else return lane_min(a, b);
    }
    /// A pack and a number, or different types: in the type that numbers have in common.
    template <class A, class B>
    constexpr auto operator()(A a, B b) const {
        using P = detail::promoted<A, B>;
        return (*this)(P::of(a), P::of(b));
    }

    /// Rows of windows may share what they combine. (Which of two zeros comes out may differ.)
    static constexpr bool in_any_order = true;

    template <class L>
    constexpr L first(L pixel) const {
        return pixel;
    }
    template <class L>
    constexpr L combine(L a, L b) const {
        return (*this)(a, b);
    }
    template <class L, class N>
    constexpr L finish(L a, N) const {
        return a;
    }
};

/// The word and the pool kind: min(a, b), pool<min>(2, 2). Beside `using namespace std` write
/// sluice::min, or min_pool(2, 2).
inline constexpr min_reduce min{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
