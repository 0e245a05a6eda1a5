#pragma once
// Memory beyond the caches.

#include <cstdint>

#include <sluice/core/size.hpp>
#include <sluice/lane/pack.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Bytes that travel between memory and caches together.
inline constexpr std::uintptr_t cache_line = 64;

/// Asks for the line at this address to be brought into the first cache or only into the second.
/// The address may be anything.
template <int Cache>
SLUICE_INLINE void prefetch(std::uintptr_t address) {
    static_assert(Cache == 1 || Cache == 2);
    __builtin_prefetch(reinterpret_cast<void const*>(address), 0, Cache == 1 ? 3 : 2);
}

/// Memory that is walked through once: its lines are asked for in good time, each of them once.
template <int Cache>
class prefetcher {
public:
    /// Asks for nothing.
    prefetcher() = default;
    template <class T>
    explicit prefetcher(T const* begin, T const* end)
        : next_(reinterpret_cast<std::uintptr_t>(begin)),
          end_(reinterpret_cast<std::uintptr_t>(end)) {}

    /// Asks for what lies before p + bytes, and has not been asked for; p may be outside. One line
    /// at a time: two take fewer instructions, but up to 1.1 of the time.
    template <class T>
    SLUICE_INLINE void ask_until(T const* p, index_t bytes) {
        std::uintptr_t const wanted =
            reinterpret_cast<std::uintptr_t>(p) + static_cast<std::uintptr_t>(bytes);
        std::uintptr_t const until = wanted < end_ ? wanted : end_;
        std::uintptr_t next = next_; // stays in a register
        if (next >= until) return;
        for (; next < until; next += cache_line) prefetch<Cache>(next);
        next_ = next;
    }
    /// The address that is asked for next.
    std::uintptr_t next() const { return next_; }

private:
    std::uintptr_t next_ = 0, end_ = 0;
};

/// Whether there are stores that do not read the line first, nor leave it in a cache.
#if defined(__SSE2__)
inline constexpr bool can_write_past_caches = true;
#else
inline constexpr bool can_write_past_caches = false;
#endif

/// Copies lines to memory, past the caches; both addresses are multiples of their size.
SLUICE_INLINE void write_past_caches(void* to, void const* from, index_t lines) {
#if defined(__AVX__)
    auto* line = static_cast<__m256i*>(to);
    auto const* made = static_cast<__m256i const*>(from);
#pragma GCC unroll 4
    for (index_t i = 0; i < lines; ++i, line += 2, made += 2) {
        __m256i const low = _mm256_load_si256(made), high = _mm256_load_si256(made + 1);
        _mm256_stream_si256(line, low);
        _mm256_stream_si256(line + 1, high);
    }
#elif defined(__SSE2__)
    auto* line = static_cast<__m128i*>(to);
    auto const* made = static_cast<__m128i const*>(from);
    for (index_t i = 0; i < 4 * lines; ++i) _mm_stream_si128(line + i, _mm_load_si128(made + i));
#else
    __builtin_memcpy(to, from, cache_line * static_cast<std::size_t>(lines));
#endif
}

/// Whether a pack of this kind fills a line, so that one store takes it past the caches.
template <class P>
inline constexpr bool fills_line =
    can_write_past_caches && P::registers == 1 && P::lanes == static_cast<int>(P::batch::size) &&
    sizeof(typename P::batch) == cache_line;

/// Stores such a pack where a line begins.
template <class T, int N, class A>
SLUICE_INLINE void store_line(T* to, pack<T, N, A> const& value) {
    static_assert(fills_line<pack<T, N, A>>);
#if defined(__AVX512F__)
    _mm512_stream_si512(reinterpret_cast<__m512i*>(to),
                        __builtin_bit_cast(__m512i, value.reg[0].data));
#else
    store(to, value);
#endif
}

/// What was written past the caches comes before all that is written from here on.
SLUICE_INLINE void written_past_caches() {
#if defined(__SSE2__)
    _mm_sfence();
#endif
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
