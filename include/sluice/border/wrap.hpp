#pragma once
// The picture, repeated like tiles.

#include <sluice/core/border.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Every pixel outside is the one a whole number of pictures away: in(i mod n).
///   bcd|abcd|abc
struct wrap_border {
    static constexpr char const* name = "wrap";

    static constexpr index_t index(index_t i, index_t n) { return detail::floor_mod(i, n); }
};

/// numpy's wrap: pad(1, 1, wrap). Named circular in torch, WRAP in OpenCV, grid-wrap in
/// scipy.ndimage, repeat_image in Halide. In the middle of a pipeline the last rows are needed for
/// the first ones, so the whole height is kept in the workspace there.
inline constexpr wrap_border wrap{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
