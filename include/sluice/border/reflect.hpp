#pragma once
// The picture mirrored at its outermost pixels, which are not repeated.

#include <sluice/core/border.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Every pixel outside is its mirror image about the outermost pixel, back and forth where the
/// border is wider than the picture: p = 2(n − 1), j = i mod p, j < n ? j : p − j; 0 for n = 1.
///   dcb|abcd|cba
struct reflect_border {
    static constexpr char const* name = "reflect";

    static constexpr index_t index(index_t i, index_t n) {
        if (n == 1) return 0;
        index_t const period = 2 * (n - 1), j = detail::floor_mod(i, period);
        return j < n ? j : period - j;
    }
};

/// numpy's and torch's reflect: pad(1, 1, reflect). OpenCV's default, REFLECT_101; mirror in
/// scipy.ndimage, whose "reflect" is symmetric here; mirror_interior in Halide.
inline constexpr reflect_border reflect{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
