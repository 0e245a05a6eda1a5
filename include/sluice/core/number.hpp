#pragma once
// Element types: which there are, and what a pixel times a weight is summed in.

#include <cstdint>
#include <type_traits>

#include <sluice/core/target.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// The type of a pixel or weight: an arithmetic type other than bool.
template <class T>
concept number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;

/// The option `acc<T>`: sum in T, and give T.
template <number T>
struct accumulate_in {
    using type = T;
};

/// Chooses the accumulator and result of a convolution: `conv(k, acc<std::int64_t>)`.
template <number T>
constexpr auto acc() {
    return accumulate_in<T>{};
}

namespace detail {

template <class T>
inline constexpr bool is_narrow = std::is_integral_v<T> && sizeof(T) <= 2;

/// The upper end of a type: the greatest integer, or a float's infinity.
template <number T>
constexpr T upper_end() {
    if constexpr (std::is_same_v<T, float>) return __builtin_inff();
    else if constexpr (std::is_floating_point_v<T>) return __builtin_inf();
    else return static_cast<T>(static_cast<std::make_unsigned_t<T>>(-1) >> std::is_signed_v<T>);
}

/// The lower end: the lowest integer, or a float's infinity with its sign.
template <number T>
constexpr T lower_end() {
    if constexpr (std::is_floating_point_v<T>) return -upper_end<T>();
    else return static_cast<T>(~upper_end<T>());
}

template <class Pixel, class Weight>
constexpr auto accumulator() {
    if constexpr (std::is_same_v<Pixel, double> || std::is_same_v<Weight, double>) return double{};
    else if constexpr (std::is_integral_v<Pixel> && std::is_integral_v<Weight>) {
        if constexpr (is_narrow<Pixel> && is_narrow<Weight>) return std::int32_t{};
        else if constexpr (is_narrow<Pixel> && sizeof(Weight) == 4) return std::int32_t{};
        else return std::int64_t{};
    } else if constexpr (std::is_integral_v<Pixel> && !is_narrow<Pixel>) return double{};
    else return float{};
}

} // namespace detail

/// The type in which pixels are scaled, and the result's: float for integers up to 16 bits and for
/// float, else double.
template <number T>
using real_t = std::conditional_t<detail::is_narrow<T> || std::is_same_v<T, float>, float, double>;

/// What pixels times weights are summed in, and the type of the result.
/// | pixel | weight | accumulator |
/// | integer up to 16 bits | integer | int32 (overflow is checked when the weights are bound) |
/// | int32 | integer | int64 |
/// | integer up to 16 bits, or float | float | float |
/// | int32 | float | double |
/// | either is double | | double |
template <number Pixel, number Weight>
using accumulator_t = decltype(detail::accumulator<Pixel, Weight>());

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
