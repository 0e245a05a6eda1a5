#pragma once
// The operators of numbers, for packs: what a stage's formula is written with.

#include <sluice/lane/convert.hpp>
#include <sluice/lane/pack.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// A pack, or a number in every lane, as a pack of T.
template <class T, int N, class A, class V>
SLUICE_INLINE pack<T, N, A> as_pack(V value) {
    if constexpr (is_pack<V>) return lane_convert(value, type_name_of<T>{});
    else return pack<T, N, A>(static_cast<T>(value));
}

template <class A, class B>
using first_pack = std::conditional_t<is_pack<A>, A, B>;

template <class L>
using scalar_of = typename element<L>::type;

template <class A, class B>
concept lane_operands = (is_pack<A> && (is_pack<B> || std::is_arithmetic_v<B>)) ||
                        (std::is_arithmetic_v<A> && is_pack<B>);

struct plus {
    template <class X, class Y>
    SLUICE_INLINE constexpr auto operator()(X x, Y y) const -> decltype(x + y) {
        return x + y;
    }
};
struct minus {
    template <class X, class Y>
    SLUICE_INLINE constexpr auto operator()(X x, Y y) const -> decltype(x - y) {
        return x - y;
    }
};
struct times {
    template <class X, class Y>
    SLUICE_INLINE constexpr auto operator()(X x, Y y) const -> decltype(x * y) {
        return x * y;
    }
};
struct negate {
    template <class X>
    SLUICE_INLINE constexpr X operator()(X x) const {
        return -x;
    }
};
struct over {
    template <class X, class Y>
    SLUICE_INLINE constexpr auto operator()(X x, Y y) const -> decltype(x / y) {
        return x / y;
    }
};

template <class F, class A, class B>
SLUICE_INLINE auto lanewise(A a, B b) {
    using Like = first_pack<A, B>;
    using T = decltype(F{}(scalar_of<A>{}, scalar_of<B>{1}));
    auto const x = as_pack<T, Like::size, typename Like::arch>(a);
    auto const y = as_pack<T, Like::size, typename Like::arch>(b);
    using R = pack<T, Like::size, typename Like::arch>;
    if constexpr (std::is_same_v<F, over> &&
                  std::is_integral_v<T>) { // never divide by a lane that no value is in
        auto const a_values = spill(x), b_values = spill(y);
        spilled<T, R::size> quotient;
        for (int i = 0; i < R::size; ++i) quotient.value[i] = a_values.value[i] / b_values.value[i];
        return load<T, R::size, typename Like::arch>(quotient.value);
    } else if constexpr (std::is_same_v<F, over>) return by_register<R>(divide_registers{}, x, y);
    else return by_register<R>(F{}, x, y);
}

} // namespace detail

// The promotions are those of numbers: pack<std::uint8_t> + 1 is a pack<int>.
template <class A, class B>
    requires detail::lane_operands<A, B>
SLUICE_INLINE auto operator+(A a, B b) {
    return detail::lanewise<detail::plus>(a, b);
}
template <class A, class B>
    requires detail::lane_operands<A, B>
SLUICE_INLINE auto operator-(A a, B b) {
    return detail::lanewise<detail::minus>(a, b);
}
template <class A, class B>
    requires detail::lane_operands<A, B>
SLUICE_INLINE auto operator*(A a, B b) {
    return detail::lanewise<detail::times>(a, b);
}
template <class A, class B>
    requires detail::lane_operands<A, B>
SLUICE_INLINE auto operator/(A a, B b) {
    return detail::lanewise<detail::over>(a, b);
}

template <class T, int N, class A>
SLUICE_INLINE auto operator-(pack<T, N, A> a) {
    using R = pack<decltype(-T{}), N, A>;
    return detail::by_register<R>(detail::negate{}, convert_to<typename R::value_type>(a));
}

/// Calls f for the value of every lane: for functions that take numbers only.
template <class F, class T, int N, class A>
SLUICE_INLINE auto lane_each(F const& f, pack<T, N, A> p) {
    using R = std::remove_cvref_t<decltype(f(T{}))>;
    auto const in = spill(p);
    spilled<R, N> out;
    for (int i = 0; i < N; ++i) out.value[i] = f(in.value[i]);
    return load<R, N, A>(out.value);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
