#pragma once
// Convolution and its relatives: sums over the windows of an input that can be addressed.

#include <sluice/run/sums.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Sums over small windows of sizes in the types, unrolled.
template <class Stage, class Window, class In, class Result, int N, class B>
class fold_node : public sums_over_windows<Stage, Window, In, Result, N, B> {
    using base = sums_over_windows<Stage, Window, In, Result, N, B>;
    using base::in_, base::stage_, base::sw, base::sh, base::reach_h, base::reach_w;
    using typename base::H, typename base::W, typename base::SH, typename base::SW,
        typename base::DH, typename base::DW, typename base::ReachH, typename base::ReachW,
        typename base::C, typename base::Groups, typename base::Planes;

public:
    using base::group, base::summed, base::natural_rows, base::phases;
    using typename base::lanes;

    constexpr fold_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    constexpr x_range interior() const { return reads().interior(in_.interior()); }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        in_.place(room, lo * sw(), reads().end(hi), this->rows_under(rows));
    }
    void start() { in_.start(); }
    /// The weights, each in every lane of its phase.
    SLUICE_INLINE auto held() const {
        held_weights held;
        for (int i = 0; i < H::static_value; ++i)
            for (int j = 0; j < W::static_value; j += phases)
                for (int c = 0; c < summed; ++c)
                    for (int g = 0; g < group; ++g) {
                        Result of_phase[phases] = {};
                        for (int p = 0; p < phases && j + p < W::static_value; ++p)
                            of_phase[p] = static_cast<Result>(stage_->weight(i, j + p, c, g));
                        held.at[i][j / phases][c][g] = repeated<lanes>(of_phase);
                    }
        if constexpr (columns_met() >= 0)
            for (int g = 0; g < group; ++g) held.of_zeros[g] = sum_of_zeros(held, g);
        return held;
    }
    /// Columns whose windows meet a pixel, where the types know that those behind them see zeros
    /// alone, and −1 else.
    static constexpr index_t columns_met() {
        if constexpr (phases == 1 && in_one_register<lanes> && requires { In::zeros_from(); })
            return In::zeros_from() < 0 ? -1 : (In::zeros_from() - 1) / SW::static_value + 1;
        else return -1;
    }
    /// What the others give.
    template <class Held>
    SLUICE_INLINE lanes of_zeros(Held const& held, int g) const {
        return held.of_zeros[g];
    }
    template <int R>
    SLUICE_INLINE auto rows(index_t y) const {
        return in_.template rows<rows_read<R>>(y * sh());
    }

    /// Columns of taps, and of each the rows, phase by phase, with all that they feed, so that a
    /// loaded pack is used at once and few weights are held; or row by row, where taps are shifted.
    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(Held const& held, Table const& table, index_t x,
                                              index_t) const {
        constexpr int h = H::static_value, w = W::static_value, sy = SH::static_value,
                      sx = SW::static_value, dx = DW::static_value;
        constexpr int lags = columns_under_way<R>;
        static constexpr auto order = rows_in_order<R>();
        if constexpr (base::products <= B::most_wide_products)
            base::template ask_below<R>(table, x);
        auto sum = base::template begun<R>(0);
        decltype(base::template dense_columns<Edge, sx>(x)) places[lags], first, behind;
        if constexpr (shifts) {
            first = base::template dense_columns<Edge, sx>(x * sx, taps_from(0));
            behind = base::template dense_columns<Edge, sx>(x * sx + last, taps_from(last));
        }
        lanes weight[lags][tall][kinds][group]; // each loaded where it is first used
        bundle<lanes, sx> pixels, first_of[rows_read<R>], behind_of[rows_read<R>];
#pragma GCC unroll 1024
        for (int n = 0; n < order.count; ++n) {
            auto const [j, c, i, slot, begins] = order.at[n];
            auto const row = table[i] + c * in_.plane_pitch();
            if constexpr (shifts) {
                if (j == 0) behind_of[i] = first_of[i] = pixels_of(base::dense(row, first), 0);
                if (j == sx && !ends_in_first_packs())
                    behind_of[i] = pixels_of(base::dense(row, behind), last);
                if (j == 0) pixels = first_of[i];
                else if (j == last && !ends_in_first_packs()) pixels = behind_of[i];
                else pixels = shifted<last / sx>(first_of[i], behind_of[i], j / sx);
            } else {
                if (begins)
                    places[slot] = base::template dense_columns<Edge, sx>(x * sx + j, taps_from(j));
                pixels = pixels_of(base::dense(row, places[slot]), j);
            }
#pragma GCC unroll 4
            for (int p = 0; p < sx; ++p) {
                if (phases == 1 && !is_tap<dx, w>(j + p)) continue;
#pragma GCC unroll 8
                for (int r = R - 1; r >= 0; --r) {
                    int const t = i - r * sy;
                    if (!is_row<h>(t)) continue;
#pragma GCC unroll 4
                    for (int g = 0; g < group; ++g) {
                        if (!is_summed(c, g)) continue;
                        auto& each = weight[slot][t / sy][p % kinds][g];
                        if (r == 0 && p < kinds) {
                            int const of = phases > 1 ? j / phases : (j + p) / dx;
                            each = held.at[t / DH::static_value][of][c % summed][g];
                            if constexpr (many_weights) load_here(each);
                        }
                        auto& total = sum.at[r][g * phases + p % phases];
                        total = stage_->tap(total, pixels.part[p], each);
                    }
                }
            }
        }
        return base::template finished<kinds, R>(sum);
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        if constexpr (requires { Stage::made_by_the_planner; })
            say.merged(Stage::taps() * base::planes_summed());
        say.registers(rows, lanes::size, group);
        say.window(true);
    }

