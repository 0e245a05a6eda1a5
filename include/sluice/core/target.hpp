#pragma once
// The instruction set that this translation unit is compiled for.
//
// What is compiled for one must not share a symbol with what is compiled for another, or the linker
// keeps either, and an older processor meets instructions that it lacks. So the name of the
// instruction set is a namespace, inside that of the version:
//
//     namespace sluice::inline v0_1::inline SLUICE_TARGET { … }
//
// Only what the parts of a program tell each other is outside of it: the exceptions.

/// The namespace of this translation unit's code. The compiler's options name it; define it before,
/// the same for every file that shares them, to tell apart options that it does not: -mbmi, -msve…
#ifndef SLUICE_TARGET
#if defined(__cpp_exceptions)
#define SLUICE_TARGET SLUICE_INSTRUCTIONS
#else
#define SLUICE_TARGET SLUICE_INSTRUCTIONS::inline without_exceptions
#endif
#if defined(__AVX512F__)
#define SLUICE_INSTRUCTIONS avx512
#elif defined(__AVX2__) && defined(__FMA__)
#define SLUICE_INSTRUCTIONS avx2_fma
#elif defined(__AVX2__)
#define SLUICE_INSTRUCTIONS avx2
#elif defined(__AVX__) && defined(__FMA__)
#define SLUICE_INSTRUCTIONS avx_fma
#elif defined(__AVX__)
#define SLUICE_INSTRUCTIONS avx
#elif defined(__SSE4_2__)
#define SLUICE_INSTRUCTIONS sse4_2
#elif defined(__SSE4_1__)
#define SLUICE_INSTRUCTIONS sse4_1
#elif defined(__SSSE3__)
#define SLUICE_INSTRUCTIONS ssse3
#elif defined(__SSE3__)
#define SLUICE_INSTRUCTIONS sse3
#elif defined(__SSE2__)
#define SLUICE_INSTRUCTIONS sse2
#elif defined(__ARM_FEATURE_SVE)
#define SLUICE_INSTRUCTIONS sve
#elif defined(__ARM_NEON)
#define SLUICE_INSTRUCTIONS neon
#else
#define SLUICE_INSTRUCTIONS portable
#endif
#endif

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// The instruction set as a number, for choices between instructions.
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

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
