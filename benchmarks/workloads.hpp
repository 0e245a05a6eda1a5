#pragma once
// The workloads, in the order of the table. W: whole programs, against plain loops and other
// libraries. K: kernels, and P: pools, of one size after the other, with that size in the type and
// known at run time only.

#include "workload.hpp"

namespace bench {
namespace described {

constexpr stage scale(double factor) { return {.is = op::scale, .factor = factor}; }
constexpr stage gray() { return {.is = op::gray}; }
constexpr stage zeros(index_t h, index_t w) { return {op::zeros, h, w}; }
constexpr stage edge(index_t h, index_t w) { return {op::edge, h, w}; }
constexpr stage conv(index_t h, index_t w, index_t results = 1, index_t stride = 1) {
    return {op::conv, h, w, results, stride};
}
constexpr stage bias() { return {.is = op::bias}; }
constexpr stage relu() { return {.is = op::relu}; }
constexpr stage max(index_t h, index_t w) { return {op::max, h, w}; }
constexpr stage avg(index_t h, index_t w) { return {op::avg, h, w}; }

inline constexpr shape digits{50000, 28, 28, 1};
inline constexpr shape some_digits{10000, 28, 28, 1};
inline constexpr shape digits_in_cache{64, 28, 28, 1};
inline constexpr shape photographs{10000, 32, 32, 3};
inline constexpr shape screen{1, 2160, 3840, 1};
inline constexpr shape colour_screen{1, 2160, 3840, 3};
inline constexpr shape features{64, 56, 56, 16};

inline constexpr std::array<stage, 6> same_3x3{zeros(1, 1), conv(3, 3)};
inline constexpr std::array<stage, 6> headline{zeros(1, 1), conv(3, 3, 1, 2), max(2, 2)};

inline constexpr workload workloads[] = {
    {.name = "W1",
     .says = "valid 3×3, (50000,28,28)",
     .in = digits,
     .stages = {conv(3, 3)},
     .asked = {1.5, 1.15, 0.97}},
    {.name = "W1 in cache",
     .says = "valid 3×3, (64,28,28)",
     .in = digits_in_cache,
     .stages = {conv(3, 3)},
     .like = "W1"},
    {.name = "W2",
     .says = "same 3×3, (50000,28,28)",
     .in = digits,
     .stages = same_3x3,
     .asked = {.most_over_limit = 1.3, .least_halide = 1.3}},
    {.name = "W2 in cache",
     .says = "same 3×3, (64,28,28)",
     .in = digits_in_cache,
     .stages = same_3x3,
     .like = "W2"},
    {.name = "W3",
     .says = "padding (2,4) 3×3, (50000,28,28)",
     .in = digits,
     .stages = {zeros(2, 4), conv(3, 3)},
     .asked = {.most_over_limit = 1.3, .least_halide = 1.4}},
    {.name = "W4",
     .says = "valid 3×3 stride 2, (50000,28,28)",
     .in = digits,
     .stages = {conv(3, 3, 1, 2)},
     .asked = {1.5, 1.15, 1.1}},
    {.name = "W4 in cache",
     .says = "valid 3×3 stride 2, (64,28,28)",
     .in = digits_in_cache,
     .stages = {conv(3, 3, 1, 2)},
     .like = "W4"},
    {.name = "W5",
     .says = "u8 (10000,32,32,3) · (3,3,3)",
     .in = photographs,
     .pixels = element::u8,
     .stages = {conv(3, 3)},
     .asked = {.most_over_limit = 1.5, .least_halide = 1.3}},
    {.name = "W6",
     .says = "u8 (10000,32,32,3) · (3,3,3,3)",
     .in = photographs,
     .pixels = element::u8,
     .stages = {conv(3, 3, 3)},
     .asked = {.most_over_limit = 1.25, .least_halide = 1.25}},
    {.name = "W6f",
     .says = "f32 (10000,32,32,3) · (3,3,3,3)",
     .in = photographs,
     .stages = {conv(3, 3, 3)},
     .asked = {.most_over_limit = 1.25, .least_halide = 1.25}},
    {.name = "W7max",
     .says = "max 2×2, (10000,32,32,3)",
     .in = photographs,
     .stages = {max(2, 2)},
     .asked = {1.5, 1.15, 1.1}},
    {.name = "W7avg",
     .says = "avg 2×2, (10000,32,32,3)",
     .in = photographs,
     .stages = {avg(2, 2)},
     .asked = {1.5, 1.15, 1.1}},
    {.name = "W8a",
     .says = "same, 3×3 stride 2, max 2×2, (50000,28,28)",
     .in = digits,
     .stages = headline,
     .asked = {1.5, 1.3, 1.3}},
    {.name = "W8a in cache",
     .says = "same, 3×3 stride 2, max 2×2, (64,28,28)",
     .in = digits_in_cache,
     .stages = headline,
     .like = "W8a"},
    {.name = "W8b",
     .says = "same, 3×3 stride 2, max 2×2, 3840×2160",
     .in = screen,
     .stages = headline,
     .asked = {1.5, 1.3, 1.3}},
    {.name = "W9",
     .says = "u8 /255, grey, Gauss 5×5 with replicated edge, avg 2×2, 3840×2160×3",
     .in = colour_screen,
     .pixels = element::u8,
     .stages = {scale(1 / 255.0), gray(), edge(2, 2), conv(5, 5), avg(2, 2)},
     .asked = {.most_over_limit = 2.5, .least_halide = 1.6}},
    {.name = "W11",
     .says = "conv 3×3, conv 3×3, max 2×2, 3840×2160",
     .in = screen,
     .stages = {conv(3, 3), conv(3, 3), max(2, 2)},
     .asked = {.most_over_limit = 1.6, .least_halide = 1.6}},
    {.name = "W12",
     .says = "same 3×3, 16 → 32, bias, relu, max 2×2, (64,56,56,16)",
     .in = features,
     .stages = {zeros(1, 1), conv(3, 3, 32), bias(), relu(), max(2, 2)},
     .asked = {.most_over_limit = 1.12, .least_halide = 1}},
    {.name = "W13s",
     .says = "Gauss 5×5 as column and row, zeros around, 3840×2160",
     .in = screen,
     .stages = {zeros(2, 2), conv(5, 1), conv(1, 5)},
     .asked = {.most_over_limit = 1.6, .least_halide = 1.4}},
    {.name = "W13d",
     .says = "same 7×7, 3840×2160",
     .in = screen,
     .stages = {zeros(3, 3), conv(7, 7)},
     .asked = {.most_over_limit = 1.25, .least_halide = 1.2}},
    {.name = "K1", .says = "valid 1×1, (10000,28,28)", .in = some_digits, .stages = {conv(1, 1)}},
    {.name = "K2", .says = "valid 2×2, (10000,28,28)", .in = some_digits, .stages = {conv(2, 2)}},
    {.name = "K3", .says = "valid 3×3, (10000,28,28)", .in = some_digits, .stages = {conv(3, 3)}},
    {.name = "K5", .says = "valid 5×5, (10000,28,28)", .in = some_digits, .stages = {conv(5, 5)}},
    {.name = "K7", .says = "valid 7×7, (10000,28,28)", .in = some_digits, .stages = {conv(7, 7)}},
    {.name = "K11",
     .says = "valid 11×11, (2000,64,64)",
     .in = {2000, 64, 64, 1},
     .stages = {conv(11, 11)}},
    {.name = "P2", .says = "max 2×2, (10000,28,28)", .in = some_digits, .stages = {max(2, 2)}},
    {.name = "P3", .says = "max 3×3, (10000,28,28)", .in = some_digits, .stages = {max(3, 3)}},
    {.name = "P7", .says = "max 7×7, (10000,28,28)", .in = some_digits, .stages = {max(7, 7)}},
};

} // namespace described

using described::workloads;

} // namespace bench
