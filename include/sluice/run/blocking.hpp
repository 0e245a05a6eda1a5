#pragma once
// Every choice of size that the engine makes, and why, in one place.

#include <sluice/core/pipe.hpp>
#include <sluice/lane/memory.hpp>
#include <sluice/run/node.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

namespace detail {
struct makes_choices {}; // what a user's choices derive from
} // namespace detail

/// What the engine chooses on an instruction set, and why. To choose otherwise derive from it, hide
/// what is to differ, and name the result where a pipeline is run. That changes the time and the
/// workspace; of the results, only the last bits of floats where a window that was unrolled is
/// looped over:
///
///     struct two_rows : sluice::blocking {
///         template <int G, index_t Taps>
///         static constexpr int window_rows = 2;
///     };
///     run<two_rows>(e, out);
///
/// The ratios below were measured on Zen 3, those of AVX-512 on a Xeon with two units for it or on
/// Zen 4, with g++ 12 and clang 19.
template <class Arch>
struct basic_blocking : detail::makes_choices {
    /// The instruction set, of those that this file is compiled for.
    using arch = Arch;

    // The registers that hold sums, pixels and weights: 32 of them or 16, of 64 bytes or fewer.

    static constexpr bool has_many_registers = detail::vector_registers<arch> >= 32;
    static constexpr bool has_wide_registers = detail::register_bytes<arch> >= 64;

    // The caches.

    /// Bytes that travel together: the rows of a ring begin at a multiple of this.
    static constexpr index_t line_bytes = index_t{detail::cache_line};
    /// Rows that lie a multiple of this apart share their sets in the first cache, so that a few
    /// of them push each other out: the rows of a ring never do.
    static constexpr index_t way_bytes = 4096;
    /// Pictures of more bytes than this are taken to lie in memory rather than in a cache nearby,
    /// and are asked for early. Batches of 64² to 512² pixels take 0.5 to 1.0 of the time with it.
    /// Asking for lines that will be written gains nothing. Strips of columns cost: 480 to 1920 of
    /// 3840 take 1.01 to 1.9 times as long, since what the processor fetches ahead is cut as well.
    static constexpr index_t near_bytes = index_t{1} << 20;
    /// Of rows of a page or more this would ask for too much at once (up to 1.4 of the time).
    static constexpr index_t page_bytes = 4096;
    /// Instead each pack that is made of them asks for what the same pack of the next block will be
    /// the first to read: the processor sees where a row goes on, but forgets at the end of a page,
    /// and of many rows some (Zen 4 with AVX-512 or AVX2, 3840 columns: grey of bytes 0.65 to 0.87
    /// of the time, W8b 0.7 to 0.95, 3×3 of stride 2 0.76 to 0.88, W13s 0.75 to 0.93, W11 0.8 to
    /// 1.0).
    static constexpr bool asks_below = true;
    /// How many bytes ahead of the rows that are read: 1 KiB is too little, 4 to 16 KiB hardly
    /// differ.
    static constexpr index_t read_ahead = has_wide_registers ? 16384 : 4096;
    /// And into which cache, the first or the second. A line on its way to the first takes up a
    /// place that other loads want: where there is AVX-512 batches take 0.80 to 1.0 of the
    /// time without it.
    static constexpr int asked_into_cache = has_wide_registers ? 2 : 1;

    /// Results of more bytes than this, which no cache holds beside what is read for them, are
    /// written past the caches, where the target can: an ordinary store reads the line first.
    /// Pictures of 64² pixels take 0.85 of the time, of 224² 0.6. (Results of 8 to 16 MiB would
    /// take 0.81 to 0.98 too, but what is done with them next may find them in a cache.)
    static constexpr index_t far_bytes = index_t{1} << 24;
    /// They go in bursts of whole lines, collected until they are so many bytes. Straight from
    /// blocks of four to eight rows more lines are under way than a processor combines (1.2 to 3
    /// times the time); and larger bursts hold up what follows.
    static constexpr index_t collected_bytes = 1024;
    /// But pictures of at most so many bytes are collected whole, one or some of them: where one
    /// ends there is a pause already (26² and 28² floats: 0.93 to 0.97 of the time, 30×34 0.86 to
    /// 0.95).
    static constexpr index_t most_collected_picture = 4096;
    /// Larger blocks go straight to their place: the second cache has no room for them beside the
    /// rows that are read (four rows of 2048 floats: 0.87 of the time, of 3840: 1.1).
    static constexpr index_t most_collected_bytes = 32768;
    /// So do sums of more products than this, which take longer to make than to write. Where there
    /// is AVX-512 they are made quickly: 27 products go past the caches in 0.7 to 0.87 of the time.
    static constexpr index_t most_far_products = has_wide_registers ? 64 : 16;
    /// So do smaller blocks, whose few lines the processor fetches early by itself, of sums of more
    /// products than that for each pixel that a result is the first to read. How much is gained
    /// depends on what others do with the core and the memory: 3×3 to rows of 26 floats takes 0.82
    /// to 1.1 of the time past the caches, to rows of 37 0.8 to 0.9, of 10 to 22 0.86 to 1.2; but
    /// of stride 2, to rows of 13, 0.86 to 0.94. Where there is AVX-512 none gain (results of 8² to
    /// 15²: 0.82 to 0.98 of the time past the caches).
    static constexpr index_t least_far_block = has_wide_registers ? 0 : 384;
    static constexpr index_t most_quick_products = 4;
    /// Where a register fills a line and rows are whole lines, none are collected: each goes as
    /// soon as it is made (Zen 4; pools and 3×3, 16 to 1920 columns: 0.73 to 1.0 of the time of
    /// lines that are collected or not). But in rows of a page or more not those of
    /// more products than this: lines of many rows at once come from far apart (3840 columns of
    /// 3×3: 0.77 to 0.82 of the time, of 4×4 0.99 to 1.16, of 5×5 1.09 to 1.17). Nor do these, or
    /// pools of as many values, ask for what lies below: they take up to 1.1 of the time with it.
    static constexpr index_t most_wide_products = 12;

