#pragma once
// The words of formulas: function objects that mean the same for a number and for a pack of lanes.

#include <type_traits>
#include <utility>

#include <sluice/core/target.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

template <class L>
struct element {
    using type = typename L::value_type;
};
template <class L>
    requires std::is_arithmetic_v<L>
struct element<L> {
    using type = L;
};

template <class T>
struct type_name_of {
    using type = T;
};

template <class T>
constexpr bool is_nan(T value) {
    if constexpr (std::is_floating_point_v<T>) return value != value;
    else return false;
}

/// √x in a constant expression, where the C library is not: Newton's steps in double fall from
/// above until they no longer do. A float's root is the nearest float, a double's lies within one
/// unit in the last place.
template <class T>
constexpr T root_by_newton(T value) {
    double const x = value;
    if (x < 0) return static_cast<T>(__builtin_nan(""));
    if (!(x > 0) || x == __builtin_inf()) return value;
    double root = x > 1 ? x : 1;
    for (double next = (root + x / root) / 2; next < root; next = (root + x / root) / 2)
        root = next;
    return static_cast<T>(root);
}

} // namespace detail

/// The number type in a lane type: T of a T, and T of a pack of T.
template <class L>
using element_of = typename detail::element<L>::type;

/// sum + pixel·weight. Where the target has one instruction for it, it may round once instead of
/// twice.
struct multiply_add_word {
    template <class T>
    constexpr T operator()(T const& pixel, T const& weight, T const& sum) const {
        if constexpr (std::is_arithmetic_v<T>) return static_cast<T>(sum + pixel * weight);
        else return lane_multiply_add(pixel, weight, sum);
    }
};
inline constexpr multiply_add_word multiply_add{};

/// √x of a float or double, NaN below zero: square_root(x).
struct square_root_word {
    template <class L>
    constexpr L operator()(L x) const {
        if constexpr (!std::is_arithmetic_v<L>) return lane_square_root(x);
        else if (std::is_constant_evaluated()) return detail::root_by_newton(x);
        else if constexpr (std::is_same_v<L, float>) return __builtin_sqrtf(x);
        else return __builtin_sqrt(x);
    }
};
inline constexpr square_root_word square_root{};

/// |x|, NaN for NaN: absolute(x). The lowest integer has none: its absolute value is unspecified.
struct absolute_word {
    template <class L>
    constexpr L operator()(L x) const {
        if constexpr (!std::is_arithmetic_v<L>) return lane_absolute(x);
        else if constexpr (std::is_same_v<L, float>) return __builtin_fabsf(x);
        else if constexpr (std::is_same_v<L, double>) return __builtin_fabs(x);
        else return static_cast<L>(x < 0 ? 0 - x : x);
    }
};
inline constexpr absolute_word absolute{};

/// eˣ of a float or double, at run time only: exponential(x). Lanes give it to about one unit in
/// the last place, and 0 for a denormal.
struct exponential_word {
    template <class L>
    constexpr L operator()(L x) const {
        if constexpr (!std::is_arithmetic_v<L>) return lane_exponential(x);
        else if constexpr (std::is_same_v<L, float>) return __builtin_expf(x);
        else return __builtin_exp(x);
    }
};
inline constexpr exponential_word exponential{};

/// condition ? a : b, for formulas that packs go through too: there the condition is a mask, and
/// both values are computed.
template <class A, class B>
    requires(std::is_arithmetic_v<A> && std::is_arithmetic_v<B>)
constexpr auto select(bool condition, A a, B b) {
    using R = std::common_type_t<A, B>;
    return condition ? static_cast<R>(a) : static_cast<R>(b);
}

/// The value as a U, as static_cast does it: convert_to<float>(x).
template <class U>
struct convert_word {
    template <class L>
    constexpr auto operator()(L value) const {
        if constexpr (std::is_same_v<element_of<L>, U>) return value;
        else if constexpr (std::is_arithmetic_v<L>) return static_cast<U>(value);
        else return lane_convert(value, detail::type_name_of<U>{});
    }
};
template <class U>
inline constexpr convert_word<U> convert_to{};

namespace detail {

/// What two lane types, or a lane type and a number, are promoted to: convert_to<T> of each, the
/// number in every lane.
template <class A, class B>
struct promoted {
    using number_type = std::common_type_t<element_of<A>, element_of<B>>;
    using lanes = std::conditional_t<std::is_arithmetic_v<A>, B, A>;
    using type = decltype(convert_to<number_type>(std::declval<lanes>()));

    template <class V>
    static constexpr type of(V value) {
        if constexpr (std::is_arithmetic_v<V>) return type(static_cast<number_type>(value));
        else return convert_to<number_type>(value);
    }
};

} // namespace detail

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
