#pragma once
// What the hot loops do to one register: an instruction where xsimd has none or takes a long way to
// it, beside xsimd's own form.

#include <xsimd/xsimd.hpp>

#ifndef SLUICE_INLINE
/// Inlines a step of the inner loop whatever the compiler thinks of its size. Define it to
/// override.
#define SLUICE_INLINE __attribute__((always_inline)) inline
#endif

namespace sluice::inline v0_1::detail {

template <class B>
inline constexpr bool floats_in = std::is_same_v<typename B::value_type, float>;
template <class B>
inline constexpr bool doubles_in = std::is_same_v<typename B::value_type, double>;
template <class B>
inline constexpr bool reals_in = floats_in<B> || doubles_in<B>;

template <class B, class T>
SLUICE_INLINE B load_register(T const* from) {
#if defined(__AVX512F__)
    if constexpr (floats_in<B> && sizeof(B) == 64) return B(_mm512_loadu_ps(from));
    else
#endif
#if defined(__AVX__)
        if constexpr (floats_in<B> && sizeof(B) == 32)
        return B(_mm256_loadu_ps(from));
    else
#endif
        return B::load_unaligned(from);
}

template <class B, class T>
SLUICE_INLINE void store_register(T* to, B const& value) {
#if defined(__AVX512F__)
    if constexpr (floats_in<B> && sizeof(B) == 64) _mm512_storeu_ps(to, value.data);
    else
#endif
#if defined(__AVX__)
        if constexpr (floats_in<B> && sizeof(B) == 32)
        _mm256_storeu_ps(to, value.data);
    else
#endif
        value.store_unaligned(to);
}

/// a·b + c, rounded once where there is an instruction for it. xsimd 8.1 rounds twice on AVX-512.
struct multiply_add_registers {
    template <class B>
    SLUICE_INLINE B operator()(B const& a, B const& b, B const& c) const {
#if defined(__AVX512F__)
        if constexpr (floats_in<B> && sizeof(B) == 64)
            return B(_mm512_fmadd_ps(a.data, b.data, c.data));
        else if constexpr (doubles_in<B> && sizeof(B) == 64)
            return B(_mm512_fmadd_pd(a.data, b.data, c.data));
        else
#endif
#if defined(__FMA__)
            if constexpr (floats_in<B> && sizeof(B) == 32)
            return B(_mm256_fmadd_ps(a.data, b.data, c.data));
        else
#endif
            if constexpr (reals_in<B>)
            return xsimd::fma(a, b, c);
        else return a * b + c;
    }
};

/// The larger one, NaN where either is NaN: xsimd's max differs there from version to version.
struct max_of_registers {
    template <class B>
    SLUICE_INLINE B operator()(B const& a, B const& b) const {
        if constexpr (!reals_in<B>) return xsimd::max(a, b);
        // x86 gives the second operand where one is NaN, so only a NaN in the first needs help: a
        // value with all bits set is a NaN
#if defined(__AVX512F__)
        else if constexpr (floats_in<B> && sizeof(B) == 64)
            return B(_mm512_mask_mov_ps(_mm512_max_ps(a.data, b.data),
                                        _mm512_cmp_ps_mask(a.data, a.data, _CMP_UNORD_Q), a.data));
        else if constexpr (doubles_in<B> && sizeof(B) == 64)
            return B(_mm512_mask_mov_pd(_mm512_max_pd(a.data, b.data),
                                        _mm512_cmp_pd_mask(a.data, a.data, _CMP_UNORD_Q), a.data));
#endif
#if defined(__AVX__)
        else if constexpr (floats_in<B> && sizeof(B) == 32)
            return B(_mm256_or_ps(_mm256_max_ps(a.data, b.data),
                                  _mm256_cmp_ps(a.data, a.data, _CMP_UNORD_Q)));
        else if constexpr (doubles_in<B> && sizeof(B) == 32)
            return B(_mm256_or_pd(_mm256_max_pd(a.data, b.data),
                                  _mm256_cmp_pd(a.data, a.data, _CMP_UNORD_Q)));
#endif
#if defined(__SSE2__)
        else if constexpr (floats_in<B> && sizeof(B) == 16)
            return B(_mm_or_ps(_mm_max_ps(a.data, b.data), _mm_cmpunord_ps(a.data, a.data)));
        else if constexpr (doubles_in<B> && sizeof(B) == 16)
            return B(_mm_or_pd(_mm_max_pd(a.data, b.data), _mm_cmpunord_pd(a.data, a.data)));
#endif
        else return portable(a, b);
    }
    template <class B>
    static SLUICE_INLINE B portable(B const& a, B const& b) {
        return xsimd::select(xsimd::isnan(a), a, xsimd::select(a > b, a, b));
    }
};

} // namespace sluice::inline v0_1::detail
