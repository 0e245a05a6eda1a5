#pragma once
// Memory beyond the caches.

#include <cstdint>

#include <sluice/lane/register.hpp>

namespace sluice::inline v0_1::detail {

/// Bytes that travel between memory and caches together.
inline constexpr std::uintptr_t cache_line = 64;

/// Asks for the line at this address to be brought close. The address may be anything.
SLUICE_INLINE void prefetch(std::uintptr_t address) {
    __builtin_prefetch(reinterpret_cast<void const*>(address));
}

/// Asks for lines from `at` on until one lies at `end` or behind it, and returns that one.
SLUICE_INLINE std::uintptr_t prefetch_lines(std::uintptr_t at, std::uintptr_t end) {
    for (; at < end; at += cache_line) prefetch(at);
    return at;
}

} // namespace sluice::inline v0_1::detail
