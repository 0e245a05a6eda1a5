#pragma once
// What the hot loops do to one register: an instruction where xsimd has none or takes a long way to
// it, beside xsimd's own form.

#include <xsimd/xsimd.hpp>

#include <sluice/core/target.hpp>

#ifndef SLUICE_INLINE
/// Inlines a step of the inner loop whatever the compiler thinks of its size. Define it to
/// override.
#define SLUICE_INLINE __attribute__((always_inline)) inline
#endif

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

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

/// a / b, rounded once: xsimd 8.1 only comes near it for floats on 64-bit Arm.
struct divide_registers {
    template <class B>
    SLUICE_INLINE B operator()(B const& a, B const& b) const {
#if defined(__aarch64__)
        if constexpr (floats_in<B>) return B(vdivq_f32(a.data, b.data));
        else
#endif
            return a / b;
    }
};

/// `chosen`, and NaN in the lanes in which a is NaN. x86's min and max give their second operand
/// where one is NaN, so only a NaN in the first needs help. A value with all bits set is a NaN;
/// AVX-512 mends by kind, with four bits for each: 2, a's own NaN, for the quiet and the signalling
/// (5×5: 0.81 to 0.9 of the time of a comparison and a choice; W8a in cache: 0.94).
template <class B>
SLUICE_INLINE B with_nan_of(B const& a, B const& chosen) {
#if defined(__AVX512F__)
    if constexpr (floats_in<B> && sizeof(B) == 64)
        return B(_mm512_fixupimm_ps(chosen.data, a.data, _mm512_set1_epi32(0x22), 0));
    else if constexpr (doubles_in<B> && sizeof(B) == 64)
        return B(_mm512_fixupimm_pd(chosen.data, a.data, _mm512_set1_epi64(0x22), 0));
    else
#endif
#if defined(__AVX__)
        if constexpr (floats_in<B> && sizeof(B) == 32)
        return B(_mm256_or_ps(chosen.data, _mm256_cmp_ps(a.data, a.data, _CMP_UNORD_Q)));
    else if constexpr (doubles_in<B> && sizeof(B) == 32)
        return B(_mm256_or_pd(chosen.data, _mm256_cmp_pd(a.data, a.data, _CMP_UNORD_Q)));
    else
#endif
#if defined(__SSE2__)
        if constexpr (floats_in<B> && sizeof(B) == 16)
        return B(_mm_or_ps(chosen.data, _mm_cmpunord_ps(a.data, a.data)));
    else if constexpr (doubles_in<B> && sizeof(B) == 16)
        return B(_mm_or_pd(chosen.data, _mm_cmpunord_pd(a.data, a.data)));
    else
#endif
        return xsimd::select(xsimd::isnan(a), a, chosen);
}

/// x, and 0 in the lanes in which it is NaN.
struct zero_for_nan_in_registers {
    template <class B>
    SLUICE_INLINE B operator()(B const& x) const {
#if defined(__AVX512F__)
        if constexpr (floats_in<B> && sizeof(B) == 64)
            return B(_mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x.data, x.data, _CMP_ORD_Q), x.data));
        else if constexpr (doubles_in<B> && sizeof(B) == 64)
            return B(_mm512_maskz_mov_pd(_mm512_cmp_pd_mask(x.data, x.data, _CMP_ORD_Q), x.data));
        else
#endif
#if defined(__AVX__)
            if constexpr (floats_in<B> && sizeof(B) == 32)
            return B(_mm256_and_ps(x.data, _mm256_cmp_ps(x.data, x.data, _CMP_ORD_Q)));
        else if constexpr (doubles_in<B> && sizeof(B) == 32)
            return B(_mm256_and_pd(x.data, _mm256_cmp_pd(x.data, x.data, _CMP_ORD_Q)));
        else
#endif
#if defined(__SSE2__)
            if constexpr (floats_in<B> && sizeof(B) == 16)
            return B(_mm_and_ps(x.data, _mm_cmpord_ps(x.data, x.data)));
        else if constexpr (doubles_in<B> && sizeof(B) == 16)
            return B(_mm_and_pd(x.data, _mm_cmpord_pd(x.data, x.data)));
        else
