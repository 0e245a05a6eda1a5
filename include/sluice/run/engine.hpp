#pragma once
// Runs a plan: image by image, block of rows by block of rows, into the caller's memory.

#include <sluice/run/destination.hpp>
#include <sluice/run/plan.hpp>
#include <sluice/run/sweep.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Puts tiles where rows of results lie, or are to lie; InLines: line by line, past the caches.
template <class T, class C, int G, bool InLines>
class output_sink {
public:
    SLUICE_INLINE output_sink(T* row, index_t pitch, C channels)
        : row_(row), pitch_(pitch), channels_(channels) {}

    /// Whether a tile may come as it will lie in memory.
    static constexpr bool takes_interleaved = C::is_static && C::static_value == G;

    template <int R, class P>
    SLUICE_INLINE void put(index_t x, index_t o, tile<P, R, G> const& t) const {
        if constexpr (takes_interleaved) {
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r) {
                auto out = interleave<G>(row_of(t, r, std::make_integer_sequence<int, G>{}));
#pragma GCC unroll 4
                for (int g = 0; g < G; ++g)
                    put_pack(row_ + r * pitch_ + x * G + g * out.part[g].size, out.part[g]);
            }
        } else {
            auto const copy = t; // the tile itself stays in registers
            put_values(row_ + x * channels_ + o, pitch_, channels_, copy);
        }
    }
    template <int R, class P>
    SLUICE_INLINE void put(index_t x, index_t, interleaved_tile<P, R, G> const& t) const {
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int g = 0; g < G; ++g)
                put_pack(row_ + r * pitch_ + x * G + g * P::size, t.at[r][g]);
    }
    /// A deep tile: channels lie side by side.
    template <int X, class P, int V>
    SLUICE_INLINE void put_deep(index_t x, index_t o, deep_tile<P, X, V> const& t) const {
#pragma GCC unroll 64
        for (int i = 0; i < X * V; ++i)
            store(row_ + (x + i / V) * channels_ + o + i % V * P::size, t.at[i]);
    }

private:
    template <class P>
    static SLUICE_INLINE void put_pack(T* to, P const& values) {
        if constexpr (InLines) store_line(to, values);
        else store(to, values);
    }
    template <class P, int R, int... I>
    static SLUICE_INLINE bundle<P, G> row_of(tile<P, R, G> const& t, int r,
                                             std::integer_sequence<int, I...>) {
        return {{t.at[r][I]...}};
    }
    /// Value by value: channels that are made one by one. Row after row, so that what a narrow row
    /// spills is written again.
    template <int R, class P>
    [[gnu::noinline]] static void put_values(T* to, index_t pitch, index_t channels,
                                             tile<P, R, G> const& t) {
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < G; ++g) {
                auto const all = spill(t.at[r][g]);
                for (index_t i = 0; i < P::size; ++i)
                    to[r * pitch + i * channels + g] = all.value[i];
            }
    }

    T* row_;
    index_t pitch_;
    [[no_unique_address]] C channels_;
};

/// Results in a row, and those that are made together.
template <class Node>
constexpr index_t row_of(Node const& node) {
    return node.width() * node.channels();
}
template <class Node>
constexpr index_t block_of(Node const& node) {
    return Node::natural_rows * row_of(node);
}
/// Whether Ts take longer to make than to write, so that nothing is gained by where they go.
template <class B, class T, class Node>
constexpr bool made_slowly(Node const& node) {
    if constexpr (!requires { node.products_of_each(); }) return false;
    else {
        index_t const products = node.products_of_each();
        return products > B::most_far_products ||
               (products > B::most_quick_products * node.pixels_of_its_own() &&
                block_of(node) * index_t{sizeof(T)} < B::least_far_block);
    }
}

/// Whether rows of the node are whole lines, and gain by going past the caches one by one. Rows
/// that are not there are made aside, where others would wait for them.
template <class B, class T, class Node>
constexpr bool makes_lines(Node const& node) {
    bool const is_whole = node.width() % lanes_of<Node> == 0;
    if (!is_whole || node.height() < Node::natural_rows || made_slowly<B, T>(node)) return false;
    if constexpr (requires { node.products_of_each(); }) {
        bool const is_wide = row_of(node) * index_t{sizeof(T)} >= B::page_bytes;
        return !is_wide || node.products_of_each() <= B::most_wide_products;
    } else return true;
}

/// Columns that are made where rows of the node are: packs are whole.
template <class Node>
constexpr index_t columns_made(Node const& node) {
    constexpr index_t n = deep_node<Node> ? 1 : lanes_of<Node>;
    return node.width() > n ? index_t(node.width()) : n;
}

