#pragma once
// The outermost pixels, repeated.

#include <sluice/core/border.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Every pixel outside the picture is the nearest one inside: in(clamp(i, 0, n − 1)).
///   aaa|abcd|ddd
struct edge_border {
    static constexpr char const* name = "edge";

    static constexpr index_t index(index_t i, index_t n) { return i < 0 ? 0 : i < n ? i : n - 1; }
};

/// numpy's edge: pad(1, 1, edge). Named replicate in torch and OpenCV, nearest in scipy.ndimage,
/// repeat_edge in Halide.
inline constexpr edge_border edge{};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
