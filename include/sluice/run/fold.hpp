#pragma once
// Convolution and its relatives: sums over the windows of an input that can be addressed.

#include <sluice/run/window.hpp>

namespace sluice::inline v0_1::detail {

/// Sums over windows. Small typed ones are unrolled, with the weights in registers.
template <class Stage, class Window, class In, class Result, int N, class A>
class fold_node : public over_windows<Stage, Window, In> {
    using base = over_windows<Stage, Window, In>;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw;
    using typename base::H, typename base::W, typename base::SH, typename base::SW;
    using Planes = decltype(std::declval<In const&>().channels());
    using C = decltype(std::declval<Stage const&>().weights().count());
    using Pixel = typename In::stored_type;
    using InLanes = typename In::lanes;

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = group_of<C>;
    static constexpr bool addressable = false;
    static constexpr bool has_edges = In::has_edges;
    static constexpr bool unrolled =
        H::is_static && W::is_static && SH::is_static && SW::is_static && C::is_static &&
        C::static_value == group && Planes::is_static && SH::static_value <= 4 &&
        SW::static_value <= 4 &&
        H::static_value * W::static_value * Planes::static_value * group <= most_unrolled_taps;
    /// More weights than registers: they are loaded where they are used.
    static constexpr bool many_weights =
        H::static_value * W::static_value * Planes::static_value * group > 9;
    static constexpr int natural_rows = window_rows<group>;

    constexpr fold_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    constexpr auto channels() const { return stage_->weights().count(); }
    constexpr x_range interior() const { return reads().interior(in_.interior()); }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        index_t const rows_in = (rows - 1) * sh() + kh();
        in_.place(room, lo * sw(), (hi - N) * sw() + reads().length(), rows_in);
        if constexpr (!unrolled) {
            table_ = room.take<Pixel const*>(rows_in);
            weights_ = room.take<Result>(kh() * kw() * in_.channels() * channels());
        }
    }
    void start() {
        in_.start();
        if constexpr (!unrolled) { // in the order in which the loops want them
            Result* to = weights_;
            for (index_t o = 0; o < channels(); o += group)
                for (index_t c = 0; c < in_.channels(); ++c)
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
                    for (int c = 0; c < Planes::static_value; ++c)
                        for (int g = 0; g < group; ++g)
                            held.at[i][j][c][g] =
                                lanes(static_cast<Result>(stage_->weight(i, j, c, g)));
            return held;
        }
    }

    template <int R>
    SLUICE_INLINE auto rows(index_t y) const {
        if constexpr (unrolled)
            return in_.template rows<(R - 1) * SH::static_value + H::static_value>(y * sh());
        else return this->template long_table<R>(table_, y);
    }

    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(Held const& held, Table const& table, index_t x,
                                              index_t o) const {
        if constexpr (unrolled) return folded<R, Edge>(held, table, x);
        else return folded_in_loops<R, Edge>(table, x, o);
    }

private:
    struct held_weights {
        lanes at[unrolled ? H::static_value : 1][unrolled ? W::static_value : 1]
                [unrolled ? Planes::static_value : 1][group];
    };

    /// Unrolled taps share the dense loads at every s-th place.
    constexpr reach reads() const {
        return {unrolled ? (kw() - 1) / sw() * sw() + 1 : index_t(kw()), sw(), N};
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

    /// Unrolled. Columns of taps outermost, then input rows, then the sums, so that a loaded pack
    /// feeds every output row that needs it.
    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> folded(held_weights const& held, Table const& table,
                                               index_t x) const {
        constexpr int h = H::static_value, w = W::static_value, sy = SH::static_value,
                      sx = SW::static_value;
        tile<lanes, R, group> sum = zeros<R>();
#pragma GCC unroll 32
        for (int j = 0; j < w; j += sx)
#pragma GCC unroll 8
            for (int c = 0; c < Planes::static_value; ++c) {
                lanes weight[h][sx][group]; // of these columns
#pragma GCC unroll 32
                for (int t = 0; t < h; ++t)
#pragma GCC unroll 4
                    for (int p = 0; p < sx; ++p)
#pragma GCC unroll 4
                        for (int g = 0; g < group; ++g) {
                            if (j + p >= w) break;
                            weight[t][p][g] = held.at[t][j + p][c][g];
                            if constexpr (many_weights) load_here(weight[t][p][g]);
                        }
                auto const at = dense_columns<Edge, sx>(x * sx + j);
#pragma GCC unroll 32
                for (int i = 0; i < (R - 1) * sy + h; ++i) {
                    auto const phase =
                        loose_phases<sx>(dense(table[i] + c * in_.plane_pitch(), at));
#pragma GCC unroll 4
                    for (int p = 0; p < sx; ++p) {
                        if (j + p >= w) break;
                        auto pixel = convert_to<Result>(phase.part[p]);
                        keep_in_register(pixel);
#pragma GCC unroll 8
                        for (int r = 0; r < R; ++r) {
                            int const t = i - r * sy;
                            if (t < 0 || t >= h) continue;
#pragma GCC unroll 4
                            for (int g = 0; g < group; ++g)
                                sum.at[r][g] = stage_->tap(sum.at[r][g], pixel, weight[t][p][g]);
                        }
                    }
                }
            }
        return finished<sx>(sum);
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
        tile<lanes, R, group> sum = zeros<R>();
        Result const* weight = weights_ + o * in_.channels() * kh() * columns;
        for (index_t c = 0; c < in_.channels(); ++c)
            for (index_t i = 0; i < kh(); ++i) {
                Pixel const* row[R];
                for (int r = 0; r < R; ++r) row[r] = table[r * sh() + i] + c * in_.plane_pitch();
                auto const taps = [&](index_t j) {
                    bundle<InLanes, together> pixels[R];
                    if constexpr (S == 0)
                        for (int r = 0; r < R; ++r)
                            pixels[r].part[0] = every<Edge>(row[r], x * sw() + j);
                    else {
                        auto const at = dense_columns<Edge, S>(x * S + j);
                        for (int r = 0; r < R; ++r) pixels[r] = loose_phases<S>(dense(row[r], at));
                    }
                    for (int p = 0; p < together; ++p) {
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
                    for (int j = 0; j < Columns::static_value; j += together) taps(j);
                } else
                    for (index_t j = 0; j < columns; j += together) taps(j);
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
    SLUICE_INLINE tile<lanes, R, group> zeros() const {
        tile<lanes, R, group> sum;
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < group; ++g) sum.at[r][g] = stage_->template start<lanes>();
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

} // namespace sluice::inline v0_1::detail