/// Gives the node and what becomes of its result their places in the workspace. A layout that only
/// counts may come first.
template <class Node, class T, class B>
[[gnu::noinline]] constexpr index_t place_node(Node& node, destination<T, B>& out, layout room) {
    constexpr index_t n = lanes_of<Node>;
    node.place(room, 0, node.width() > n ? index_t(node.width()) : n, Node::natural_rows);
    index_t const columns = columns_made(node);
    if (!made_slowly<B, T>(node)) {
        index_t const image = node.height() * row_of(node);
        out.place(room, image, block_of(node), n * Node::group);
    }
    if (node.height() < Node::natural_rows || node.width() < columns)
        out.place_aside(room, Node::natural_rows, columns, node.channels());
    return room.used();
}

/// Rows at the end of a picture that make a block of their own: those that whole blocks leave,
/// where one more block would make many rows twice. Elsewhere it overlaps the one before.
template <class Node, class B>
constexpr int rows_left() {
    using Height = decltype(std::declval<Node const&>().height());
    constexpr index_t h = Height::static_value, rows = Node::natural_rows;
    if constexpr (h > rows && h % rows > 0 && (rows - h % rows) * B::rows_per_overlap >= h)
        return static_cast<int>(h % rows);
    else return 0;
}

/// Whether a pack of the node's rows, whose results are Ts, fills a line, and rows may be whole.
template <class T, class Node>
constexpr bool may_make_lines() {
    if constexpr (deep_node<Node>) return false;
    else {
        using Width = decltype(std::declval<Node const&>().width());
        using Channels = decltype(std::declval<Node const&>().channels());
        return fills_line<typename Node::lanes> && std::is_same_v<typename Node::value_type, T> &&
               std::is_same_v<Channels, dim<Node::group>> &&
               (!Width::is_static || Width::static_value % lanes_of<Node> == 0);
    }
}

/// Makes R rows from row y on, of which `exist` are to be stored, at `to`. Where there are not so
/// many, or where the last packs would spill over the end of the memory, they are made aside first;
/// what spills over elsewhere is written again, by the rows that follow.
template <class B, int R, bool InLines, class Node, class Held, class T>
SLUICE_INLINE void make_rows(Node& node, Held const& held, index_t y, index_t exist, T* to,
                             destination<T, B> const& out) {
    auto const channels = node.channels();
    index_t const columns = columns_made(node), pitch = out.row_pitch();
    bool const whole = exist >= R && (node.width() >= columns ||
                                      out.has_room(to, (R - 1) * pitch + columns * channels));
    T* const at = whole ? to : out.aside();
    index_t const between = whole ? pitch : columns * channels;
    using Sink = output_sink<T, decltype(node.channels()), Node::group, InLines>;
    sweep<B, R>(node, held, y, Sink(at, between, channels));
    if (!whole) [[unlikely]]
        out.take_aside(to, exist < R ? exist : R, node.width() * channels, between);
}

/// Makes all images. InLines: every pack that is made fills a line, and goes past the caches.
template <class B, bool InLines, class Node, class T>
void make_images(Node& node, destination<T, B>& out) {
    constexpr int rows = Node::natural_rows, left = rows_left<Node, B>();
    index_t const h = node.height(), in_blocks = h - left;
    auto const held = node.held();
    index_t const pitch = out.row_pitch();
    bool const far = !made_slowly<B, T>(node) && out.goes_past_caches(); // often known to the types
    for (index_t m = 0; m < out.images(); ++m) {
        node.begin(m);
        T* image = out.image(m);
        for (index_t y = 0; y < in_blocks; y += rows) {
            index_t const y0 = y + rows <= h ? y
                               : h > rows    ? h - rows
                                             : 0; // the last block overlaps
            index_t const until = y0 + rows < h ? y0 + rows : h;
            node.prepare(until);
            make_rows<B, rows, InLines>(node, held, y0, h - y0, image + y0 * pitch, out);
            if (far && out.is_full(image + until * pitch)) [[unlikely]] {
                out.made(m, until == h || until + rows <= h ? until : h - rows, until);
                image = out.image(m);
            }
        }
        if constexpr (left > 0) {
            node.prepare(h);
            make_rows<B, left, InLines>(node, held, in_blocks, left, image + in_blocks * pitch,
                                        out);
            if (far && out.is_full(image + h * pitch)) [[unlikely]]
                out.made(m, h, h);
        }
    }
}

template <class B, class Node, class T>
void run_node(Node& node, destination<T, B> out) {
    node.start();
    if constexpr (may_make_lines<T, Node>())
        if (makes_lines<B, T>(node) && out.takes_lines()) {
            make_images<B, true>(node, out);
            return written_past_caches();
        }
    out.start();
    make_images<B, false>(node, out);
    out.finish();
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
