#pragma once
// The contract between a node of a plan and the engine that runs it.
//
// A plan is a chain of nodes, the last one outermost. A node makes rows of packs; positions are
// pixels of its own result, G of its channels are made together. It answers:
//
//     place(layout, lo, hi, rows)   take room in the workspace; the consumer reads columns lo..hi
//                                   and holds that many rows at once
//     start(), begin(m)             a run begins; image m begins
//     prepare(end)                  have in place what rows below `end` are made from
//     held()                        what stays in registers for the whole run: the weights
//     with_rows<R>(y, f)            f(rows): the table of row pointers that rows y..y+R are made
//                                   from, good while f runs, as it may lie in the workspace. Its
//                                   type may tell what else only the run knows
//     block<R, Edge>(held, rows, x, o)   R rows × N pixels at x, channels o..o+G
//     interior()                    the x at which a block needs no Edge: no border is near
//     explain(say, rows)            what it is, its input first, where `rows` rows of it are made
//                                   together; and each piece of the workspace, in the order in
//                                   which it took them (the verbs: sluice/explain/plan.hpp)
//
// A node that is addressable (a source of one channel, a border on it, a ring) can be read
// anywhere:
//     row(y), rows<R>(y), plane_pitch()
//     column<Edge>(x, taps)         what the rows share of the packs at x, which these taps look at
//     load(row, column), value<Edge>(row, x)
// and, where its rows may lie a pitch apart (a source, a border on it),
//     evenly(y, n), row_pitch()     the first of n such rows from row y on, or null
//
// A node whose rows may be long (these too) can be asked early for what comes next:
//     ask_below(row, x, n)          the pack at x of the row that lies n rows below this one
//
// A node that gives_interleaved (a source of several channels, a pool of it) can leave them so:
//     interleaved<R, Edge>(held, rows, x)   what block gives, as it would lie in memory
//
// A node whose type knows that columns at the end see nothing but zeros (a convolution of a wider
// padding) can leave them out:
//     columns_met()                 how many do not, or −1
//     of_zeros(held, g)             what the others give

#include <sluice/core/size.hpp>
#include <sluice/lane/edge.hpp>
#include <sluice/lane/formula.hpp>
#include <sluice/lane/shuffle.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// So many bytes, rows or columns at once. Throws where no machine can address them, and sums and
/// products of a few such numbers would pass what an index_t can count.
constexpr index_t addressed(index_t n) {
    if (n > index_t{1} << 56)
        fail<shape_error>("workspace: ", n, " at once are more than a machine can address");
    return n;
}

/// Gives out aligned pieces of a workspace, or only counts them when it has none.
class layout {
public:
    static constexpr index_t line = 64;

    constexpr layout() = default;
    constexpr explicit layout(std::byte* base) : base_(base) {}

    /// Room for as many as the counts multiply to. Throws where no machine has it.
    template <class T, class... N>
    constexpr T* take(N... counts) {
        index_t const at = used_;
        used_ += in_lines(checked_product("workspace", index_t{sizeof(T)}, index_t(counts)...));
        return base_ == nullptr ? nullptr : reinterpret_cast<T*>(base_ + at);
    }
    constexpr index_t used() const { return used_; }

private:
    static constexpr index_t in_lines(index_t bytes) {
        return (addressed(bytes) + line - 1) / line * line;
    }

    std::byte* base_ = nullptr;
    index_t used_ = 0;
};

/// R rows × G channels of packs. Loops over one are unrolled, by pragma, so that it stays in
/// registers; and in loops that stay gcc 12 may give two tiles one place on the stack.
template <class P, int R, int G>
struct tile {
    P at[R][G];
};

/// The same with the channels of a pixel beside each other: G packs of each row.
template <class P, int R, int G>
struct interleaved_tile {
    P at[R][G];
};

/// Pointers to R rows, or to a number of rows that only the run knows.
template <class T, int R>
struct row_table {
    T const* at[R];
    SLUICE_INLINE T const* operator[](index_t i) const { return at[i]; }
};
template <class T>
struct long_row_table {
    T const* const* at;
    SLUICE_INLINE T const* operator[](index_t i) const { return at[i]; }
};

/// Calls f with the table that rows y..y+R of the node are made from.
template <int R, class Node, class F>
SLUICE_INLINE void with_rows_of(Node const& node, index_t y, F const& f) {
    if constexpr (requires { node.template with_rows<R>(y, f); }) node.template with_rows<R>(y, f);
    else f(node.template rows<R>(y));
}