    // The blocks.

    /// Taps up to which a window is unrolled, its weights held in registers or on the stack. Beyond
    /// it the loop over taps stays a loop: one more weight to broadcast per tap, against code that
    /// grows with rows · taps.
    static constexpr index_t most_unrolled_taps = 144;
    /// Kernels whose size only the run knows run as if typed where they are K×K, with a padding of
    /// that size or of sizes in the types. Each K costs as much to compile as the typed pipeline,
    /// and 5×5 and 7×7 would take 1.1 to 1.3 of the time in loops (480×640), as other sizes do.
    static constexpr index_t usual_kernels[] = {3, 5, 7};
    /// Rows of sums over windows that are made together, where G channels are, of Taps products
    /// each (0 where the types do not know): each loaded row serves up to that many outputs, whose
    /// rows · G sums must stay in registers beside the loaded pack and as many weights. A processor
    /// that begins two multiply-adds a cycle and ends each four cycles later wants eight sums or
    /// more: where a block has few taps it finds them in the next block, where there are many it
    /// cannot look so far ahead (7×7: 0.73 of the time with eight rows in place of four). Loops
    /// hold a weight for every row, so that six rows are what fits (5×5: 0.75 of the time with six
    /// in place of four).
    /// Where there are 32 registers, sums of more than nine products have room for twice as many
    /// (0.84 to 0.97 of the time).
    template <int G, index_t Taps>
    static constexpr int window_rows = G > 3   ? (Taps > 9 && has_many_registers ? 4 : 2)
                                       : G > 1 ? (Taps > 9 && has_many_registers ? 6 : 3)
                                       : Taps == 0 || Taps > most_unrolled_taps ? 6
                                       : Taps >= 25                             ? 8
                                                                                : 4;
    /// Times as many in rows of a page or more, in the type, of sums of few products: there are
    /// registers, and fewer streams of memory begin anew (3840 columns of 3×3, 3×3 and a pool: 0.87
    /// of the time). Narrow rows rather begin the next block early (28 columns: up to 1.2), and
    /// steps of two rows read as many rows already (W8b would take 1.4 times as long).
    template <int G, index_t Taps>
    static constexpr int times_in_wide =
        has_many_registers && G == 1 && Taps > 0 && Taps < 25 ? 2 : 1;
    /// Windows of stride 2 or 4 may keep a sum for every phase of the columns and add these at the
    /// end, where else the pixels of every row are sorted by phases first. 4×4 of stride 2 takes
    /// 0.85 to 0.95 of the time for floats and 0.6 for bytes, 4×4 of stride 4 0.4 to 0.9. All sums
    /// that are made together must stay in registers,
    static constexpr int most_sums_of_phases = has_many_registers ? 16 : 8;
    /// and windows have so many columns or more: narrower ones have little to sort (2×2 and 3×3 of
    /// bytes would take up to 1.3 of the time with AVX2, but 0.65 to 0.8 with AVX-512; 1×1 1.1).
    static constexpr index_t least_taps_of_phases = has_many_registers ? 2 : 4;
    /// Of so many rows of a picture one may be made twice, where the last block overlaps the one
    /// before. Where it would be more, and the type knows the height, the last block is a smaller
    /// one, which is code, and compiled, for itself (13 rows by four: 0.82 of the time in cache,
    /// 0.96 from memory; 26 rows: 0.93 to 0.98, and 1; 30 rows of sums of 27 products by eight:
    /// 0.95, and 0.95 to 1).
    static constexpr index_t rows_per_overlap = 16;
    /// Rows that are made together by a pool that reads a ring: it has rows to combine before it
    /// has any to share. Where it takes two passes over each row, the second finds in the cache
    /// what the first stored (0.73 to 1.0 of the time of one row; four rows take up to 1.4). Twice
    /// as many where only the run knows the windows: more is asked for each block (2×2 and 3×3 of
    /// stride 1: 0.72 to 0.9 of the time; 9 rows of 3×3 side by side, which are three blocks of
    /// four: 1.1).
    static constexpr int pool_rows = 2;
    /// Rows that are read together where no stage with windows says otherwise. Four of a pool of
    /// three channels are two dozen packs (0.93 of the time where they have registers).
    static constexpr int plain_rows = has_many_registers ? 4 : 2;
    /// Rows that are at most this many packs wide, in the type, are unrolled, their edges known,
    static constexpr index_t most_unrolled_packs = 8;
    /// where at most so many are made together: a block of more is long code already.
    static constexpr int most_unrolled_rows = 4;

