#pragma once
// One value around a picture.

#include <sluice/core/number.hpp>
#include <sluice/core/size.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Every pixel outside the picture is v, as a pixel.
///   vvv|abcd|vvv
template <number V>
struct constant_value_border {
    static constexpr char const* name = "constant";

    V value;

    template <class T>
    constexpr T outside() const {
        return static_cast<T>(value);
    }

    /// Integer pixels have to be able to hold the value: else a range_error.
    template <class T>
    constexpr void check() const {
        if constexpr (std::is_integral_v<T>) {
            constexpr auto least = std::is_signed_v<T> ? T(T(1) << (8 * sizeof(T) - 1)) : T(0);
            constexpr auto most = static_cast<T>(~least);
            auto const v = static_cast<long double>(value);
            bool const fits = v >= static_cast<long double>(least) &&
                              v <= static_cast<long double>(most) &&
                              static_cast<long double>(static_cast<T>(value)) == v;
            if (!fits)
                detail::fail<range_error>(
                    "pad: the constant of the border is not a value that ", 8 * index_t{sizeof(T)},
                    std::is_signed_v<T> ? "" : " unsigned", " bits hold; cast the pictures first");
        }
    }
};

/// The border of one value: pad(1, 1, constant(0.5f)), as numpy's constant_values. Throws
/// range_error in the pipe where integer pixels cannot hold it.
/// Example: tests/border/constant_test.cpp
template <number V>
constexpr auto constant(V value) {
    return constant_value_border<V>{value};
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
