#pragma once
// The instruction set that this translation unit is compiled for.

namespace sluice::inline v0_1 {
namespace detail {

/// Code for different instruction sets must not share a symbol, or the linker keeps one of them.
inline constexpr int this_target =
#if defined(__AVX512F__)
    3;
#elif defined(__AVX2__)
    2;
#elif defined(__SSE4_1__)
    1;
#else
    0;
#endif

} // namespace detail

} // namespace sluice::inline v0_1
