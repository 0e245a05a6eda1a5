#pragma once
// The loop over one block of rows: the only one that the engine has.

#include <sluice/run/deep.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

template <class Node>
constexpr int lanes_of = Node::lanes::size;

/// The x of pack i of a row: every N pixels, and the last one back by what it would reach too far.
template <int N>
constexpr index_t pack_at(index_t i, index_t width) {
    index_t const last = width > N ? width - N : 0;
    return i * N < last ? i * N : last;
}

/// A tile, its channels interleaved where that suits both sides.
template <int R, bool Edge, class Sink, class Node, class Held, class Table>
SLUICE_INLINE auto made(Node const& node, Held const& held, Table const& table, index_t x,
                        index_t o) {
    constexpr bool interleaved = [] {
        if constexpr (requires { Sink::takes_interleaved, Node::gives_interleaved; })
            return Sink::takes_interleaved && Node::gives_interleaved;
        else return false;
    }();
    if constexpr (interleaved) return node.template interleaved<R, Edge>(held, table, x);
    else return node.template block<R, Edge>(held, table, x, o);
}

/// Packs in a row of a width in the type.
template <class Node>
constexpr int packs_in_row() {
    using Width = decltype(std::declval<Node const&>().width());
    return static_cast<int>((Width::static_value + lanes_of<Node> - 1) / lanes_of<Node>);
}
/// Whether the last pack of a row adds no column that meets a pixel to the one before.
template <class Node>
constexpr bool ends_in_zeros() {
    constexpr index_t whole = index_t{packs_in_row<Node>() - 1} * lanes_of<Node>;
    if constexpr (whole > 0 && requires { Node::columns_met(); })
        return Node::columns_met() >= 0 && Node::columns_met() <= whole;
    else return false;
}

template <int R, class Node, class Held, class Table, class Sink, int... I>
SLUICE_INLINE void sweep_unrolled(Node const& node, Held const& held, Table const& table, index_t o,
                                  Sink const& sink, std::integer_sequence<int, I...>) {
    constexpr int n = lanes_of<Node>;
    constexpr index_t width = decltype(node.width())::static_value;
    (sink.template put<R>(
         pack_at<n>(I, width), o,
         made<R, Node::has_edges, Sink>(node, held, table, pack_at<n>(I, width), o)),
     ...);
    if constexpr (ends_in_zeros<Node>()) {
        constexpr index_t last = width - n, x = pack_at<n>(sizeof...(I), width);
        auto tile = node.template block<R, Node::has_edges>(held, table, x, o);
        sink.template put<R>(x, o, tile);
        for (int g = 0; g < Node::group; ++g) {
            auto const zeros = node.of_zeros(held, g);
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r)
                tile.at[r][g] = moved_on<int{last - x}>(tile.at[r][g], zeros);
        }
        sink.template put<R>(last, o, tile);
    }
}

/// X pixels at a time, from pixel `from` of row y on, the last of them overlapping those before.
template <int X, class Node, class Sink>
SLUICE_INLINE void sweep_pixels(Node const& node, index_t y, index_t from, index_t to, index_t o,
                                Sink const& sink) {
    for (index_t x = from; x < to; x += X) {
        index_t const at = x < to - X ? x : to - X;
        sink.template put_deep<X>(at, o, node.template block<X>(y, at, o));
    }
}

/// Row y of a deep node. Where the type knows the width, it is cut into blocks of X and of X − 1
/// pixels that do not overlap.
template <class Node, class Sink>
SLUICE_INLINE void sweep_deep(Node const& shared, index_t y, Sink const& sink) {
    Node const node = shared;
    using Width = decltype(node.width());
    constexpr int most = Node::most_pixels;
    constexpr index_t together = Node::packs * lanes_of<Node>;
    index_t const w = node.width(), last = node.channels() - together;
    for (index_t o = 0; o < last + together; o += together) {
        index_t const at = o < last ? o : last;
        if constexpr (Width::is_static) {
            constexpr index_t n = Width::static_value, blocks = (n + most - 1) / most;
            constexpr int x = static_cast<int>((n + blocks - 1) / blocks);
            constexpr index_t shorter = blocks * x - n, longer = blocks - shorter;
            sweep_pixels<x>(node, y, 0, longer * x, at, sink);
            if constexpr (shorter > 0) sweep_pixels<x - 1>(node, y, longer * x, n, at, sink);
        } else if (w >= most) sweep_pixels<most>(node, y, 0, w, at, sink);
        else sweep_pixels<1>(node, y, 0, w, at, sink);
    }
}

/// Makes rows from a table and hands every tile to the sink.
template <class B, int R, class Node, class Held, class Table, class Sink>
SLUICE_INLINE void sweep_packs(Node const& shared, Held const& held, Table const& rows,
                               Sink const& sink) {
    // Long blocks want a copy that no store can reach, so that its numbers stay in registers.
    std::conditional_t<(R > B::most_unrolled_rows), Node, Node const&> node = shared;
    auto const table = rows;
    constexpr int n = lanes_of<Node>;
    using Width = decltype(node.width());
    for (index_t o = 0; o < node.channels(); o += Node::group) {
        if constexpr (Width::is_static && R <= B::most_unrolled_rows &&
                      Width::static_value <= B::most_unrolled_packs * n) {
            constexpr int packs = packs_in_row<Node>() - (ends_in_zeros<Node>() ? 2 : 0);
            sweep_unrolled<R>(node, held, table, o, sink, std::make_integer_sequence<int, packs>{});
        } else {
            index_t const last = node.width() > n ? node.width() - n : 0;
            auto const inside = node.interior();
            // Without edges only where the type knows the width, which is no use but for clang:
            // else it takes 1.02 of the instructions for W9.
            constexpr bool is_asked = Node::has_edges || Width::is_static;
            for (index_t x = 0; x < last + n;) {
                for (; (!is_asked || (x >= inside.lo && x <= inside.hi)) && x <= last; x += n)
                    sink.template put<R>(x, o, made<R, false, Sink>(node, held, table, x, o));
                if (x >= last + n) break;
                if (x > last) x = last; // the last pack overlaps the one before
                if constexpr (Node::has_edges) {
                    if (x >= inside.lo && x <= inside.hi) continue;
                    sink.template put<R>(x, o, made<R, true, Sink>(node, held, table, x, o));
                    x += n;
                }
            }
        }
    }
}

/// Makes rows y..y+R of the node and hands every tile to the sink.
template <class B, int R, class Node, class Held, class Sink>
    requires deep_node<Node>
SLUICE_INLINE void sweep(Node const& node, Held const&, index_t y, Sink const& sink) {
    static_assert(R == 1);
    sweep_deep(node, y, sink);
}
template <class B, int R, class Node, class Held, class Sink>
SLUICE_INLINE void sweep(Node const& shared, Held const& held, index_t y, Sink const& sink) {
    with_rows_of<R>(shared, y, [&](auto const& table) __attribute__((always_inline)) {
        sweep_packs<B, R>(shared, held, table, sink);
    });
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
