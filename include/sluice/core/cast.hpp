#pragma once
// Conversions that are defined for every value.

#include <sluice/core/number.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

template <class U, class T>
inline constexpr bool is_real_to_integer = std::is_floating_point_v<T> && std::is_integral_v<U>;

/// The least number above all of U, a power of two: exact in every float.
template <class U, class T>
inline constexpr T beyond = static_cast<T>(upper_end<U>() / 2 + 1) * 2;

/// What lies halfway between the greatest float and the next power of two: doubles round to
/// infinity from there on.
inline constexpr double beyond_float = 0x1.ffffffp+127;

template <class U, class T>
constexpr U truncated(T x) {
    if constexpr (is_real_to_integer<U, T>) {
        if (is_nan(x)) return U(0);
        if (x >= beyond<U, T>) return upper_end<U>();
        if (x <= static_cast<T>(lower_end<U>())) return lower_end<U>();
    } else if constexpr (std::is_same_v<T, double> && std::is_same_v<U, float>) {
        if (x >= beyond_float) return upper_end<U>();
        if (x <= -beyond_float) return lower_end<U>();
    }
    return static_cast<U>(x);
}

/// The nearest whole number, half to even.
template <class T>
constexpr T half_to_even(T x) {
    constexpr T no_fraction_from = std::is_same_v<T, float> ? T(0x1p23) : T(0x1p52);
    if (!(absolute(x) < no_fraction_from)) return x;
    auto const whole = static_cast<std::int64_t>(x);
    T const rest = absolute(x - static_cast<T>(whole));
    bool const away = rest > T(0.5) || (rest == T(0.5) && whole % 2 != 0);
    return static_cast<T>(away ? whole + (x < 0 ? -1 : 1) : whole);
}

template <class U, class T>
constexpr U saturated(T x) {
    if constexpr (is_real_to_integer<U, T>) return truncated<U>(half_to_even(x));
    else if constexpr (std::is_integral_v<T> && std::is_integral_v<U>) {
        U const y = static_cast<U>(x);
        if (static_cast<T>(y) == x && (y < U(0)) == (x < T(0))) return y;
        return x < T(0) ? lower_end<U>() : upper_end<U>();
    } else return truncated<U>(x);
}

} // namespace detail

/// The value as a U, as static_cast gives it where it is defined: towards zero, integers modulo
/// 2ⁿ. Beyond U's range a float gives the nearest end, which is ±inf for U = float; NaN gives 0
/// in an integer.
template <class U>
struct cast_word {
    template <class L>
    constexpr auto operator()(L x) const {
        if constexpr (std::is_same_v<element_of<L>, U>) return x;
        else if constexpr (std::is_arithmetic_v<L>) return detail::truncated<U>(x);
        else return lane_cast(x, detail::type_name_of<U>{});
    }
};
template <class U>
inline constexpr cast_word<U> cast_to{};

/// The nearest value that U has: half to even, beyond its range the nearest end, which is ±inf for
/// U = float; NaN gives 0 in an integer.
template <class U>
struct saturate_word {
    template <class L>
    constexpr auto operator()(L x) const {
        if constexpr (std::is_same_v<element_of<L>, U>) return x;
        else if constexpr (std::is_arithmetic_v<L>) return detail::saturated<U>(x);
        else return lane_saturate(x, detail::type_name_of<U>{});
    }
};
template <class U>
inline constexpr saturate_word<U> saturate_to{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
