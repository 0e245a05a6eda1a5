#pragma once
// Convolution and its relatives: sums over the windows of an input that can be addressed.

#include <sluice/run/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Sums over windows. Small typed ones are unrolled, with the weights in registers.
template <class Stage, class Window, class In, class Result, int N, class B>
class fold_node : public over_windows<Stage, Window, In> {
    using A = typename B::arch;
    using base = over_windows<Stage, Window, In>;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw, base::dh, base::dw,
        base::reach_h, base::reach_w;
    using typename base::H, typename base::W, typename base::SH, typename base::SW,
        typename base::DH, typename base::DW, typename base::ReachH, typename base::ReachW;
    using Planes = decltype(std::declval<In const&>().channels());
    using C = decltype(std::declval<Stage const&>().count());
    using Groups = decltype(std::declval<Stage const&>().groups());
    using Pixel = typename In::stored_type;
    using InLanes = typename In::lanes;

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr bool addressable = false;
    static constexpr bool has_edges = In::has_edges;
    static constexpr bool typed_channels =
        C::is_static && C::static_value == group_of<C> && Planes::is_static && Groups::is_static;
    /// Planes that one result sums over, where the types know it.
    static constexpr index_t summed =
        typed_channels ? Planes::static_value / Groups::static_value : 0;
    static constexpr bool unrolled =
        base::small && typed_channels &&
        H::static_value * W::static_value * summed * C::static_value <= B::most_unrolled_taps;
    /// Results that are made together read the same planes, or are unrolled.
    static constexpr int group = unrolled || std::is_same_v<Groups, dim<1>> ? group_of<C> : 1;
    /// More weights than registers: they are loaded where they are used.
    static constexpr bool many_weights =
        H::static_value * W::static_value * summed * C::static_value > 9;
    /// What one result sums, where the types know it.
    static constexpr index_t products =
        H::is_static && W::is_static ? H::static_value * W::static_value * (summed > 0 ? summed : 1)
                                     : 0;
    static constexpr int natural_rows = B::template window_rows<group, products>;

    constexpr fold_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    constexpr auto channels() const { return stage_->count(); }
    constexpr x_range interior() const { return reads().interior(in_.interior()); }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        index_t const rows_in = (rows - 1) * sh() + reach_h();
        in_.place(room, lo * sw(), (hi - N) * sw() + reads().length(), rows_in);
        if constexpr (!unrolled) {
            table_ = room.take<Pixel const*>(rows_in);
            weights_ = room.take<Result>(kh() * kw() * planes_summed() * channels());
        }
    }
    void start() {
        in_.start();
        if constexpr (!unrolled) { // in the order in which the loops want them
            Result* to = weights_;
            for (index_t o = 0; o < channels(); o += group)
                for (index_t c = 0; c < planes_summed(); ++c)
                    for (index_t i = 0; i < kh(); ++i)
                        for (index_t j = 0; j < kw(); ++j)
                            for (int g = 0; g < group; ++g)
                                *to++ = static_cast<Result>(stage_->weight(i, j, c, o + g));
        }
    }
    /// The weights, each in every lane.
    SLUICE_INLINE auto held() const {
        if constexpr (!unrolled) return holds_nothing{};
        else {
            held_weights held;
            for (int i = 0; i < H::static_value; ++i)
                for (int j = 0; j < W::static_value; ++j)
                    for (int c = 0; c < summed; ++c)
                        for (int g = 0; g < group; ++g)
                            held.at[i][j][c][g] =
                                lanes(static_cast<Result>(stage_->weight(i, j, c, g)));
            return held;
        }
    }

    template <int R>
    SLUICE_INLINE auto rows(index_t y) const {
        if constexpr (unrolled)
            return in_.template rows<(R - 1) * SH::static_value + ReachH::static_value>(y * sh());
        else return this->template long_table<R>(table_, y);
    }

    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(Held const& held, Table const& table, index_t x,
                                              index_t o) const {
        if constexpr (unrolled) return folded<R, Edge>(held, table, x);
        else return folded_in_loops<R, Edge>(table, x, o);
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        if constexpr (requires { Stage::made_by_the_planner; })
            say.merged(Stage::taps() * planes_summed());
        say.registers(rows, lanes::size, group);
        say.window(unrolled);
        if constexpr (!unrolled) {
            say.takes("pointers to rows", table_);
            say.takes("weights, in order", weights_);
        }
    }

