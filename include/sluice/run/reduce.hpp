#pragma once
// Pools whose windows overlap a little, are padded or have gaps, of sizes in the types.

#include <sluice/run/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// What pools over windows have in common: whether they are unrolled, and how many values each
/// window holds.
template <class Stage, class Window, class In, class Result, int N, class B>
class pools_over_windows : public over_windows<Stage, Window, In> {
    using base = over_windows<Stage, Window, In>;

protected:
    using base::in_, base::stage_, base::kh, base::kw, base::sw, base::reach_w;
    using typename base::H, typename base::W, typename base::SH, typename base::SW,
        typename base::DH, typename base::DW;
    using A = typename B::arch;
    using C = decltype(std::declval<In const&>().channels());
    using Pixel = typename In::stored_type;
    using Sum = decltype(std::declval<Stage const&>().first(std::declval<typename In::lanes>()));
    using Count = std::conditional_t<std::is_same_v<Result, double>, double, float>;
    /// Whether windows look at more or fewer pixels near the edges.
    static constexpr bool counts = is_padded<Stage>;
    /// Taps that lie side by side share what is loaded for all phases of a stride.
    static constexpr bool shares_loads = std::is_same_v<DW, dim<1>>;
    /// Whether the types know that windows follow each other row by row and column by column, and
    /// share rows.
    static constexpr bool neighbours = H::static_value > 1 && SH::static_value == 1 &&
                                       SW::static_value == 1 && DH::static_value == 1 &&
                                       DW::static_value == 1;

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = group_of<C>;
    static constexpr bool addressable = false;
    static constexpr bool unrolled = [] {
        if constexpr (!base::template known_in_steps_of<7> || !C::is_static) return false;
        else {
            constexpr index_t most = B::most_unrolled_taps + 1, s = SW::static_value;
            constexpr index_t h = clamped(H::static_value, 1, most);
            constexpr index_t w = clamped(W::static_value, 1, most);
            // columns that are loaded for the windows of a pack, of which two passes load s
            constexpr index_t columns = shares_loads ? (w + s - 1) / s * s : w * s;
            constexpr bool in_one_pass = neighbours ? h * w <= B::most_neighbours
                                                    : h * (columns - s) - w <= B::most_seen_again;
            return C::static_value == group && h * w * group <= B::most_unrolled_taps &&
                   in_one_pass;
        }
    }();

    constexpr auto channels() const { return in_.channels(); }
    SLUICE_INLINE holds_nothing held() const { return {}; }

protected:
    using base::base;

    constexpr void place_counts(layout& room, index_t columns) {
        if constexpr (counts) across_ = room.take<Count>(columns);
        end_ = columns;
    }
    void start_counts() {
        if constexpr (counts) {
            index_t const n = in_.width() - stage_->padding()[2] - stage_->padding()[3];
            for (index_t x = 0; x < end_; ++x)
                across_[x] = static_cast<Count>(x < this->width() ? stage_->counted(1, x, n) : 1);
        }
    }
    /// How many rows of the picture each of R rows of windows looks at.
    template <int R>
    struct rows_counted {
        Count down[R];
    };
    template <int R>
    SLUICE_INLINE auto count_rows(index_t y) const {
        if constexpr (!counts) return holds_nothing();
        else {
            index_t const h = in_.height() - stage_->padding()[0] - stage_->padding()[1];
            rows_counted<R> rows;
            for (int r = 0; r < R; ++r)
                rows.down[r] = static_cast<Count>(stage_->counted(0, y + r, h));
            return rows;
        }
    }
    template <class Counted>
    SLUICE_INLINE lanes finished(Sum const& total, Counted const& rows, int r, index_t x) const {
        if constexpr (counts)
            return stage_->finish(total,
                                  load<Count, N, A>(across_ + x) * pack<Count, N, A>(rows.down[r]));
        else return stage_->finish(total, kh() * kw());
    }

    constexpr reach reads() const {
        index_t const k = reach_w();
        return {shares_loads ? (k - 1) / sw() * sw() + 1 : k, sw(), N};
    }

    /// The columns of some taps, sorted by phases, combined with those of the taps before them.
    template <int S>
    SLUICE_INLINE void add_phases(Sum& total, bundle<Sum, S> const& dense, index_t j) const {
        auto const phase = loose_phases<S>(dense);
        total = j == 0 ? phase.part[0] : stage_->combine(total, phase.part[0]);
#pragma GCC unroll 8
        for (int p = 1; p < (shares_loads ? S : 1); ++p)
            if (j + p < kw()) total = stage_->combine(total, phase.part[p]);
    }

    Count* across_ = nullptr;

private:
    index_t end_ = 0;
};