private:
    struct held_weights {
        lanes at[H::static_value][(W::static_value - 1) / phases + 1][summed][group];
        lanes of_zeros[group];
    };
    SLUICE_INLINE lanes sum_of_zeros(held_weights const& held, int g) const {
        lanes total = stage_->template start<lanes>(g);
        for (auto const& row : held.at)
            for (auto const& tap : row)
                for (auto const& weight : tap)
                    total = stage_->tap(total, lanes(Result(0)), weight[g]);
        return stage_->finish(total);
    }
    /// Packs that the pixels of a stride are sorted into, each with weights of its own.
    static constexpr int kinds = phases > 1 ? 1 : static_cast<int>(SW::static_value);
    /// More weights than registers: they are loaded where they are used.
    static constexpr bool many_weights = base::products * C::static_value > 9;

    constexpr reach reads() const { return {(reach_w() - 1) / sw() * sw() + 1, sw(), N}; }

    /// Input rows under R rows of windows.
    template <int R>
    static constexpr int rows_read =
        static_cast<int>((R - 1) * SH::static_value + ReachH::static_value);

    /// Rows of a window's reach that R windows below each other look at the same weights in, where
    /// every S-th row is one: those of one phase.
    static constexpr int tall = static_cast<int>((ReachH::static_value - 1) / SH::static_value + 1);
    /// The last column that packs of pixels begin at.
    static constexpr int last =
        static_cast<int>((ReachW::static_value - 1) / SW::static_value * SW::static_value);
    /// Whether the pixels under the taps of a row are made of those under the first and the last:
    /// wide packs that begin anywhere lie across two lines, which takes longer to load, and their
    /// rows have room for all weights beside them. 3×3: 0.92 of the time, in rows of 13 0.75. The
    /// width has no say in it, so that a typed width and the same at run time give the same sums.
    static constexpr bool shifts = [] {
        return can_shift<lanes> && phases == 1 && std::is_same_v<DW, dim<1>> && last > 0 &&
               H::static_value * W::static_value * group <= 9;
    }();

    /// Whether the sums go through the columns of taps one after the other, each as soon as the row
    /// above it leaves it, rather than all of them together. Then every row feeds all sums, and
    /// none waits for what it was given last; but more weights are held at once, which is too many
    /// where pixels are sorted into several phases. 5×5: 0.80 of the time, 3×3 of stride 2: 0.92.
    static constexpr bool skewed =
        many_weights ? natural_rows >= 8 && kinds == 1 : !shifts && !std::is_same_v<SH, dim<1>>;

    /// Whether no lane that is stored takes a pixel from behind the first packs of its row.
    static constexpr bool ends_in_first_packs() {
        using Width = decltype(std::declval<fold_node const&>().width());
        return Width::is_static && Width::static_value + last / SW::static_value <= lanes::size;
    }
    static constexpr bool by_planes = shifts || !In::has_edges;
    /// Columns of taps: those of one stride, of one plane and one phase of rows, are one.
    static constexpr int across = last / static_cast<int>(SW::static_value) + 1;
    static constexpr int columns =
        static_cast<int>(across * Planes::static_value * SH::static_value);
    /// Rows of one phase under R windows, and after how many of them the next column begins.
    template <int R>
    static constexpr int rows_of_column = tall + R - 1;
    template <int R>
    static constexpr int period = skewed ? tall : rows_of_column<R>;
    template <int R>
    static constexpr int columns_under_way =
        shifts && !skewed ? columns : (rows_of_column<R> - 1) / period<R> + 1;

    /// The rows of pixels that R windows take, in that order, and under which column of taps.
    template <int R>
    struct row_order {
        struct {
            int j, plane, row, slot; // of the columns under way
            bool begins;             // its column
        } at[columns * rows_of_column<R>];
        int count;
    };
    template <int R>
    static constexpr row_order<R> rows_in_order() {
        constexpr int h = H::static_value, w = W::static_value, sy = SH::static_value,
                      sx = SW::static_value, planes = Planes::static_value;
        constexpr int lags = columns_under_way<R>;
        row_order<R> order{};
        bool begun[columns] = {};
        auto const add = [&](int column, int of_phase) {
            // what is shifted stays in one plane, everything else in one column of each plane
            int const c = by_planes ? column / (sy * across) : column / sy % planes,
                      q = by_planes ? column / sy % across : column / (planes * sy);
            int const row = of_phase * sy + column % sy, j = q * sx;
            if (!any_of<sx>([=](int p) { return is_tap<DW::static_value, w>(j + p); }) ||
                !any_of<R>([=](int r) { return is_row<h>(row - r * sy); }))
                return;
            order.at[order.count++] = {j, c, row, column % lags, !begun[column]};
            begun[column] = true;
        };
        if constexpr (shifts && !skewed) {
            for (int c = 0; c < planes; ++c)
                for (int row = 0; row < rows_read<R>; ++row)
                    for (int q = 0; q < across; ++q)
                        add((c * across + q) * sy + row % sy, row / sy);
            return order;
        }
        for (int step = 0; step < columns + lags - 1; ++step)
            for (int n = 0; n < period<R>; ++n)
                for (int lag = lags - 1; lag >= 0; --lag) {
                    int const column = step - lag, of_phase = n + lag * period<R>;
                    if (column >= 0 && column < columns && of_phase < rows_of_column<R>)
                        add(column, of_phase);
                }
        return order;
    }

    /// Whether row or column i of a window's reach holds one of its taps.
    template <int D, int Taps>
    static constexpr bool is_tap(int i) {
        return i >= 0 && i % D == 0 && i / D < Taps;
    }
    template <int Taps>
    static constexpr bool is_row(int i) {
        return is_tap<DH::static_value, Taps>(i);
    }
    /// The phases of some packs that meet a tap, where the packs are those from column j on.
    template <int S>
    static SLUICE_INLINE bundle<lanes, S> pixels_of(bundle<typename In::lanes, S> dense, int j) {
        if (kinds > 1 && phases_with_taps(j) > 1)
#pragma GCC unroll 4
            for (int p = 0; p < S; ++p) keep_in_register(dense.part[p]);
        if constexpr (kinds > 1) dense = loose_phases<S>(dense);
        bundle<lanes, S> pixels;
#pragma GCC unroll 4
        for (int p = 0; p < S; ++p) {
            if (phases == 1 && !is_tap<DW::static_value, W::static_value>(j + p)) {
                pixels.part[p] = lanes(Result(0)); // nobody looks
                continue;
            }
            pixels.part[p] = convert_to<Result>(dense.part[p]);
            keep_in_register(pixels.part[p]);
        }
        return pixels;
    }
    SLUICE_INLINE constexpr taps_of_window taps_from(int j) const {
        constexpr int sx = SW::static_value, end = static_cast<int>(ReachW::static_value);
        // the first packs of a row serve also the taps that are made of them
        bool const alone = !shifts || (last == sx && !ends_in_first_packs());
        return this->taps_at(j, (j + sx < end && (alone || j > 0) ? j + sx : end) - 1);
    }
    /// How many phases of the packs from column j on meet a tap.
    static constexpr int phases_with_taps(int j) {
        int taps = 0;
        for (int p = 0; p < SW::static_value; ++p)
            if (is_tap<DW::static_value, W::static_value>(j + p)) ++taps;
        return taps;
    }
    template <int Count, class F>
    static constexpr bool any_of(F holds) {
        for (int i = 0; i < Count; ++i)
            if (holds(i)) return true;
        return false;
    }
    /// Whether result g sums over plane c.
    static constexpr bool is_summed(int c, int g) {
        return std::is_same_v<Groups, dim<1>> ||
               c / summed == g / (C::static_value / Groups::static_value);
    }
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
