#pragma once
// The standard's functions of numbers, for packs: a formula that says `using std::sqrt;` and calls
// sqrt(x) is one for numbers and for packs. Types and values are the standard's: integers give
// double, abs of a narrow integer gives int. Only exp may differ, by about one unit in the last
// place.

#include <sluice/lane/mask.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail::by_argument {

/// What the standard's functions compute in: a float's own type, double for integers.
template <class T, int N, class A>
SLUICE_INLINE auto as_reals(pack<T, N, A> x) {
    return convert_to<std::conditional_t<std::is_floating_point_v<T>, T, double>>(x);
}

template <class P, class F>
SLUICE_INLINE P each_register(P x, F f) {
    return by_register<P>(f, x);
}

template <class T, int N, class A>
SLUICE_INLINE auto abs(pack<T, N, A> x) {
    return absolute(convert_to<decltype(+T{})>(x));
}
template <class T, int N, class A>
SLUICE_INLINE auto sqrt(pack<T, N, A> x) {
    return square_root(as_reals(x));
}
template <class T, int N, class A>
SLUICE_INLINE auto exp(pack<T, N, A> x) {
    return exponential(as_reals(x));
}
template <class T, int N, class A>
SLUICE_INLINE auto floor(pack<T, N, A> x) {
    return each_register(as_reals(x), [](auto const& r) { return xsimd::floor(r); });
}
template <class T, int N, class A>
SLUICE_INLINE auto ceil(pack<T, N, A> x) {
    return each_register(as_reals(x), [](auto const& r) { return xsimd::ceil(r); });
}
template <class T, int N, class A>
SLUICE_INLINE auto trunc(pack<T, N, A> x) {
    return each_register(as_reals(x), [](auto const& r) { return xsimd::trunc(r); });
}
/// To the nearest integer, half to even.
template <class T, int N, class A>
SLUICE_INLINE auto nearbyint(pack<T, N, A> x) {
    return each_register(as_reals(x), [](auto const& r) { return xsimd::nearbyint(r); });
}
/// To the nearest integer, half away from zero: the number just below ½ is added, since ½ itself
/// would carry 0.49999997 to 1.
template <class T, int N, class A>
SLUICE_INLINE auto round(pack<T, N, A> x) {
    return each_register(as_reals(x), []<class B>(B const& r) {
        using V = typename B::value_type;
        constexpr double below_half =
            std::is_same_v<V, float> ? 0x1.fffffep-2 : 0x1.fffffffffffffp-2;
        auto const step = xsimd::copysign(B(static_cast<V>(below_half)), r);
        return xsimd::trunc(r + step);
    });
}

/// The standard's max: a < b ? b : a. Of NaN it gives a; the word sluice::max gives NaN.
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> max(pack<T, N, A> a, pack<T, N, A> b) {
    return choose(a < b, b, a);
}
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> max(pack<T, N, A> a, std::type_identity_t<T> b) {
    return max(a, pack<T, N, A>(b));
}
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> max(std::type_identity_t<T> a, pack<T, N, A> b) {
    return max(pack<T, N, A>(a), b);
}

/// The standard's min: b < a ? b : a.
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> min(pack<T, N, A> a, pack<T, N, A> b) {
    return choose(b < a, b, a);
}
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> min(pack<T, N, A> a, std::type_identity_t<T> b) {
    return min(a, pack<T, N, A>(b));
}
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> min(std::type_identity_t<T> a, pack<T, N, A> b) {
    return min(pack<T, N, A>(a), b);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail::by_argument