/// Packs of several rows, at the same place in each.
struct plain_column {
    index_t x;
};

/// Where in the reach of their windows some taps lie: at least so many columns are in front of them
/// and behind them. Windows end where the border does, so that a tap with as many behind it as the
/// border is wide never looks over the edge.
struct taps_of_window {
    index_t before = 0, behind = 0;
};

/// The x from lo to hi, both included, at which a block is free of borders.
struct x_range {
    index_t lo;
    index_t hi;
};
inline constexpr x_range everywhere{-(index_t{1} << 60), index_t{1} << 60};

constexpr index_t floor_div(index_t a, index_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

constexpr index_t clamped(index_t i, index_t lo, index_t hi) {
    return i < lo ? lo : i > hi ? hi : i;
}

/// The channels that are made together: all of them where they are few, else one after the other.
template <class C>
inline constexpr int group_of =
    C::is_static && C::static_value <= 4 ? static_cast<int>(C::static_value) : 1;

/// Nothing to hold.
struct holds_nothing {};

/// The compiler may not load the pack again instead of keeping it: gcc folds a reused load into
/// every multiply-add as a memory operand, which costs 1.5 to 2 times in row blocks.
template <class P>
SLUICE_INLINE void keep_in_register(P& p) {
#if defined(__clang__)
    (void)p;
#elif defined(__SSE2__)
    for (int i = 0; i < P::registers; ++i) asm("" : "+v"(p.reg[i].data));
#elif defined(__aarch64__)
    for (int i = 0; i < P::registers; ++i) asm("" : "+w"(p.reg[i].data));
#else
    (void)p;
#endif
}

/// The same pack. gcc also stores packs that are copied whole from one bundle to another, though
/// nobody reads them there.
template <class P>
SLUICE_INLINE P by_its_registers(P const& p) {
    return by_register<P>([](auto const& r) { return r; }, p);
}

/// The compiler may not gather the pointer with others into a vector, only to take it out again.
template <class T>
SLUICE_INLINE T const* kept_in_register(T const* p) {
    asm("" : "+r"(p));
    return p;
}

/// f(i) for every i from first on, in steps, before `end`. Where only the run knows that it stays a
/// loop: clang unrolls short ones of unknown length, which takes up to 1.5 of the time.
template <class End, class F>
SLUICE_INLINE void in_a_loop(index_t first, End end, index_t step, F const& f) {
    if constexpr (End::is_static)
        for (index_t i = first; i < end; i += step) f(i);
    else
#if defined(__clang__)
#pragma clang loop unroll(disable)
#endif
        for (index_t i = first; i < end; i += step) f(i);
}

/// clang may not make several pointers in a vector that is stored through a mask: what loads one of
/// them waits for it (0.9 of the time for 3×3 of three channels). gcc does not: 1.04 of the time.
template <class T>
SLUICE_INLINE T const* not_masked(T const* p) {
#if defined(__clang__)
    return kept_in_register(p);
#else
    return p;
#endif
}

/// The compiler may not load the pack before: gcc moves loads of weights out of the loop over x
/// until the sums lie in memory.
template <class P>
SLUICE_INLINE void load_here(P& p) {
#if defined(__clang__)
    (void)p;
#elif defined(__SSE2__)
    for (int i = 0; i < P::registers; ++i) asm volatile("" : "+v"(p.reg[i].data));
#elif defined(__aarch64__)
    for (int i = 0; i < P::registers; ++i) asm volatile("" : "+w"(p.reg[i].data));
#else
    (void)p;
#endif
}

/// What N outputs at x read of the input's row: from x·s, in packs of N, s of them together from
/// each of the k places x·s + j.
struct reach {
    index_t k;
    index_t s;
    index_t lanes;
    /// From the first pixel read to behind the last one.
    constexpr index_t length() const { return k - 1 + s * lanes; }
    /// Behind the last pixel that outputs before `hi` read. Throws where no machine can address it.
    constexpr index_t end(index_t hi) const {
        return addressed(sum_or_greatest(product_or_greatest(hi, s), k - 1));
    }
    constexpr x_range interior(x_range in) const {
        return {in.lo <= everywhere.lo ? everywhere.lo : -floor_div(-in.lo, s),
                in.hi >= everywhere.hi ? everywhere.hi : floor_div(in.hi + lanes - length(), s)};
    }
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
