#pragma once
// One register of a wide type as one of a narrower type: what x86 has instructions for. Where there
// is no such function, conversions go through memory.

#include <sluice/lane/register.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// How a float becomes a whole number.
struct towards_zero {};
struct to_nearest {};

// The names are known on every target, so that one can ask which forms there are.
template <int From, int To>
void narrow();
void dwords();
void floats();

#if defined(__SSE4_1__)

/// Byte picks that bring the low To bytes of every From bytes side by side, in each half.
template <int From, int To>
struct low_bytes {
    alignas(32) signed char pick[32];
    constexpr low_bytes() : pick() {
        for (int i = 0; i < 32; ++i) pick[i] = -1;
        for (int half : {0, 16})
            for (int i = 0; i < 16 / From; ++i)
                for (int b = 0; b < To; ++b)
                    pick[half + i * To + b] = static_cast<signed char>(i * From + b);
    }
};
template <int From, int To>
inline constexpr low_bytes<From, To> keep_low{};

/// Integers of From bytes modulo 2⁸, 2¹⁶ or 2³²: their low To bytes, at the beginning of the
/// result.
template <int From, int To>
SLUICE_INLINE __m128i narrow(__m128i v) {
    return _mm_shuffle_epi8(
        v, _mm_load_si128(reinterpret_cast<__m128i const*>(keep_low<From, To>.pick)));
}

// Floats as int32: what lies beyond its range gives the lowest.
SLUICE_INLINE __m128i dwords(__m128 v, towards_zero) { return _mm_cvttps_epi32(v); }
SLUICE_INLINE __m128i dwords(__m128 v, to_nearest) { return _mm_cvtps_epi32(v); }
SLUICE_INLINE __m128i dwords(__m128d v, towards_zero) { return _mm_cvttpd_epi32(v); }
SLUICE_INLINE __m128i dwords(__m128d v, to_nearest) { return _mm_cvtpd_epi32(v); }
SLUICE_INLINE __m128 floats(__m128d v) { return _mm_cvtpd_ps(v); }

#endif
#if defined(__AVX__)

SLUICE_INLINE __m256i dwords(__m256 v, towards_zero) { return _mm256_cvttps_epi32(v); }
SLUICE_INLINE __m256i dwords(__m256 v, to_nearest) { return _mm256_cvtps_epi32(v); }
SLUICE_INLINE __m128i dwords(__m256d v, towards_zero) { return _mm256_cvttpd_epi32(v); }
SLUICE_INLINE __m128i dwords(__m256d v, to_nearest) { return _mm256_cvtpd_epi32(v); }
SLUICE_INLINE __m128 floats(__m256d v) { return _mm256_cvtpd_ps(v); }

#endif
#if defined(__AVX2__)

template <int From, int To>
SLUICE_INLINE __m128i narrow(__m256i v) {
    if constexpr (From == 8 * To) return narrow<4, To>(narrow<8, 4>(v));
    else {
        __m256i const parts = _mm256_shuffle_epi8(
            v, _mm256_load_si256(reinterpret_cast<__m256i const*>(keep_low<From, To>.pick)));
        if constexpr (From == 2 * To)
            return _mm256_castsi256_si128(_mm256_permute4x64_epi64(parts, 0b1000));
        else
            return _mm_unpacklo_epi32(_mm256_castsi256_si128(parts),
                                      _mm256_extracti128_si256(parts, 1));
    }
}

#endif
#if defined(__AVX512F__)

template <int From, int To>
    requires(From >= 4)
SLUICE_INLINE auto narrow(__m512i v) {
    if constexpr (From == 8 && To == 1) return _mm512_cvtepi64_epi8(v);
    else if constexpr (From == 8 && To == 2) return _mm512_cvtepi64_epi16(v);
    else if constexpr (From == 8) return _mm512_cvtepi64_epi32(v);
    else if constexpr (To == 1) return _mm512_cvtepi32_epi8(v);
    else return _mm512_cvtepi32_epi16(v);
}

SLUICE_INLINE __m512i dwords(__m512 v, towards_zero) { return _mm512_cvttps_epi32(v); }
SLUICE_INLINE __m512i dwords(__m512 v, to_nearest) { return _mm512_cvtps_epi32(v); }
SLUICE_INLINE __m256i dwords(__m512d v, towards_zero) { return _mm512_cvttpd_epi32(v); }
SLUICE_INLINE __m256i dwords(__m512d v, to_nearest) { return _mm512_cvtpd_epi32(v); }
SLUICE_INLINE __m256 floats(__m512d v) { return _mm512_cvtpd_ps(v); }

#endif
#if defined(__AVX512BW__)

template <int From, int To>
    requires(From == 2)
SLUICE_INLINE __m256i narrow(__m512i v) {
    return _mm512_cvtepi16_epi8(v);
}

#endif

/// Whether pack From is one register that narrows to the one of pack To.
template <class From, class To>
concept narrowed_in_a_register = From::registers == 1 && To::registers == 1 && requires(From p) {
    requires sizeof(narrow<sizeof(typename From::value_type), sizeof(typename To::value_type)>(
                 p.reg[0].data)) == sizeof(typename To::batch);
};

/// Whether pack From is one register of floats that becomes the one of pack To, of int32.
template <class From, class To>
concept has_dwords = From::registers == 1 && To::registers == 1 && requires(From p) {
    requires sizeof(dwords(p.reg[0].data, to_nearest{})) == sizeof(typename To::batch);
};

/// The same for doubles that become floats.
template <class From, class To>
concept has_floats = From::registers == 1 && To::registers == 1 && requires(From p) {
    requires sizeof(floats(p.reg[0].data)) == sizeof(typename To::batch);
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
