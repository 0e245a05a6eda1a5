#pragma once
// What a border is: the values around a picture, as one constant or as pixels that are repeated.

#include <sluice/core/size.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// A border of one value: `outside<T>()` gives it as a pixel of type T.
template <class B>
concept constant_border = requires(B const& b) { static_cast<float>(b.template outside<float>()); };

/// A border that repeats the picture: `index(i, n)` is the position inside, from 0 to n − 1, of the
/// pixel that stands at i, before 0 or behind n − 1; rows and columns alike.
template <class B>
concept index_border = requires(B const& b, index_t i) { static_cast<index_t>(b.index(i, i)); };

/// The last argument of pad: pad(1, 1, reflect).
template <class B>
concept any_border = constant_border<B> || index_border<B>;

namespace detail {

/// i mod n, from 0 to n − 1.
constexpr index_t floor_mod(index_t i, index_t n) {
    index_t const rest = i % n;
    return rest < 0 ? rest + n : rest;
}

} // namespace detail
} // namespace sluice::inline v0_1::inline SLUICE_TARGET
