#pragma once
// Memory beyond the caches.

#include <cstdint>

#include <sluice/core/size.hpp>
#include <sluice/lane/register.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Bytes that travel between memory and caches together.
inline constexpr std::uintptr_t cache_line = 64;

/// Asks for the line at this address to be brought close. The address may be anything.
SLUICE_INLINE void prefetch(std::uintptr_t address) {
    __builtin_prefetch(reinterpret_cast<void const*>(address));
}

/// Memory that is walked through once: its lines are asked for in good time, each of them once.
class prefetcher {
public:
    /// Asks for nothing.
    prefetcher() = default;
    template <class T>
    explicit prefetcher(T const* begin, T const* end)
        : next_(reinterpret_cast<std::uintptr_t>(begin)),
          end_(reinterpret_cast<std::uintptr_t>(end)) {}

    /// Asks for what lies before p + bytes, and has not been asked for; p may be outside.
    template <class T>
    SLUICE_INLINE void ask_until(T const* p, index_t bytes) {
        std::uintptr_t const wanted =
            reinterpret_cast<std::uintptr_t>(p) + static_cast<std::uintptr_t>(bytes);
        std::uintptr_t const until = wanted < end_ ? wanted : end_;
        for (; next_ < until; next_ += cache_line) prefetch(next_);
    }
    /// The address that is asked for next.
    std::uintptr_t next() const { return next_; }

private:
    std::uintptr_t next_ = 0, end_ = 0;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
