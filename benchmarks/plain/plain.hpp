#pragma once
// Plain loops with every size a constant: what a good programmer writes without a library and
// without intrinsics, in several forms, of which the fastest counts. They are compiled by g++ and
// by clang++ into one program, each in a namespace of its own that the build gives: PLAIN_COMPILER.

#include <cstddef>
#include <span>

namespace bench {

struct plain_loop {
    char const* workload;
    char const* form;
    void (*run)(void const* in, float const* weights, float* out, std::ptrdiff_t images);
};

namespace by_gcc {
std::span<plain_loop const> digit_loops();
std::span<plain_loop const> photograph_loops();
std::span<plain_loop const> headline_loops();
std::span<plain_loop const> screen_loops();
std::span<plain_loop const> colour_loops();
std::span<plain_loop const> network_loops();
} // namespace by_gcc

namespace by_clang {
std::span<plain_loop const> digit_loops();
std::span<plain_loop const> photograph_loops();
std::span<plain_loop const> headline_loops();
std::span<plain_loop const> screen_loops();
std::span<plain_loop const> colour_loops();
std::span<plain_loop const> network_loops();
} // namespace by_clang

} // namespace bench
