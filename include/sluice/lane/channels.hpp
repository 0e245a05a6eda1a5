#pragma once
// Interleaved channels from memory: each in a pack of its own, in the type that is wanted.

#include <sluice/lane/convert.hpp>
#include <sluice/lane/shuffle.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// C channels of N pixels taken apart, as U.
template <class U, class T, int N, class A, int C>
SLUICE_INLINE bundle<pack<U, N, A>, C> taken_apart(bundle<pack<T, N, A>, C> dense) {
    dense = deinterleave<C>(dense);
    bundle<pack<U, N, A>, C> out;
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) out.part[c] = convert_to<U>(dense.part[c]);
    return out;
}
/// The portable form: dense loads, deinterleaved, converted.
template <class U, int C, int N, class A, class T>
SLUICE_INLINE bundle<pack<U, N, A>, C> load_channels_by_shuffles(T const* from) {
    bundle<pack<T, N, A>, C> dense;
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) dense.part[c] = load<T, N, A>(from + c * N);
    return taken_apart<U>(dense);
}

#if defined(__AVX2__)

/// Whether bytes are spread to dwords for N pixels at a time.
template <int N, class A>
inline constexpr bool spreads_bytes =
#if defined(__AVX512BW__)
    (N == 16 && register_bytes<A> == 64) ||
#endif
    N == 8;

/// Byte picks that spread channel Channel of eight pixels of C bytes to eight dwords: four pixels
/// lie in each half, which begins at their first byte, or as near to it as sixteen bytes reach.
template <int C, int Channel>
struct byte_spread {
    alignas(32) signed char pick[32];
    constexpr byte_spread() : pick() {
        for (int i = 0; i < 32; ++i) pick[i] = -1;
        for (int pixel = 0; pixel < 8; ++pixel) {
            int const begins = pixel < 4 ? 0 : 8 * C - 16;
            pick[4 * pixel] = static_cast<signed char>(pixel * C + Channel - begins);
        }
    }
};
template <int C, int Channel>
inline constexpr byte_spread<C, Channel> spread_bytes{};

template <class U, int C, class A, int... Channel>
SLUICE_INLINE bundle<pack<U, 8, A>, C> load_bytes(std::uint8_t const* from,
                                                  std::integral_constant<int, 8>,
                                                  std::integer_sequence<int, Channel...>) {
    auto const* const low = reinterpret_cast<__m128i const*>(from);
    auto const* const high = reinterpret_cast<__m128i const*>(from + (8 * C - 16));
    __m256i const both = _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(low)),
                                                 _mm_loadu_si128(high), 1);
    using Dwords = pack<std::int32_t, 8, A>;
    return {{convert_to<U>(Dwords(typename Dwords::batch(_mm256_shuffle_epi8(
        both,
        _mm256_load_si256(reinterpret_cast<__m256i const*>(spread_bytes<C, Channel>.pick))))))...}};
}

#endif
#if defined(__AVX512BW__)

/// The same for sixteen pixels: four of them in each quarter of a register, to which their dwords
/// are brought first.
template <int C>
struct quarters_of_pixels {
    alignas(64) int from[16];
    constexpr quarters_of_pixels() : from() {
        for (int i = 0; i < 16; ++i) from[i] = i / 4 * C + i % 4 % C;
    }
};
template <int C>
inline constexpr quarters_of_pixels<C> pixels_to_quarters{};

template <int C, int Channel>
struct wide_byte_spread {
    alignas(64) signed char pick[64];
    constexpr wide_byte_spread() : pick() {
        for (int i = 0; i < 64; ++i)
            pick[i] = static_cast<signed char>(i % 4 == 0 ? i % 16 / 4 * C + Channel : -1);
    }
};
template <int C, int Channel>
inline constexpr wide_byte_spread<C, Channel> spread_wide_bytes{};

template <class U, int C, class A, int... Channel>
SLUICE_INLINE bundle<pack<U, 16, A>, C> load_bytes(std::uint8_t const* from,
                                                   std::integral_constant<int, 16>,
                                                   std::integer_sequence<int, Channel...>) {
    constexpr auto its_dwords = static_cast<__mmask16>((1U << (4 * C)) - 1);
    __m512i dwords = _mm512_maskz_loadu_epi32(its_dwords, from); // nothing else is read
    if constexpr (C != 4)
        dwords = _mm512_permutexvar_epi32(_mm512_load_si512(pixels_to_quarters<C>.from), dwords);
    using Dwords = pack<std::int32_t, 16, A>;
    return {{convert_to<U>(Dwords(typename Dwords::batch(
        _mm512_shuffle_epi8(dwords, _mm512_load_si512(spread_wide_bytes<C, Channel>.pick)))))...}};
}

#endif

} // namespace detail

/// Pack c of the result holds channel c of N pixels of C values each, as U.
template <class U, int C, int N, class A, class T>
SLUICE_INLINE bundle<pack<U, N, A>, C> load_channels(T const* from) {
#if defined(__AVX2__)
    if constexpr (std::is_same_v<T, std::uint8_t> && C >= 2 && C <= 4 &&
                  detail::spreads_bytes<N, A> &&
                  (std::is_same_v<U, float> || std::is_same_v<U, std::int32_t>))
        return detail::load_bytes<U, C, A>(from, std::integral_constant<int, N>{},
                                           std::make_integer_sequence<int, C>{});
    else
#endif
        return detail::load_channels_by_shuffles<U, C, N, A>(from);
}

namespace detail {

/// L values, C at each of the places from, from + pitch and so on, as a compiler vector.
template <int L, int C, class T>
SLUICE_INLINE auto gathered(T const* from, index_t pitch) {
    typedef T lanes __attribute__((vector_size(L * sizeof(T))));
    if constexpr (L == C) {
        lanes all;
        __builtin_memcpy(&all, from, sizeof(all));
        return all;
    } else
        return [&]<int... I>(std::integer_sequence<int, I...>) -> lanes {
            return __builtin_shufflevector(gathered<L / 2, C>(from, pitch),
                                           gathered<L / 2, C>(from + L / 2 / C * pitch, pitch),
                                           I...);
        }(std::make_integer_sequence<int, L>{});
}

} // namespace detail

/// The same of C neighbouring channels of pixels that begin `pitch` values apart.
template <class U, int C, int N, class A, class T, class Pitch>
SLUICE_INLINE bundle<pack<U, N, A>, C> load_channels(T const* from, Pitch pitch) {
    using P = pack<T, N, A>;
    [[maybe_unused]] index_t const apart = pitch;
    if constexpr (std::is_same_v<Pitch, dim<C>>) return load_channels<U, C, N, A>(from);
    else if constexpr (C == 4 && sizeof(T) >= 4 && N % C == 0 && detail::in_one_register<P>) {
        bundle<P, C> dense;
#pragma GCC unroll 4
        for (int c = 0; c < C; ++c)
            dense.part[c] = detail::vector_of<P>::make(
                detail::gathered<N, C>(from + c * (N / C) * apart, apart));
        return detail::taken_apart<U>(dense);
    } else {
        alignas(64) T dense[N * C];
#pragma GCC unroll 64
        for (int i = 0; i < N; ++i)
            __builtin_memcpy(dense + i * C, from + i * apart, C * sizeof(T));
        return load_channels<U, C, N, A>(static_cast<T const*>(dense));
    }
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
