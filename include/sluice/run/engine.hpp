#pragma once
// Runs a plan: image by image, block of rows by block of rows, into the caller's memory.

#include <sluice/run/plan.hpp>
#include <sluice/run/sweep.hpp>

namespace sluice::inline v0_1::detail {

/// Puts tiles where the result's rows lie.
template <class T, class C, int G>
struct output_sink {
    T* row;         // of the first output row of the block
    T* end;         // behind the last value that may be written; rows may spill up to it
    index_t pitch;  // of rows
    index_t width;
    C channels;
    index_t rows;   // that exist, of the block's

    template <int R, class Tile>
    SLUICE_INLINE void put(index_t x, index_t o, Tile const& t) {
        using P = std::remove_cvref_t<decltype(t.at[0][0])>;
        for (int r = 0; r < R; ++r) {
            if (r >= rows) return;
            T* const at = row + r * pitch + x * channels;
            if constexpr (C::is_static && C::static_value == G) {
                bundle<P, G> out;
                for (int g = 0; g < G; ++g) out.part[g] = t.at[r][g];
                out = interleave<G>(out);
                // a row narrower than a pack is stored whole: what spills over is written again later
                if (width >= P::size || at + G * P::size <= end) {
                    for (int g = 0; g < G; ++g) store(at + g * P::size, out.part[g]);
                } else {
                    for (int g = 0; g < G; ++g)
                        store_first(at + g * P::size, out.part[g], clamped(width * G - g * P::size, 0, P::size));
                }
            } else {
                auto const all = spill(t.at[r][0]);
                for (index_t i = 0; i < P::size && x + i < width; ++i) at[i * channels + o] = all.value[i];
            }
        }
    }
};

template <class Node>
index_t place_node(Node& node, layout room) {
    constexpr index_t n = lanes_of<Node>;
    node.place(room, 0, node.width() > n ? index_t(node.width()) : n, Node::natural_rows);
    return room.used();
}

template <class Node, class T, class X>
void run_node(Node& node, image_view<T, X> const& out) {
    constexpr int rows = Node::natural_rows;
    auto const shape = out.extents();
    index_t const h = node.height();
    // whole packs may spill into the next row only where nothing lies between the rows
    T* const end = out.is_contiguous() ? out.data() + out.span() : out.data();
    node.start();
    auto const held = node.held();
    for (index_t m = 0; m < shape.images(); ++m) {
        node.begin(m);
        T* const image = out.data() + m * out.image_pitch();
        for (index_t y = 0; y < h; y += rows) {
            index_t const y0 = y + rows <= h ? y : h > rows ? h - rows : 0; // the last block overlaps
            node.prepare(y0 + rows < h ? y0 + rows : h);
            output_sink<T, decltype(node.channels()), Node::group> sink{
                image + y0 * out.row_pitch(), end, out.row_pitch(), node.width(), node.channels(), h - y0};
            sweep<rows>(node, held, y0, sink);
        }
    }
}

} // namespace sluice::inline v0_1::detail
