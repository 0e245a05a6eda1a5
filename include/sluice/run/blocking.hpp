#pragma once
// Every choice of size that the engine makes, and why, in one place.

#include <sluice/core/pipe.hpp>
#include <sluice/run/node.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Taps up to which a window is unrolled, its weights held in registers or on the stack. Beyond it
/// the loop over taps stays a loop: one more weight to broadcast per tap, against code that grows
/// with R·k².
inline constexpr index_t most_unrolled_taps = 108;

/// Pools with at most this many values per window are computed in registers from the rows as they
/// are made; larger ones read a ring.
inline constexpr index_t most_register_pool = 16;

/// Rows of a windowed stage that are made together: each loaded row serves up to R outputs, and R·G
/// sums must stay in registers beside the loaded pack and R·G weights. A processor that begins two
/// multiply-adds a cycle and ends each four cycles later wants eight sums or more; where a block has
/// few taps it finds them in the next block, where there are many it cannot look so far ahead.
template <int G, index_t Taps>
inline constexpr int window_rows = G == 1   ? (Taps >= 25 ? 8 : 4)
                                   : G <= 3 ? 3
                                            : 1;

/// Pictures of more bytes than this are taken to lie in memory rather than in a cache nearby.
inline constexpr index_t near_bytes = index_t{1} << 20;

/// Rows of a page or more are left to the processor: it sees where a row goes on, but
/// forgets at the end of a page.
inline constexpr index_t page_bytes = 4096;

/// Whether memory of so many Ts is asked for early. Batches of 64² to 512² pixels take 0.5 to 1.0
/// of the time with it (Zen 3); rows of a page or more would take up to 1.4 times as long.
/// Asking for lines that will be written gains nothing, and neither does writing past the caches.
template <class T>
constexpr bool is_prefetched(index_t count, index_t row) {
    return count * index_t{sizeof(T)} > near_bytes && row * index_t{sizeof(T)} < page_bytes;
}

/// How many bytes ahead of the rows that are read: 1 KiB is too little, 4 to 12 KiB do not differ.
inline constexpr index_t read_ahead = 4096;

template <class E>
constexpr int widest_bytes() {
    constexpr int own = sizeof(typename E::value_type);
    if constexpr (is_expression<E>) {
        constexpr int below = widest_bytes<typename E::input_type>();
        return own > below ? own : below;
    } else return own;
}

/// Pixels per pack, the same all along a chain: as many as one register holds of its widest type.
template <class E, class A>
inline constexpr int pixels_per_pack = register_bytes<A> / widest_bytes<E>();

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
