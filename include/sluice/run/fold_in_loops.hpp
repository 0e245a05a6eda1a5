#pragma once
// Sums over windows of any size: loops over the taps.

#include <sluice/run/fold.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Sums over windows that are large, or that only the run knows.
template <class Stage, class Window, class In, class Result, int N, class B>
class fold_in_loops_node : public sums_over_windows<Stage, Window, In, Result, N, B> {
    using base = sums_over_windows<Stage, Window, In, Result, N, B>;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw, base::dh, base::dw,
        base::reach_h, base::reach_w, base::planes_summed;
    using typename base::DW, typename base::Pixel, typename base::InLanes;

public:
    using base::group, base::channels;
    using typename base::lanes;

    constexpr fold_in_loops_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    constexpr x_range interior() const { return reads().interior(in_.interior()); }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        index_t const rows_in = (rows - 1) * sh() + reach_h();
        in_.place(room, lo * sw(), (hi - N) * sw() + reads().length(), rows_in);
        table_ = room.take<Pixel const*>(rows_in);
        weights_ = room.take<Result>(kh() * kw() * planes_summed() * channels());
    }
    /// Puts the weights in the order in which the loops want them.
    void start() {
        in_.start();
        Result* to = weights_;
        for (index_t o = 0; o < channels(); o += group)
            for (index_t c = 0; c < planes_summed(); ++c)
                for (index_t i = 0; i < kh(); ++i)
                    for (index_t j = 0; j < kw(); ++j)
                        for (int g = 0; g < group; ++g)
                            *to++ = static_cast<Result>(stage_->weight(i, j, c, o + g));
    }
    SLUICE_INLINE holds_nothing held() const { return {}; }
    template <int R>
    SLUICE_INLINE auto rows(index_t y) const {
        return this->template long_table<R>(table_, y);
    }

    /// The loop over rows stays a loop, the columns are unrolled where they are few.
    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(Held const&, Table const& table, index_t x,
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

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        say.registers(rows, lanes::size, group);
        say.window(false);
        say.takes("pointers to rows", table_);
        say.takes("weights, in order", weights_);
    }

private:
    /// Taps that lie side by side share the dense loads at every s-th place.
    static constexpr bool shares_loads = std::is_same_v<DW, dim<1>>;
    constexpr reach reads() const { return {reach_w(), sw(), N}; }
    /// The first plane of result o's group.
    constexpr index_t first_plane(index_t o) const {
        return o / (channels() / stage_->groups()) * planes_summed();
    }

    /// Row by row of the kernel; S columns of taps from each dense bundle, S = 0 for any stride.
    template <int R, bool Edge, int S, class Table, class Columns>
    SLUICE_INLINE tile<lanes, R, group> taps_by_row(Table const& table, index_t x, index_t o,
                                                    Columns columns) const {
        constexpr int together = S == 0 ? 1 : S;
        constexpr int shared = shares_loads ? together : 1; // taps that a dense load serves
        tile<lanes, R, group> sum = base::template begun<R>(o);
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
                        auto const at = base::template dense_columns<Edge, S>(x * S + j * dw());
                        for (int r = 0; r < R; ++r)
                            pixels[r] = loose_phases<S>(base::dense(row[r], at));
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
        return base::template finished<together>(sum);
    }

    /// N pixels from x on, one from each stride: for strides without a shuffle of their own.
    template <bool Edge>
    SLUICE_INLINE InLanes every(Pixel const* row, index_t x) const {
        spilled<Pixel, N> some;
        for (int i = 0; i < N; ++i) some.value[i] = in_.template value<Edge>(row, x + i * sw());
        return load<Pixel, N, typename B::arch>(some.value);
    }

    Pixel const** table_ = nullptr;
    Result* weights_ = nullptr;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
