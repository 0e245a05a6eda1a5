#pragma once
// The picture mirrored at its edge, outermost pixels included.

#include <sluice/core/border.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Every pixel outside is its mirror image about the edge of the picture, back and forth where the
/// border is wider than the picture: p = 2n, j = i mod p, j < n ? j : p − 1 − j.
///   cba|abcd|dcb
struct symmetric_border {
    static constexpr char const* name = "symmetric";

    static constexpr index_t index(index_t i, index_t n) {
        index_t const period = 2 * n, j = detail::floor_mod(i, period);
        return j < n ? j : period - 1 - j;
    }
};

/// numpy's symmetric: pad(1, 1, symmetric). REFLECT in OpenCV, "reflect" in scipy.ndimage,
/// mirror_image in Halide.
inline constexpr symmetric_border symmetric{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
