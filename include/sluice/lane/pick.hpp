#pragma once
// Any lane of a pack to any lane, the choice made at run time.

#include <cstdint>

#include <sluice/core/size.hpp>
#include <sluice/lane/pack.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// The portable form: through memory.
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> picked_in_memory(pack<T, N, A> p, int const (&from)[N]) {
    auto const in = spill(p);
    spilled<T, N> out;
    for (int i = 0; i < N; ++i) out.value[i] = in.value[from[i]];
    return load<T, N, A>(out.value);
}

} // namespace detail

/// Which lane of a pack goes to which: lane i of the result is lane from(i) of the argument. Made
/// once for many packs; lies in plain memory, so that a table of them can be kept.
template <class T, int N, class A>
class lane_pick {
    using P = pack<T, N, A>;
    static constexpr int bytes = static_cast<int>(sizeof(typename P::batch));
#if defined(__AVX2__)
    static constexpr bool by_dwords = P::registers == 1 && bytes == 32 && sizeof(T) >= 4;
#else
    static constexpr bool by_dwords = false;
#endif
#if defined(__SSSE3__)
    static constexpr bool by_bytes = P::registers == 1 && bytes == 16;
#else
    static constexpr bool by_bytes = false;
#endif

public:
    /// Every lane from lane 0.
    lane_pick() {
        for (int i = 0; i < N; ++i) set(i, 0);
    }
    /// Takes lane i from lane `from`, which must be one of the N.
    void set(int i, int from) {
        if constexpr (by_dwords) {
            constexpr int each = sizeof(T) / 4;
            for (int d = 0; d < each; ++d) dword_[i * each + d] = from * each + d;
        } else if constexpr (by_bytes) {
            constexpr int each = sizeof(T);
            for (int b = 0; b < each; ++b)
                byte_[i * each + b] = static_cast<std::int8_t>(from * each + b);
        } else lane_[i] = from;
    }
    SLUICE_INLINE P operator()(P p) const {
#if defined(__AVX2__)
        if constexpr (by_dwords)
            return __builtin_bit_cast(
                P, _mm256_permutevar8x32_epi32(
                       __builtin_bit_cast(__m256i, p),
                       _mm256_loadu_si256(reinterpret_cast<__m256i const*>(dword_))));
        else
#endif
#if defined(__SSSE3__)
            if constexpr (by_bytes)
            return __builtin_bit_cast(
                P, _mm_shuffle_epi8(__builtin_bit_cast(__m128i, p),
                                    _mm_loadu_si128(reinterpret_cast<__m128i const*>(byte_))));
        else
#endif
            return detail::picked_in_memory(p, lane_);
    }

private:
    struct nothing {};
    std::conditional_t<by_dwords, std::int32_t[8], nothing> dword_;
    std::conditional_t<by_bytes, std::int8_t[16], nothing> byte_;
    std::conditional_t<by_dwords || by_bytes, nothing, int[N]> lane_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