private:
    struct held_weights {
        lanes at[unrolled ? H::static_value : 1][unrolled ? W::static_value : 1]
                [unrolled ? summed : 1][group];
    };

    /// Taps that lie side by side share the dense loads at every s-th place.
    static constexpr bool shares_loads = std::is_same_v<DW, dim<1>>;
    constexpr reach reads() const {
        index_t const k = reach_w();
        return {unrolled ? (k - 1) / sw() * sw() + 1 : k, sw(), N};
    }
    constexpr index_t planes_summed() const { return in_.channels() / stage_->groups(); }
    /// The first plane of result o's group.
    constexpr index_t first_plane(index_t o) const {
        return o / (channels() / stage_->groups()) * planes_summed();
    }

    /// S columns of packs side by side, from x on; their phases serve S columns of taps.
    template <bool Edge, int S>
    SLUICE_INLINE auto dense_columns(index_t x) const {
        return [&]<int... P>(std::integer_sequence<int, P...>) {
            using Column = decltype(in_.template column<Edge>(x));
            return bundle<Column, S>{{in_.template column<Edge>(x + P * N)...}};
        }(std::make_integer_sequence<int, S>{});
    }
    template <class Column, int S>
    SLUICE_INLINE bundle<InLanes, S> dense(Pixel const* row, bundle<Column, S> const& at) const {
        bundle<InLanes, S> out;
#pragma GCC unroll 8
        for (int s = 0; s < S; ++s) out.part[s] = in_.load(row, at.part[s]);
        return out;
    }

    /// Rows of a window's reach that R windows below each other look at the same weights in, where
    /// every S-th row is one: those of one phase.
    static constexpr int tall =
        unrolled ? static_cast<int>((ReachH::static_value - 1) / SH::static_value + 1) : 1;
    /// Whether the sums go through the columns of taps one after the other, each as soon as the row
    /// above it leaves it, rather than all of them together. Then every row feeds all sums, and
    /// none waits for what it was given last; but more weights are held at once, which is too many
    /// where a row has taps of several phases. 5×5: 0.80 of the time, 3×3 of stride 2: 0.92.
    static constexpr bool skewed =
        unrolled && (many_weights ? natural_rows >= 8 && std::is_same_v<SW, dim<1>>
                                  : !std::is_same_v<SH, dim<1>>);

    /// Input rows under R rows of windows.
    template <int R>
    static constexpr int rows_read =
        static_cast<int>((R - 1) * SH::static_value + ReachH::static_value);

    /// Unrolled: columns of taps, and of each the rows, phase by phase, with all that they feed, so
    /// that a loaded pack is used at once and few weights are held.
    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> folded(held_weights const& held, Table const& table,
                                               index_t x) const {
        constexpr int h = H::static_value, w = W::static_value, sy = SH::static_value,
                      sx = SW::static_value, dx = DW::static_value, planes = Planes::static_value;
        constexpr int columns = ((ReachW::static_value - 1) / sx + 1) * planes * sy;
        constexpr int rows = tall + R - 1, period = skewed ? tall : rows;
        constexpr int lags = (rows - 1) / period + 1; // columns that are under way together
        tile<lanes, R, group> sum = begun<R>(0);
        decltype(dense_columns<Edge, sx>(x)) places[lags];
        lanes weight[lags][tall][sx][group]; // each loaded where it is first used
#pragma GCC unroll 1024
        for (int step = 0; step < columns + lags - 1; ++step) {
#pragma GCC unroll 32
            for (int row = 0; row < period; ++row) {
#pragma GCC unroll 8
                for (int lag = lags - 1; lag >= 0; --lag) {
                    int const column = step - lag;
                    if (column < 0 || column >= columns) continue;
                    int const j = column / (planes * sy) * sx, c = column / sy % planes;
                    int const i = (row + lag * period) * sy + column % sy;
                    if (i >= rows_read<R>) continue;
                    if (!any_of<sx>([=](int p) { return is_tap<dx, w>(j + p); })) continue;
                    auto& at = places[column % lags];
                    if (row + lag == 0) at = dense_columns<Edge, sx>(x * sx + j);
                    if (!any_of<R>([=](int r) { return is_row<h>(i - r * sy); })) continue;
                    auto const phase =
                        loose_phases<sx>(dense(table[i] + c * in_.plane_pitch(), at));
#pragma GCC unroll 4
                    for (int p = 0; p < sx; ++p) {
                        if (!is_tap<dx, w>(j + p)) continue;
                        auto pixel = convert_to<Result>(phase.part[p]);
                        keep_in_register(pixel);
#pragma GCC unroll 8
                        for (int r = R - 1; r >= 0; --r) {
                            int const t = i - r * sy;
                            if (!is_row<h>(t)) continue;
#pragma GCC unroll 4
                            for (int g = 0; g < group; ++g) {
                                if (!is_summed(c, g)) continue;
                                auto& each = weight[column % lags][t / sy][p][g];
                                if (r == 0) {
                                    each =
                                        held.at[t / DH::static_value][(j + p) / dx][c % summed][g];
                                    if constexpr (many_weights) load_here(each);
                                }
                                sum.at[r][g] = stage_->tap(sum.at[r][g], pixel, each);
                            }
                        }
                    }
                }
            }
        }
        return finished<sx>(sum);
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

    /// Any kernel: the loop over rows stays a loop, the columns are unrolled where they are few.
    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> folded_in_loops(Table const& table, index_t x,
                                                        index_t o) const {
        if (sw() == 1) {
            switch (kw()) {
            case 2: return taps_by_row<R, Edge, 1>(table, x, o, dim<2>{});
            case 3: return taps_by_row<R, Edge, 1>(table, x, o, dim<3>{});
            case 5: return taps_by_row<R, Edge, 1>(table, x, o, dim<5>{});
            case 7: return taps_by_row<R, Edge, 1>(table, x, o, dim<7>{});
            default: return taps_by_row<R, Edge, 1>(table, x, o, kw());
            }
        }
        if (sw() == 2) return taps_by_row<R, Edge, 2>(table, x, o, kw());
        return taps_by_row<R, Edge, 0>(table, x, o, kw());
    }

    /// Row by row of the kernel; S columns of taps from each dense bundle, S = 0 for any stride.
    template <int R, bool Edge, int S, class Table, class Columns>
    SLUICE_INLINE tile<lanes, R, group> taps_by_row(Table const& table, index_t x, index_t o,
                                                    Columns columns) const {
        constexpr int together = S == 0 ? 1 : S;
        constexpr int shared = shares_loads ? together : 1; // taps that a dense load serves
        tile<lanes, R, group> sum = begun<R>(o);
        Result const* weight = weights_ + o * planes_summed() * kh() * columns;
        index_t const plane = first_plane(o) * in_.plane_pitch();
        for (index_t c = 0; c < planes_summed(); ++c)
            for (index_t i = 0; i < kh(); ++i) {
                Pixel const* row[R];
                for (int r = 0; r < R; ++r)
                    row[r] = table[r * sh() + i * dh()] + plane + c * in_.plane_pitch();
                auto const taps = [&](index_t j) {
                    bundle<InLanes, together> pixels[R];
                    if constexpr (S == 0)
                        for (int r = 0; r < R; ++r)
                            pixels[r].part[0] = every<Edge>(row[r], x * sw() + j * dw());
                    else {
                        auto const at = dense_columns<Edge, S>(x * S + j * dw());
                        for (int r = 0; r < R; ++r) pixels[r] = loose_phases<S>(dense(row[r], at));
                    }
                    for (int p = 0; p < shared; ++p) {
                        if (p > 0 && j + p >= columns) break;
                        for (int g = 0; g < group; ++g) {
                            lanes const each(weight[(j + p) * group + g]);
                            for (int r = 0; r < R; ++r)
                                sum.at[r][g] = stage_->tap(
                                    sum.at[r][g], convert_to<Result>(pixels[r].part[p]), each);
                        }
                    }
                };
                if constexpr (Columns::is_static) {
#pragma GCC unroll 8
                    for (int j = 0; j < Columns::static_value; j += shared) taps(j);
                } else
                    for (index_t j = 0; j < columns; j += shared) taps(j);
                weight += columns * group;
            }
        return finished<together>(sum);
    }

    /// N pixels from x on, one from each stride: for strides without a shuffle of their own.
    template <bool Edge>
    SLUICE_INLINE InLanes every(Pixel const* row, index_t x) const {
        spilled<Pixel, N> some;
        for (int i = 0; i < N; ++i) some.value[i] = in_.template value<Edge>(row, x + i * sw());
        return load<Pixel, N, A>(some.value);
    }

    template <int R>
    SLUICE_INLINE tile<lanes, R, group> begun(index_t o) const {
        tile<lanes, R, group> sum;
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < group; ++g) sum.at[r][g] = stage_->template start<lanes>(o + g);
        return sum;
    }
    template <int S, int R>
    SLUICE_INLINE tile<lanes, R, group> finished(tile<lanes, R, group> sum) const {
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < group; ++g)
                sum.at[r][g] = stage_->finish(tidy<S, InLanes>(sum.at[r][g]));
        return sum;
    }

    Pixel const** table_ = nullptr;
    Result* weights_ = nullptr;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
