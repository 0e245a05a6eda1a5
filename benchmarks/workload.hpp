#pragma once
// What is measured: each workload is described once, and its shapes, bytes and reference follow.

#include <cstddef>

namespace bench {

using index_t = std::ptrdiff_t;

enum class element { u8, f32 };
enum class pooling { none, max, avg };

struct shape {
    index_t m, h, w, c;
    constexpr index_t count() const { return m * h * w * c; }
};

/// Zeros on both sides, then a convolution, then a pool whose windows lie side by side. A size of 0
/// leaves the stage out. The kernel sums over the picture's channels; results are float.
struct workload {
    struct border {
        index_t h = 0, w = 0;
    };
    struct convolution {
        index_t h = 0, w = 0, results = 1, stride = 1;
    };
    struct window {
        pooling kind = pooling::none;
        index_t h = 1, w = 1;
    };

    char const* name;
    char const* says;
    shape in;
    element pixels = element::f32;
    border pad = {};
    convolution conv = {};
    window pool = {};
    double most_over_limit = 0; // the bar for our time / the limit; 0 where there is none

    constexpr bool convolves() const { return conv.h > 0; }
    constexpr index_t weights() const { return conv.h * conv.w * in.c * conv.results; }

    constexpr shape convolved() const {
        if (!convolves()) return in;
        return {in.m, (in.h + 2 * pad.h - conv.h) / conv.stride + 1,
                (in.w + 2 * pad.w - conv.w) / conv.stride + 1, conv.results};
    }
    constexpr shape out() const {
        shape const s = convolved();
        return {s.m, s.h / pool.h, s.w / pool.w, s.c};
    }
    constexpr index_t pixel_bytes() const { return pixels == element::u8 ? 1 : 4; }
    constexpr index_t in_bytes() const { return in.count() * pixel_bytes(); }
    constexpr index_t out_bytes() const { return out().count() * 4; }
    constexpr index_t multiply_adds() const {
        return convolves() ? convolved().count() * conv.h * conv.w * in.c : 0;
    }
};

inline constexpr shape digits{50000, 28, 28, 1};
inline constexpr shape some_digits{10000, 28, 28, 1};
inline constexpr shape photographs{10000, 32, 32, 3};
inline constexpr shape screen{1, 2160, 3840, 1};

/// In the order of the table. W: whole programs, against plain loops and OpenCV. K: kernels, and P:
/// pools, of one size after the other, with that size in the type and known at run time only.
inline constexpr workload workloads[] = {
    {.name = "W1",
     .says = "valid 3×3, (50000,28,28)",
     .in = digits,
     .conv = {3, 3},
     .most_over_limit = 1.5},
    {.name = "W2", .says = "same 3×3, (50000,28,28)", .in = digits, .pad = {1, 1}, .conv = {3, 3}},
    {.name = "W3",
     .says = "padding (2,4) 3×3, (50000,28,28)",
     .in = digits,
     .pad = {2, 4},
     .conv = {3, 3}},
    {.name = "W4",
     .says = "valid 3×3 stride 2, (50000,28,28)",
     .in = digits,
     .conv = {3, 3, 1, 2},
     .most_over_limit = 1.5},
    {.name = "W5",
     .says = "u8 (10000,32,32,3) · (3,3,3)",
     .in = photographs,
     .pixels = element::u8,
     .conv = {3, 3}},
    {.name = "W6",
     .says = "u8 (10000,32,32,3) · (3,3,3,3)",
     .in = photographs,
     .pixels = element::u8,
     .conv = {3, 3, 3}},
    {.name = "W6f",
     .says = "f32 (10000,32,32,3) · (3,3,3,3)",
     .in = photographs,
     .conv = {3, 3, 3}},
    {.name = "W7max",
     .says = "max 2×2, (10000,32,32,3)",
     .in = photographs,
     .pool = {pooling::max, 2, 2},
     .most_over_limit = 1.5},
    {.name = "W7avg",
     .says = "avg 2×2, (10000,32,32,3)",
     .in = photographs,
     .pool = {pooling::avg, 2, 2},
     .most_over_limit = 1.5},
    {.name = "W8a",
     .says = "same, 3×3 stride 2, max 2×2, (50000,28,28)",
     .in = digits,
     .pad = {1, 1},
     .conv = {3, 3, 1, 2},
     .pool = {pooling::max, 2, 2},
     .most_over_limit = 1.5},
    {.name = "W8b",
     .says = "same, 3×3 stride 2, max 2×2, 3840×2160",
     .in = screen,
     .pad = {1, 1},
     .conv = {3, 3, 1, 2},
     .pool = {pooling::max, 2, 2},
     .most_over_limit = 1.5},
    {.name = "K1", .says = "valid 1×1, (10000,28,28)", .in = some_digits, .conv = {1, 1}},
    {.name = "K2", .says = "valid 2×2, (10000,28,28)", .in = some_digits, .conv = {2, 2}},
    {.name = "K3", .says = "valid 3×3, (10000,28,28)", .in = some_digits, .conv = {3, 3}},
    {.name = "K5", .says = "valid 5×5, (10000,28,28)", .in = some_digits, .conv = {5, 5}},
    {.name = "K7", .says = "valid 7×7, (10000,28,28)", .in = some_digits, .conv = {7, 7}},
    {.name = "K11", .says = "valid 11×11, (2000,64,64)", .in = {2000, 64, 64, 1}, .conv = {11, 11}},
    {.name = "P2",
     .says = "max 2×2, (10000,28,28)",
     .in = some_digits,
     .pool = {pooling::max, 2, 2}},
    {.name = "P3",
     .says = "max 3×3, (10000,28,28)",
     .in = some_digits,
     .pool = {pooling::max, 3, 3}},
    {.name = "P7",
     .says = "max 7×7, (10000,28,28)",
     .in = some_digits,
     .pool = {pooling::max, 7, 7}},
};

} // namespace bench
