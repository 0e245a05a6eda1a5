#pragma once
// The loop over one block of rows: the only one that the engine has.

#include <sluice/run/node.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Rows that are at most this many packs wide, in the type, are unrolled, their edges known.
inline constexpr index_t most_unrolled_packs = 8;

template <class Node>
constexpr int lanes_of = Node::lanes::size;

/// The x of pack i of a row: every N pixels, and the last one back by what it would reach too far.
template <int N>
constexpr index_t pack_at(index_t i, index_t width) {
    index_t const last = width > N ? width - N : 0;
    return i * N < last ? i * N : last;
}

template <int R, class Node, class Held, class Table, class Sink, int... I>
SLUICE_INLINE void sweep_unrolled(Node const& node, Held const& held, Table const& table, index_t o,
                                  Sink const& sink, std::integer_sequence<int, I...>) {
    constexpr int n = lanes_of<Node>;
    constexpr index_t width = decltype(node.width())::static_value;
    (sink.template put<R>(
         pack_at<n>(I, width), o,
         node.template block<R, Node::has_edges>(held, table, pack_at<n>(I, width), o)),
     ...);
}

/// Makes rows y..y+R of the node and hands every tile to the sink.
template <int R, class Node, class Held, class Sink>
SLUICE_INLINE void sweep(Node const& shared, Held const& held, index_t y, Sink const& sink) {
    Node const node =
        shared; // a copy that no store can reach, so that its numbers stay in registers
    constexpr int n = lanes_of<Node>;
    using Width = decltype(node.width());
    auto const table = node.template rows<R>(y);
    for (index_t o = 0; o < node.channels(); o += Node::group) {
        if constexpr (Width::is_static && Width::static_value <= most_unrolled_packs * n) {
            constexpr int packs = static_cast<int>((Width::static_value + n - 1) / n);
            sweep_unrolled<R>(node, held, table, o, sink, std::make_integer_sequence<int, packs>{});
        } else {
            index_t const last = node.width() > n ? node.width() - n : 0;
            auto const inside = node.interior();
            for (index_t x = 0; x < last + n;) {
                for (; x >= inside.lo && x <= inside.hi && x <= last; x += n)
                    sink.template put<R>(x, o, node.template block<R, false>(held, table, x, o));
                if (x >= last + n) break;
                if (x > last) x = last; // the last pack overlaps the one before
                if constexpr (Node::has_edges) {
                    if (x >= inside.lo && x <= inside.hi) continue;
                    sink.template put<R>(x, o, node.template block<R, true>(held, table, x, o));
                    x += n;
                }
            }
        }
    }
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
