#pragma once
// The words of formulas: function objects that mean the same for a number and for a pack of lanes.

#include <type_traits>

namespace sluice::inline v0_1 {
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

} // namespace sluice::inline v0_1
