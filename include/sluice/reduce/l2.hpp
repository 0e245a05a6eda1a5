#pragma once
// The Euclidean norm of a window: the pool kind l2.

#include <sluice/core/number.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// √Σ x², ONNX's LpPool with p = 2. Integers up to 16 bits and float are squared and summed in
/// float, int32 and double in double; the result has that type. As in torch nothing is scaled: a
/// square beyond the type's range gives inf.
struct l2_reduce {
    static constexpr char const* name = "l2";

    template <class T>
    using result = real_t<T>;

    /// What changes no sum of squares.
    template <class T>
    static constexpr T identity() {
        return T(0);
    }

    template <class L>
    constexpr auto first(L pixel) const {
        auto const x = convert_to<result<element_of<L>>>(pixel);
        return x * x;
    }
    template <class L>
    constexpr L combine(L a, L b) const {
        return a + b;
    }
    template <class L, class N>
    constexpr L finish(L squares, N) const {
        return square_root(squares);
    }
};

/// The pool kind: pool<l2>(2, 2).
inline constexpr l2_reduce l2{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
