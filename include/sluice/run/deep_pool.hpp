#pragma once
// Pools of pictures of many channels.

#include <sluice/run/deep.hpp>
#include <sluice/run/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Windows that do not overlap: combined from the tiles of the input as they are made.
template <class Stage, class In, class Result, int N, class A>
class deep_pool_node {
    using Window = std::remove_cvref_t<decltype(std::declval<Stage const&>().window())>;
    using Step = std::remove_cvref_t<decltype(std::declval<Stage const&>().step())>;
    static constexpr int h = static_cast<int>(Window::static_sizes[0]);
    static constexpr int w = static_cast<int>(Window::static_sizes[1]);
    static constexpr int sy = static_cast<int>(Step::static_sizes[0]);
    static constexpr int sx = static_cast<int>(Step::static_sizes[1]);

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = 1, natural_rows = 1, packs = In::packs;
    static constexpr int most_pixels = In::most_pixels >= sx ? In::most_pixels / sx : 1;
    static constexpr bool addressable = false;

    constexpr deep_pool_node(Stage const& stage, In in) : in_(std::move(in)), stage_(&stage) {}

    constexpr auto height() const { return windows_in(in_.height(), dim<h>{}, dim<sy>{}); }
    constexpr auto width() const { return windows_in(in_.width(), dim<w>{}, dim<sx>{}); }
    constexpr auto channels() const { return in_.channels(); }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        in_.place(room, lo * sx, hi * sx, (rows - 1) * sy + h);
    }
    void start() { in_.start(); }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare((end - 1) * sy + h); }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    template <int X>
    SLUICE_INLINE deep_tile<lanes, X, packs> block(index_t y, index_t x, index_t o) const {
        using Sum = decltype(stage_->first(std::declval<typename In::lanes>()));
        deep_tile<Sum, X, packs> total;
        put_row(total, y * sy, x * sx, o);
#pragma GCC unroll 1
        for (int i = 1; i < h; ++i) {
            deep_tile<Sum, X, packs> row;
            put_row(row, y * sy + i, x * sx, o);
#pragma GCC unroll 64
            for (int n = 0; n < X * packs; ++n)
                total.at[n] = stage_->combine(total.at[n], row.at[n]);
        }
        deep_tile<lanes, X, packs> out;
#pragma GCC unroll 64
        for (int n = 0; n < X * packs; ++n) out.at[n] = stage_->finish(total.at[n], index_t{h * w});
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t) const {
        in_.explain(say, h);
        say.registers(1, most_pixels, packs * N);
        say.window(true);
    }

private:
    /// One row of the windows.
    template <int X, class Sum>
    SLUICE_INLINE void put_row(deep_tile<Sum, X, packs>& row, index_t y, index_t x,
                               index_t o) const {
        auto in = in_.template block<(X - 1) * sx + w>(y, x, o);
#pragma GCC unroll 64
        for (int n = 0; n < X * packs; ++n)
            row.at[n] = stage_->first(in.at[n / packs * sx * packs + n % packs]);
#pragma GCC unroll 16
        for (int j = 1; j < w; ++j) add_column(row, in, j);
    }
    template <class Row, class Tile>
    SLUICE_INLINE void add_column(Row& row, Tile const& in, int j) const {
#pragma GCC unroll 64
        for (int n = 0; n < Row::count; ++n)
            row.at[n] = stage_->combine(
                row.at[n], stage_->first(in.at[(n / packs * sx + j) * packs + n % packs]));
    }

    In in_;
    Stage const* stage_;
};

/// Any windows, of rows that can be addressed.
template <class Stage, class Window, class In, class Result, int N, class A>
class deep_reduce_node : public over_windows<Stage, Window, In> {
    using base = over_windows<Stage, Window, In>;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw, base::dh, base::dw,
        base::reach_h;
    using C = decltype(std::declval<In const&>().channels());
    using Pixel = typename In::stored_type;
    using Sum = decltype(std::declval<Stage const&>().first(std::declval<pack<Pixel, N, A>>()));
    using Count = std::conditional_t<std::is_same_v<Result, double>, double, float>;
    static constexpr bool counts = is_padded<Stage>;

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = 1, natural_rows = 1,
                         packs = deep_shape_for<A>(C::static_value, N).packs, most_pixels = 1;
    static constexpr bool addressable = false;

    constexpr deep_reduce_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    constexpr auto channels() const { return in_.channels(); }
    constexpr void place(layout& room, index_t, index_t, index_t rows) {
        in_.place(room, 0, in_.width(), this->rows_under(rows));
    }
    void start() { in_.start(); }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    template <int X>
    SLUICE_INLINE deep_tile<lanes, X, packs> block(index_t y, index_t x, index_t o) const {
        auto const in = in_; // a copy that no store can reach
        index_t const pixel = in.channels();
        deep_tile<lanes, X, packs> out;
        for (int p = 0; p < X; ++p) {
            index_t const left = (x + p) * sw() * pixel + o;
            Sum total[packs];
#pragma GCC unroll 4
            for (int v = 0; v < packs; ++v)
                total[v] = stage_->first(load<Pixel, N, A>(in.row(y * sh()) + left + v * N));
            for (index_t i = 0; i < kh(); ++i) {
                Pixel const* const from = in.row(y * sh() + i * dh()) + left;
                for (index_t j = i == 0 ? 1 : 0; j < kw(); ++j)
#pragma GCC unroll 4
                    for (int v = 0; v < packs; ++v)
                        total[v] = stage_->combine(total[v], stage_->first(load<Pixel, N, A>(
                                                                 from + j * dw() * pixel + v * N)));
            }
#pragma GCC unroll 4
            for (int v = 0; v < packs; ++v)
                out.at[p * packs + v] = stage_->finish(total[v], count_at(y, x + p));
        }
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t) const {
        in_.explain(say, 1);
        say.registers(1, most_pixels, packs * N);
        say.window(false);
    }

private:
    /// How many values the window at (y, x) holds.
    SLUICE_INLINE auto count_at(index_t y, index_t x) const {
        if constexpr (!counts) return kh() * kw();
        else {
            auto const& pad = stage_->padding();
            auto const down = stage_->counted(0, y, in_.height() - pad[0] - pad[1]);
            auto const across = stage_->counted(1, x, in_.width() - pad[2] - pad[3]);
            return pack<Count, N, A>(static_cast<Count>(down * across));
        }
    }
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
