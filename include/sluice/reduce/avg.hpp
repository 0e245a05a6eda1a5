#pragma once
// The arithmetic mean of a window: the pool kind avg.

#include <cstdint>

#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Σ x / n. Integers up to 16 bits are summed in int32 and give float, int32 in int64 and gives
/// double; floats keep their type. Divided, not multiplied by 1/n, so a flat picture stays flat.
struct avg_reduce {
    static constexpr char const* name = "avg";

    template <class T>
    using sum =
        std::conditional_t<std::is_floating_point_v<T>, T,
                           std::conditional_t<(sizeof(T) <= 2), std::int32_t, std::int64_t>>;
    template <class T>
    using result = std::conditional_t<std::is_floating_point_v<T>, T,
                                      std::conditional_t<(sizeof(T) <= 2), float, double>>;

    /// What changes no sum.
    template <class T>
    static constexpr T identity() {
        return T(0);
    }

    template <class L>
    constexpr auto first(L pixel) const {
        return convert_to<sum<element_of<L>>>(pixel);
    }
    template <class L>
    constexpr L combine(L a, L b) const {
        return a + b;
    }
    template <class L, class N>
    constexpr auto finish(L total, N count) const {
        using R = std::conditional_t<
            std::is_same_v<element_of<L>, std::int32_t>, float,
            std::conditional_t<std::is_same_v<element_of<L>, float>, float, double>>;
        return convert_to<R>(total) / convert_to<R>(count);
    }
};

/// The pool kind: pool<avg>(2, 2).
inline constexpr avg_reduce avg{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
