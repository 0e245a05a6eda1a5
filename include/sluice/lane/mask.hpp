#pragma once
// Comparisons of packs, and what they choose.

#include <sluice/lane/formula.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// In which of the lanes a condition holds: what comparing packs gives. T is the type that was
/// compared.
template <number T, int N, class A>
struct mask {
    using batch = xsimd::batch_bool<T, detail::register_arch<T, N, A>>;
    static constexpr int registers = pack<T, N, A>::registers;

    batch reg[registers];

    mask() = default;
    /// The same in every lane.
    SLUICE_INLINE mask(bool holds) {
        for (batch& r : reg) r = batch(holds);
    }

    friend SLUICE_INLINE mask operator&&(mask const& a, mask const& b) {
        mask r;
        for (int i = 0; i < registers; ++i) r.reg[i] = a.reg[i] & b.reg[i];
        return r;
    }
    friend SLUICE_INLINE mask operator||(mask const& a, mask const& b) {
        mask r;
        for (int i = 0; i < registers; ++i) r.reg[i] = a.reg[i] | b.reg[i];
        return r;
    }
    friend SLUICE_INLINE mask operator!(mask const& a) {
        mask r;
        for (int i = 0; i < registers; ++i) r.reg[i] = ~a.reg[i];
        return r;
    }
};

namespace detail {

template <class F, class A, class B>
SLUICE_INLINE auto compare(F f, A a, B b) {
    using P = promoted<A, B>;
    using Like = typename P::type;
    auto const x = P::of(a), y = P::of(b);
    mask<typename Like::value_type, Like::size, typename Like::arch> r;
    for (int i = 0; i < r.registers; ++i) r.reg[i] = f(x.reg[i], y.reg[i]);
    return r;
}

/// a where the condition holds, b elsewhere. xsimd 8.1 does not compile for integers on AVX-512
/// without optimization; and there gcc 12 loses a `not` before a choice between shorter registers,
/// which it must not see.
template <class Condition, class B>
SLUICE_INLINE B choose_in_register(Condition condition, B const& a, B const& b) {
#if defined(__AVX512BW__)
    if constexpr (std::is_integral_v<typename B::value_type> && sizeof(B) == 64) {
        constexpr std::size_t bytes = sizeof(typename B::value_type);
        if constexpr (bytes == 1) return B(_mm512_mask_blend_epi8(condition.data, b.data, a.data));
        else if constexpr (bytes == 2)
            return B(_mm512_mask_blend_epi16(condition.data, b.data, a.data));
        else if constexpr (bytes == 4)
            return B(_mm512_mask_blend_epi32(condition.data, b.data, a.data));
        else return B(_mm512_mask_blend_epi64(condition.data, b.data, a.data));
    } else
#endif
    {
#if defined(__AVX512F__) && !defined(__clang__)
        if constexpr (sizeof(B) < 64) asm("" : "+v"(condition.data));
#endif
        return xsimd::select(condition, a, b);
    }
}

/// a where the condition holds, b elsewhere; all of one type.
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> choose(mask<T, N, A> const& condition, pack<T, N, A> const& a,
                                   pack<T, N, A> const& b) {
    pack<T, N, A> r;
    for (int i = 0; i < r.registers; ++i)
        r.reg[i] = choose_in_register(condition.reg[i], a.reg[i], b.reg[i]);
    return r;
}

/// The condition as one between values of U: as numbers, 1 where it holds.
template <class U, class T, int N, class A>
SLUICE_INLINE mask<U, N, A> mask_for(mask<T, N, A> const& condition) {
    if constexpr (std::is_same_v<T, U>) return condition;
    else {
        pack<T, N, A> const yes(T(1)), no(T(0));
        auto const holds = convert_to<U>(choose(condition, yes, no));
        return !compare([](auto x, auto y) { return x == y; }, holds, U(0));
    }
}

} // namespace detail

// The promotions are those of numbers, but two packs of one type are compared as they are.
template <class A, class B>
    requires detail::lane_operands<A, B>
SLUICE_INLINE auto operator<(A a, B b) {
    return detail::compare([](auto x, auto y) { return x < y; }, a, b);
}
template <class A, class B>
    requires detail::lane_operands<A, B>
SLUICE_INLINE auto operator<=(A a, B b) {
    return detail::compare([](auto x, auto y) { return x <= y; }, a, b);
}
template <class A, class B>
    requires detail::lane_operands<A, B>
SLUICE_INLINE auto operator>(A a, B b) {
    return b < a;
}
template <class A, class B>
    requires detail::lane_operands<A, B>
SLUICE_INLINE auto operator>=(A a, B b) {
    return b <= a;
}
template <class A, class B>
    requires detail::lane_operands<A, B>
SLUICE_INLINE auto operator==(A a, B b) {
    return detail::compare([](auto x, auto y) { return x == y; }, a, b);
}
template <class A, class B>
    requires detail::lane_operands<A, B>
SLUICE_INLINE auto operator!=(A a, B b) {
    return !(a == b);
}

/// condition ? a : b, lane by lane; a and b are packs or numbers, and promoted as numbers are.
template <class T, int N, class A, class X, class Y>
SLUICE_INLINE auto select(mask<T, N, A> const& condition, X a, Y b) {
    using U = decltype(true ? detail::scalar_of<X>{} : detail::scalar_of<Y>{});
    auto const x = detail::as_pack<U, N, A>(a), y = detail::as_pack<U, N, A>(b);
    return detail::choose(detail::mask_for<U>(condition), x, y);
}

// Conditions on values of different types.
template <class T, class U, int N, class A>
    requires(!std::is_same_v<T, U>)
SLUICE_INLINE auto operator&&(mask<T, N, A> const& a, mask<U, N, A> const& b) {
    return a && detail::mask_for<T>(b);
}
template <class T, class U, int N, class A>
    requires(!std::is_same_v<T, U>)
SLUICE_INLINE auto operator||(mask<T, N, A> const& a, mask<U, N, A> const& b) {
    return a || detail::mask_for<T>(b);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
