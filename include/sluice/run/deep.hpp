#pragma once
// Pictures of many channels: a pack holds N channels of one pixel, not N pixels of one channel.
//
// Interleaved channels then are loaded and stored as they lie, every pixel of a tile is one number
// in all lanes of a fold, and windows are combined without a shuffle. A deep node answers as the
// others do (run/node.hpp): place, start, begin, prepare; but instead of rows and block it gives
//
//     packs                    how many packs of channels are made together
//     most_pixels              the most pixels that are made together
//     block<X>(y, x, o)        row y, pixels x..x+X, channels o..o+packs·N
//
// and, where its rows can be addressed, row(y): pixel x begins at row(y) + x·channels().
// No block reaches beyond its picture: the last one of a row, and the last channels of a pixel,
// overlap those before.

#include <sluice/run/blocking.hpp>
#include <sluice/run/map.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// X pixels × V packs of channels, pack v of pixel p at p·V + v. Tiles that a call fills are never
/// const: gcc 12 keeps those in memory.
template <class P, int X, int V>
struct deep_tile {
    static constexpr int count = X * V;
    P at[count];
};

template <class Node>
concept deep_node = requires { Node::packs; };

/// How a deep block is cut: V packs of channels, and as many pixels as leave a register for each of
/// V packs of weights and one for a pixel.
struct deep_shape {
    int packs;
    int pixels;
};
template <class A>
constexpr deep_shape deep_shape_for(index_t channels, int n) {
    int const registers = vector_registers<A>;
    deep_shape best{1, registers - 2};
    double least = 0;
    for (int v = 1; v <= 4 && v * n <= channels; ++v) {
        int const pixels = (registers - 1 - v) / v;
        index_t const packs = (channels + n - 1) / n, made = (packs + v - 1) / v * v;
        double const loads = static_cast<double>(pixels + v) / (pixels * v); // per multiply-add
        double const cost =
            static_cast<double>(made) / static_cast<double>(packs) * (loads > 1 ? loads : 1);
        if (v == 1 || cost < least || (cost == least && v == 2)) best = {v, pixels}, least = cost;
    }
    return best;
}

/// The pictures themselves.
template <class T, class Extents, class As, int N, class A>
class deep_source_node {
    using C = decltype(std::declval<Extents const&>().channels());
    static constexpr deep_shape cut = deep_shape_for<A>(C::static_value, N);

public:
    using stored_type = T;
    using value_type = As;
    using lanes = pack<As, N, A>;
    static constexpr int group = 1, natural_rows = 1, packs = cut.packs, most_pixels = cut.pixels;
    static constexpr bool addressable = true;

    constexpr explicit deep_source_node(image_view<T const, Extents> const& view) : view_(view) {}

    constexpr auto height() const { return view_.extents().height(); }
    constexpr auto width() const { return view_.extents().width(); }
    constexpr auto channels() const { return view_.extents().channels(); }

    constexpr void place(layout&, index_t, index_t, index_t) {}
    void start() {}
    SLUICE_INLINE void begin(index_t m) { image_ = view_.data() + m * view_.image_pitch(); }
    SLUICE_INLINE void prepare(index_t) {}
    SLUICE_INLINE holds_nothing held() const { return {}; }

    SLUICE_INLINE T const* row(index_t y) const { return image_ + y * view_.row_pitch(); }

    template <int X>
    SLUICE_INLINE deep_tile<lanes, X, packs> block(index_t y, index_t x, index_t o) const {
        T const* const from = row(y) + x * channels() + o;
        deep_tile<lanes, X, packs> out;
#pragma GCC unroll 64
        for (int i = 0; i < X * packs; ++i)
            out.at[i] =
                convert_to<As>(load<T, N, A>(from + i / packs * channels() + i % packs * N));
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t) const {
        say.memory(0);
    }

private:
    image_view<T const, Extents> view_;
    T const* image_ = nullptr;
};

/// Applies a stage to every pack.
template <class Stage, class In, class Result, int N, class A>
class deep_map_node {
public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = 1, natural_rows = 1, packs = In::packs,
                         most_pixels = In::most_pixels;
    static constexpr bool addressable = false;

    constexpr deep_map_node(Stage const& stage, In in) : in_(std::move(in)), stage_(stage) {}

    constexpr auto height() const { return in_.height(); }
    constexpr auto width() const { return in_.width(); }
    constexpr auto channels() const { return in_.channels(); }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        in_.place(room, lo, hi, rows);
    }
    void start() { in_.start(); }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare(end); }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    template <int X>
    SLUICE_INLINE deep_tile<lanes, X, packs> block(index_t y, index_t x, index_t o) const {
        auto in = in_.template block<X>(y, x, o);
        deep_tile<lanes, X, packs> out;
#pragma GCC unroll 64
        for (int i = 0; i < X * packs; ++i)
            out.at[i] = as_pack<Result, N, A>(stage_.get().apply(in.at[i]));
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t) const {
        in_.explain(say, 1);
        say.registers(1, most_pixels, packs * N);
    }

private:
    In in_;
    [[no_unique_address]] kept_stage<Stage> stage_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