/// Reads an input that can be addressed: rows are combined first, then columns; or columns, where
/// windows follow each other row by row and what the columns of one give is for several.
template <class Stage, class Window, class In, class Result, int N, class B>
class reduce_node : public pools_over_windows<Stage, Window, In, Result, N, B> {
    using base = pools_over_windows<Stage, Window, In, Result, N, B>;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw, base::dh, base::dw,
        base::reach_h, base::reads, base::counts, base::neighbours;
    using typename base::H, typename base::W, typename base::SH, typename base::SW,
        typename base::ReachH, typename base::Sum;

public:
    using base::group;
    using typename base::lanes;
    static constexpr bool has_edges = In::has_edges;
    static constexpr int natural_rows = neighbours ? 2 * B::pool_rows : B::pool_rows;

    constexpr reduce_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    constexpr x_range interior() const { return reads().interior(in_.interior()); }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        in_.place(room, lo * sw(), reads().end(hi), this->rows_under(rows));
        this->place_counts(room, hi);
    }
    void start() {
        in_.start();
        this->start_counts();
    }

    template <int R>
    SLUICE_INLINE auto rows(index_t y) const {
        constexpr int n = static_cast<int>((R - 1) * SH::static_value + ReachH::static_value);
        auto const table = in_.template rows<n>(y * sh());
        if constexpr (!counts) return table;
        else
            return counted_rows<std::remove_const_t<decltype(table)>, R>{
                table, this->template count_rows<R>(y)};
    }

    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(holds_nothing, Table const& table, index_t x,
                                              index_t o) const {
        if constexpr (H::static_value * W::static_value <= B::most_wide_products)
            base::template ask_below<R>(table, x);
        tile<Sum, R, group> total;
#pragma GCC unroll 4
        for (int g = 0; g < group; ++g) {
            index_t const plane = (o + g) * in_.plane_pitch();
            if constexpr (neighbours) combine_neighbours<R, Edge>(total, g, table, plane, x);
            else combine_windows<R, Edge>(total, g, table, plane, x);
        }
        tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g)
                out.at[r][g] = base::finished(total.at[r][g], table, r, x);
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        say.registers(rows, lanes::size, group);
        say.window(true);
        if constexpr (counts) say.takes("pixels under each column of windows", base::across_);
    }

private:
    template <class Rows, int R>
    struct counted_rows : Rows, base::template rows_counted<R> {};

    /// Channel g of those made together.
    template <int R, bool Edge, class Table>
    SLUICE_INLINE void combine_windows(tile<Sum, R, group>& total, int g, Table const& table,
                                       index_t plane, index_t x) const {
        constexpr int s = static_cast<int>(SW::static_value);
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) {
            Sum sum(0);
            for (index_t j = 0; j < kw(); j += base::shares_loads ? s : 1)
                base::template add_phases<s>(
                    sum, columns<Edge>(table, r * sh(), plane, x * s + j * dw()), j);
            total.at[r][g] = tidy<s, Sum>(sum);
        }
    }
    template <int R, bool Edge, class Table>
    SLUICE_INLINE void combine_neighbours(tile<Sum, R, group>& total, int g, Table const& table,
                                          index_t plane, index_t x) const {
        constexpr int h = static_cast<int>(H::static_value), w = static_cast<int>(W::static_value);
#pragma GCC unroll 32
        for (int t = 0; t < R - 1 + h; ++t) {
            auto const row = table[t] + plane;
            Sum sum(0);
#pragma GCC unroll 16
            for (int j = 0; j < w; ++j) {
                auto const at = stage_->first(in_.load(row, in_.template column<Edge>(x + j)));
                sum = j == 0 ? at : stage_->combine(sum, at);
            }
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r)
                if (r == t) total.at[r][g] = sum;
                else if (r < t && t - r < h) total.at[r][g] = stage_->combine(total.at[r][g], sum);
        }
    }

    /// The rows under windows, from row y of the table on, combined: a pack for each phase of the
    /// stride, side by side, from x on.
    template <bool Edge, class Table>
    SLUICE_INLINE auto columns(Table const& table, index_t y, index_t plane, index_t x) const {
        constexpr int s = static_cast<int>(SW::static_value);
        auto const at = this->template dense_columns<Edge, s>(x);
        bundle<Sum, s> total;
#pragma GCC unroll 8
        for (int p = 0; p < s; ++p)
            total.part[p] = stage_->first(in_.load(table[y] + plane, at.part[p]));
        auto const add = [&](index_t i) {
            auto const row = table[y + i * dh()] + plane;
#pragma GCC unroll 8
            for (int p = 0; p < s; ++p)
                total.part[p] =
                    stage_->combine(total.part[p], stage_->first(in_.load(row, at.part[p])));
        };
        if constexpr (H::static_value <= 16) {
#pragma GCC unroll 16
            for (int i = 1; i < H::static_value; ++i) add(i);
        } else
            for (index_t i = 1; i < kh(); ++i) add(i);
        return total;
    }
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
