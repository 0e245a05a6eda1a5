#pragma once
// From one element type to another, lane by lane, as static_cast does it.

#include <sluice/lane/narrow.hpp>
#include <sluice/lane/pack.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// The portable form: through memory.
template <class U, class T, int N, class A>
SLUICE_INLINE pack<U, N, A> convert_in_memory(pack<T, N, A> p) {
    auto const in = spill(p);
    spilled<U, N> out;
    for (int i = 0; i < N; ++i) out.value[i] = static_cast<U>(in.value[i]);
    return load<U, N, A>(out.value);
}

#if defined(__SSE4_1__)

/// Narrow integers as int32: one instruction. `Register` is what the int32 pack lies in.
template <class Register, class T>
SLUICE_INLINE Register widen(__m128i narrow) {
    if constexpr (sizeof(Register) == 16) {
        if constexpr (std::is_same_v<T, std::uint8_t>) return _mm_cvtepu8_epi32(narrow);
        else if constexpr (std::is_same_v<T, std::int8_t>) return _mm_cvtepi8_epi32(narrow);
        else if constexpr (std::is_same_v<T, std::uint16_t>) return _mm_cvtepu16_epi32(narrow);
        else return _mm_cvtepi16_epi32(narrow);
    }
#if defined(__AVX2__)
    else if constexpr (sizeof(Register) == 32) {
        if constexpr (std::is_same_v<T, std::uint8_t>) return _mm256_cvtepu8_epi32(narrow);
        else if constexpr (std::is_same_v<T, std::int8_t>) return _mm256_cvtepi8_epi32(narrow);
        else if constexpr (std::is_same_v<T, std::uint16_t>) return _mm256_cvtepu16_epi32(narrow);
        else return _mm256_cvtepi16_epi32(narrow);
    }
#elif defined(__AVX__)
    else if constexpr (sizeof(Register) == 32) { // without AVX2, each half by itself
        __m128i const low = widen<__m128i, T>(narrow);
        __m128i const high = widen<__m128i, T>(_mm_srli_si128(narrow, 4 * sizeof(T)));
        return _mm256_insertf128_si256(_mm256_castsi128_si256(low), high, 1);
    }
#endif
#if defined(__AVX512F__)
    else {
        if constexpr (std::is_same_v<T, std::uint8_t>) return _mm512_cvtepu8_epi32(narrow);
        else return _mm512_cvtepi8_epi32(narrow);
    }
#endif
}

/// Whether widen can fill a register of so many bytes.
inline constexpr bool widens_to(std::size_t bytes) {
#if defined(__AVX__)
    return bytes >= 16;
#else
    return bytes == 16;
#endif
}

SLUICE_INLINE __m128 to_float(__m128i v) { return _mm_cvtepi32_ps(v); }
#if defined(__AVX__)
SLUICE_INLINE __m256 to_float(__m256i v) { return _mm256_cvtepi32_ps(v); }
#endif
#if defined(__AVX512F__)
SLUICE_INLINE __m512 to_float(__m512i v) { return _mm512_cvtepi32_ps(v); }
SLUICE_INLINE __m512i widen_words(__m256i v, std::true_type) { return _mm512_cvtepi16_epi32(v); }
SLUICE_INLINE __m512i widen_words(__m256i v, std::false_type) { return _mm512_cvtepu16_epi32(v); }
#endif

#endif

} // namespace detail

/// p as a pack of U: one instruction a register where the target has one.
template <class U, class T, int N, class A>
SLUICE_INLINE pack<U, N, A> lane_convert(pack<T, N, A> p, detail::type_name_of<U>) {
    using From = pack<T, N, A>;
    using To = pack<U, N, A>;
    [[maybe_unused]] constexpr bool single = From::registers == 1 && To::registers == 1;
    [[maybe_unused]] constexpr bool integers = std::is_integral_v<T> && std::is_integral_v<U>;
    if constexpr (std::is_same_v<T, U>) return p;
    else if constexpr (integers && sizeof(T) == sizeof(U)) {
        To r;
        for (int i = 0; i < To::registers; ++i)
            r.reg[i] = __builtin_bit_cast(typename To::batch::register_type, p.reg[i].data);
        return r;
    } else if constexpr (integers && sizeof(U) < sizeof(T) &&
                         detail::narrowed_in_a_register<From, To>)
        return To(typename To::batch(detail::narrow<sizeof(T), sizeof(U)>(p.reg[0].data)));
    else if constexpr (std::is_floating_point_v<T> && std::is_same_v<U, std::int32_t> &&
                       detail::has_dwords<From, To>)
        return To(typename To::batch(detail::dwords(p.reg[0].data, detail::towards_zero{})));
    else if constexpr (std::is_floating_point_v<T> && detail::is_narrow<U> &&
                       detail::has_dwords<From, pack<std::int32_t, N, A>>)
        return lane_convert(lane_convert(p, detail::type_name_of<std::int32_t>{}),
                            detail::type_name_of<U>{});
    else if constexpr (std::is_same_v<T, double> && std::is_same_v<U, float> &&
                       detail::has_floats<From, To>)
        return To(typename To::batch(detail::floats(p.reg[0].data)));
#if defined(__SSE4_1__)
    else if constexpr (single && detail::is_narrow<T> && std::is_same_v<U, std::int32_t> &&
                       sizeof(typename From::batch) == 16 &&
                       detail::widens_to(sizeof(typename To::batch)))
        return To(
            typename To::batch(detail::widen<typename To::batch::register_type, T>(p.reg[0])));
#if defined(__AVX512F__)
    else if constexpr (single && detail::is_narrow<T> && std::is_same_v<U, std::int32_t> &&
                       sizeof(T) == 2 && sizeof(typename From::batch) == 32 &&
                       sizeof(typename To::batch) == 64)
        return To(typename To::batch(detail::widen_words(p.reg[0], std::is_signed<T>{})));
#endif
    else if constexpr (single && std::is_same_v<T, std::int32_t> && std::is_same_v<U, float>)
        return To(typename To::batch(detail::to_float(p.reg[0])));
    else if constexpr (single && detail::is_narrow<T> &&
                       (std::is_same_v<U, float> || std::is_same_v<U, double>))
        return lane_convert(lane_convert(p, detail::type_name_of<std::int32_t>{}),
                            detail::type_name_of<U>{});
#endif
#if defined(__AVX2__)
    else if constexpr (single && std::is_same_v<U, double> && sizeof(typename To::batch) == 32 &&
                       std::is_same_v<T, std::int32_t>)
        return To(typename To::batch(_mm256_cvtepi32_pd(p.reg[0])));
    else if constexpr (single && std::is_same_v<U, double> && sizeof(typename To::batch) == 32 &&
                       std::is_same_v<T, float>)
        return To(typename To::batch(_mm256_cvtps_pd(p.reg[0])));
#endif
#if defined(__AVX512F__)
    else if constexpr (single && std::is_same_v<U, double> && sizeof(typename To::batch) == 64 &&
                       std::is_same_v<T, std::int32_t>)
        return To(typename To::batch(_mm512_cvtepi32_pd(p.reg[0])));
    else if constexpr (single && std::is_same_v<U, double> && sizeof(typename To::batch) == 64 &&
                       std::is_same_v<T, float>)
        return To(typename To::batch(_mm512_cvtps_pd(p.reg[0])));
#endif
    else return detail::convert_in_memory<U>(p);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