    /// Packs hold the results of a convolution in place of pixels, even where these do not fill a
    /// register, from so many on: 8 take 0.36 to 0.77 of the time where a register holds 16, and
    /// 5 or 6 would take 1.05 to 2.5 times as long.
    static constexpr index_t least_deep_results = 8;
    /// So they do with the channels of a pool, where nothing is convolved: 5 floats take 0.2 to 0.6
    /// of the time, 8 bytes 0.05. Up to four are sorted by shuffles.
    static constexpr index_t least_deep_channels = 5;

    /// Pools combine rows first, then columns: pack by pack, in registers, where windows of h×w in
    /// steps of s columns have h·(⌈w/s⌉·s − s) − w of this at most, else in two passes over a row.
    /// That is how many values more are looked at pack by pack: 2 for 4×4 of stride 2, 17 for 7×7.
    /// Two passes take 0.85 to 1.6 of the time for 4×4 of stride 2, twice the time for 1×7.
    static constexpr index_t most_seen_again = 6;
    /// Windows of stride 1 in both directions combine columns first, and what these give is for
    /// several rows of them. They do so in registers up to this many values per window: of the time
    /// of two passes 4×4 takes 0.63 to 0.93, 5×5 0.6 to 0.95, 6×6 0.63 to 0.7 as a mean and 1.0 to
    /// 1.06 as a maximum.
    static constexpr index_t most_neighbours = 36;
    /// Pools with at most this many values per window are computed in registers from the rows as
    /// they are made; larger ones read a ring.
    static constexpr index_t most_register_pool = 16;
};
/// What it chooses where nobody else does.
using blocking = basic_blocking<xsimd::default_arch>;

namespace detail {

template <bool Holds, class Choices>
struct choices_make_rows {
    static_assert(Holds, "blocking: at least one row is made at a time");
};
template <bool Holds, class Choices>
struct choices_have_lines {
    static_assert(Holds, "blocking: line_bytes is a power of two from 8 on, way_bytes not 0");
};
template <bool Holds, class Choices>
struct choices_have_a_cache {
    static_assert(Holds, "blocking: asked_into_cache is 1 or 2");
};
template <bool Holds, class Choices>
struct choices_have_kernels {
    static_assert(Holds, "blocking: usual_kernels are of 1×1 or larger");
};

/// Choices that can be run, or the engine's own after a complaint.
template <class B>
struct checked_choices {
    static constexpr bool has_rows =
        B::plain_rows > 0 && B::pool_rows > 0 && B::template window_rows<1, 0> > 0 &&
        B::template window_rows<2, 0> > 0 && B::template window_rows<3, 0> > 0 &&
        B::template window_rows<4, 0> > 0 && B::template times_in_wide<1, 9> > 0;
    static constexpr bool has_lines = B::line_bytes >= 8 && B::way_bytes > 0 &&
                                      (B::line_bytes & (B::line_bytes - 1)) == 0;
    static constexpr bool has_cache = B::asked_into_cache == 1 || B::asked_into_cache == 2;
    static constexpr bool has_kernels = [] {
        for (index_t k : B::usual_kernels)
            if (k < 1) return false;
        return true;
    }();
    static_assert(sizeof(choices_make_rows<has_rows, B>) != 0);
    static_assert(sizeof(choices_have_lines<has_lines, B>) != 0);
    static_assert(sizeof(choices_have_a_cache<has_cache, B>) != 0);
    static_assert(sizeof(choices_have_kernels<has_kernels, B>) != 0);
    using type = std::conditional_t<has_rows && has_lines && has_cache && has_kernels, B, blocking>;
};

template <class Choices>
constexpr auto choices_named() {
    if constexpr (std::is_base_of_v<makes_choices, Choices>) return checked_choices<Choices>();
    else return checked_choices<basic_blocking<Choices>>();
}
/// What eval<Choices> and run<Choices> are told: a blocking, or only an instruction set.
template <class Choices>
using choices = typename decltype(choices_named<Choices>())::type;

/// Whether memory of so many Ts is asked for early.
template <class B, class T>
constexpr bool is_prefetched(index_t count, index_t row) {
    return count * index_t{sizeof(T)} > B::near_bytes && row * index_t{sizeof(T)} < B::page_bytes;
}

/// Whether rows of that memory ask for those below them.
template <class B, class T>
constexpr bool is_asked_below(index_t count, index_t row) {
    return B::asks_below && count * index_t{sizeof(T)} > B::near_bytes &&
           row * index_t{sizeof(T)} >= B::page_bytes;
}

} // namespace detail

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
