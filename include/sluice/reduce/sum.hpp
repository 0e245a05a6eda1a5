#pragma once
// The sum of a window: the pool kind sum.

#include <sluice/core/number.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Σ x. Integers up to 16 bits are summed in int32, int32 in int64, floats in their own type; the
/// result has that type. Windows whose sum could overflow are refused.
struct sum_reduce {
    static constexpr char const* name = "sum";

    template <class T>
    using result =
        std::conditional_t<std::is_floating_point_v<T>, T,
                           std::conditional_t<detail::is_narrow<T>, std::int32_t, std::int64_t>>;

    /// What changes no sum.
    template <class T>
    static constexpr T identity() {
        return T(0);
    }

    template <class L>
    constexpr auto first(L pixel) const {
        return convert_to<result<element_of<L>>>(pixel);
    }
    template <class L>
    constexpr L combine(L a, L b) const {
        return a + b;
    }
    template <class L, class N>
    constexpr L finish(L total, N) const {
        return total;
    }
};

/// The pool kind: pool<sum>(2, 2).
inline constexpr sum_reduce sum{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
