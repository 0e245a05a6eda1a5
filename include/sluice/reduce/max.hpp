#pragma once
// The larger of two values: a word in formulas, and the pool kind max.

#include <sluice/core/number.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// max(a, b), NaN where either is NaN, as in numpy and torch; std::max and most SIMD instructions
/// differ there. Of two zeros it gives b. As a pool kind it keeps the type: T → T.
struct max_reduce {
    static constexpr char const* name = "max";

    template <class T>
    using result = T;

    /// What changes no maximum: −inf, or the lowest integer.
    template <class T>
    static constexpr T identity() {
        return detail::lower_end<T>();
    }

    template <class L>
    constexpr L operator()(L a, L b) const {
        if constexpr (std::is_arithmetic_v<L>) return a > b || detail::is_nan(a) ? a : b;
        else return lane_max(a, b);
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

/// The word and the pool kind: max(a, b), pool<max>(2, 2). Beside `using namespace std` write
/// sluice::max, or max_pool(2, 2).
inline constexpr max_reduce max{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