#endif
            return portable(x);
    }
    template <class B>
    static SLUICE_INLINE B portable(B const& x) {
        return xsimd::select(x == x, x, B(0));
    }
};

/// The larger one, NaN where either is NaN: xsimd's max differs there from version to version.
struct max_of_registers {
    template <class B>
    SLUICE_INLINE B operator()(B const& a, B const& b) const {
        if constexpr (!reals_in<B>) return xsimd::max(a, b);
#if defined(__AVX512F__)
        else if constexpr (floats_in<B> && sizeof(B) == 64)
            return with_nan_of(a, B(_mm512_max_ps(a.data, b.data)));
        else if constexpr (doubles_in<B> && sizeof(B) == 64)
            return with_nan_of(a, B(_mm512_max_pd(a.data, b.data)));
#endif
#if defined(__AVX__)
        else if constexpr (floats_in<B> && sizeof(B) == 32)
            return with_nan_of(a, B(_mm256_max_ps(a.data, b.data)));
        else if constexpr (doubles_in<B> && sizeof(B) == 32)
            return with_nan_of(a, B(_mm256_max_pd(a.data, b.data)));
#endif
#if defined(__SSE2__)
        else if constexpr (floats_in<B> && sizeof(B) == 16)
            return with_nan_of(a, B(_mm_max_ps(a.data, b.data)));
        else if constexpr (doubles_in<B> && sizeof(B) == 16)
            return with_nan_of(a, B(_mm_max_pd(a.data, b.data)));
#endif
        else return portable(a, b);
    }
    template <class B>
    static SLUICE_INLINE B portable(B const& a, B const& b) {
        return xsimd::select(xsimd::isnan(a), a, xsimd::select(a > b, a, b));
    }
};

/// The smaller one, NaN where either is NaN.
struct min_of_registers {
    template <class B>
    SLUICE_INLINE B operator()(B const& a, B const& b) const {
        if constexpr (!reals_in<B>) return xsimd::min(a, b);
#if defined(__AVX512F__)
        else if constexpr (floats_in<B> && sizeof(B) == 64)
            return with_nan_of(a, B(_mm512_min_ps(a.data, b.data)));
        else if constexpr (doubles_in<B> && sizeof(B) == 64)
            return with_nan_of(a, B(_mm512_min_pd(a.data, b.data)));
#endif
#if defined(__AVX__)
        else if constexpr (floats_in<B> && sizeof(B) == 32)
            return with_nan_of(a, B(_mm256_min_ps(a.data, b.data)));
        else if constexpr (doubles_in<B> && sizeof(B) == 32)
            return with_nan_of(a, B(_mm256_min_pd(a.data, b.data)));
#endif
#if defined(__SSE2__)
        else if constexpr (floats_in<B> && sizeof(B) == 16)
            return with_nan_of(a, B(_mm_min_ps(a.data, b.data)));
        else if constexpr (doubles_in<B> && sizeof(B) == 16)
            return with_nan_of(a, B(_mm_min_pd(a.data, b.data)));
#endif
        else return portable(a, b);
    }
    template <class B>
    static SLUICE_INLINE B portable(B const& a, B const& b) {
        return xsimd::select(xsimd::isnan(a), a, xsimd::select(a < b, a, b));
    }
};

/// The root, as exact as that of a number; for floats on 64-bit Arm xsimd 8.1 only comes near it.
struct square_root_of_registers {
    template <class B>
    SLUICE_INLINE B operator()(B const& a) const {
#if defined(__aarch64__)
        if constexpr (floats_in<B>) return B(vsqrtq_f32(a.data));
        else
#endif
            return xsimd::sqrt(a);
    }
};

/// |a|; that of the lowest integer is unspecified.
struct absolute_of_registers {
    template <class B>
    SLUICE_INLINE B operator()(B const& a) const {
        return xsimd::abs(a);
    }
};

/// eᵃ, to about one unit in the last place; xsimd's own says nothing of NaN.
struct exponential_of_registers {
    template <class B>
    SLUICE_INLINE B operator()(B const& a) const {
        return xsimd::select(a == a, xsimd::exp(a), a);
    }
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
