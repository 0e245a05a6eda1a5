#pragma once
// Sums over windows of any size: loops over the taps.

#include <sluice/run/sums.hpp>

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
        index_t const rows_in = this->rows_under(rows);
        in_.place(room, lo * sw(), reads().end(hi), rows_in);
        table_ = room.take<Pixel const*>(rows_in);
        weights_ = room.take<Result>(kh(), kw(), planes_summed(), channels());
    }
    /// Puts the weights in the order in which the loops want them: column after column.
    void start() {
        in_.start();
        Result* to = weights_;
        for (index_t o = 0; o < channels(); o += group)
            for (index_t c = 0; c < planes_summed(); ++c)
                for (index_t j = 0; j < kw(); ++j)
                    for (index_t i = 0; i < kh(); ++i)
                        for (int g = 0; g < group; ++g)
                            *to++ = static_cast<Result>(stage_->weight(i, j, c, o + g));
    }
    SLUICE_INLINE holds_nothing held() const { return {}; }
    template <int R>
    SLUICE_INLINE auto rows(index_t y) const {
        return this->template long_table<R>(table_, y);
    }

    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(Held const&, Table const& table, index_t x,
                                              index_t o) const {
        if (sw() == 1) return by_column<R, Edge, 1>(table, x, o);
        if (sw() == 2) return by_column<R, Edge, 2>(table, x, o);
        return by_column<R, Edge, 0>(table, x, o);
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

    /// Column by column of the kernel; S columns of taps from each dense bundle, S = 0 for any
    /// stride. What is loaded once for all sums needs windows that follow each other row by row.
    template <int R, bool Edge, int S, class Table>
    SLUICE_INLINE tile<lanes, R, group> by_column(Table const& table, index_t x, index_t o) const {
        constexpr int together = S == 0 ? 1 : S;
        constexpr int shared = shares_loads ? together : 1; // taps that a dense load serves
        tile<lanes, R, group> sum = base::template begun<R>(o);
        Result const* weight = weights_ + o * planes_summed() * kh() * kw();
        index_t plane = first_plane(o) * in_.plane_pitch();
        for (index_t c = 0; c < planes_summed(); ++c, plane += in_.plane_pitch())
            for (index_t j = 0; j < kw(); j += shared) {
                auto const load = [&](index_t t) {
                    bundle<InLanes, together> pixels;
                    if constexpr (S == 0)
                        pixels.part[0] = every<Edge>(table[t] + plane, x * sw() + j * dw());
                    else
                        pixels = loose_phases<S>(
                            base::dense(table[t] + plane,
                                        base::template dense_columns<Edge, S>(x * S + j * dw())));
                    return pixels;
                };
                index_t const taps = j + shared <= kw() ? shared : kw() - j;
                if (sh() != 1 || dh() != 1 || kh() == 1)
                    add_rows<R, shared>(sum, load, weight, taps);
                else if (kh() >= R - 1) add_shared<R, shared>(sum, load, weight, taps);
                else if constexpr (R > 2) add_few<R, shared>(sum, load, weight, taps);
                weight += taps * kh() * group;
            }
        return base::template finished<together>(sum);
    }

    /// The products of some columns of taps: a loaded pack serves all sums in whose windows it
    /// lies, and each weight goes from sum to sum. Few rows come before all sums take part, and as
    /// many after it; the loop is over those between.
    template <int R, int Shared, class Load>
    SLUICE_INLINE void add_shared(tile<lanes, R, group>& sum, Load const& load,
                                  Result const* weight, index_t taps) const {
        lanes each[Shared][group][R]; // no more than one above the rows of the kernel
#pragma GCC unroll 8
        for (int t = 0; t < R - 1; ++t)
            add_row(sum.at, each, load(t), weight + t * group, taps, 0, t);
        for (index_t t = R - 1; t < kh(); ++t)
            add_row(sum.at, each, load(t), weight + t * group, taps, 0, R - 1);
#pragma GCC unroll 8
        for (int t = 1; t < R; ++t)
            add_row(sum.at, each, load(kh() - 1 + t), weight, taps, t, R - 1);
    }
    /// The same where the kernel has fewer rows than windows begin one after the other: these stay
    /// loaded.
    template <int R, int Shared, class Load>
    SLUICE_INLINE void add_few(tile<lanes, R, group>& sum, Load const& load, Result const* weight,
                               index_t taps) const {
        lanes row[2 * R - 3][Shared];
#pragma GCC unroll 16
        for (int t = 0; t < 2 * R - 3; ++t) {
            int const i = t - (R - 1);
            if (i >= 0 && i >= kh()) break;
            auto const pixels = load(t);
#pragma GCC unroll 4
            for (int p = 0; p < Shared; ++p) {
                row[t][p] = convert_to<Result>(pixels.part[p]);
                keep_in_register(row[t][p]);
            }
            if (i < 0) continue;
#pragma GCC unroll 4
            for (int p = 0; p < Shared; ++p) {
                if (Shared > 1 && p >= taps) continue;
#pragma GCC unroll 4
                for (int g = 0; g < group; ++g) {
                    lanes const each(weight[(p * kh() + i) * group + g]);
#pragma GCC unroll 8
                    for (int r = 0; r < R; ++r)
                        sum.at[r][g] = stage_->tap(sum.at[r][g], row[r + i][p], each);
                }
            }
        }
    }
    /// One row, for the sums from first to last.
    template <int Count, int Shared, class Pixels>
    SLUICE_INLINE void add_row(lanes (*sum)[group], lanes (&each)[Shared][group][Count],
                               Pixels const& pixels, Result const* weight, index_t taps, int first,
                               int last) const {
#pragma GCC unroll 4
        for (int p = 0; p < Shared; ++p) {
            if (Shared > 1 && p >= taps) continue;
            auto pixel = convert_to<Result>(pixels.part[p]);
            keep_in_register(pixel);
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g) {
                hand_on(each[p][g], std::make_integer_sequence<int, Count - 1>{});
                if (first == 0) each[p][g][0] = lanes(weight[p * kh() * group + g]);
#pragma GCC unroll 8
                for (int r = 0; r < Count; ++r)
                    if (r >= first && r <= last)
                        sum[r][g] = stage_->tap(sum[r][g], pixel, each[p][g][r]);
            }
        }
    }

    /// Every weight goes from its sum to the next. (clang takes a loop for a move of memory.)
    template <int... I>
    static SLUICE_INLINE void hand_on([[maybe_unused]] lanes* each,
                                      std::integer_sequence<int, I...>) {
        ((each[sizeof...(I) - I] = each[sizeof...(I) - I - 1]), ...);
    }

    /// The products of some columns of taps, row by row of the kernel.
    template <int R, int Shared, class Load>
    SLUICE_INLINE void add_rows(tile<lanes, R, group>& sum, Load const& load, Result const* weight,
                                index_t taps) const {
        for (index_t i = 0; i < kh(); ++i) {
            lanes each[Shared][group];
#pragma GCC unroll 4
            for (int p = 0; p < Shared; ++p) {
                Result const* const of_column = weight + ((p < taps ? p * kh() : 0) + i) * group;
                for (int g = 0; g < group; ++g) each[p][g] = lanes(of_column[g]);
            }
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r) {
                auto const pixels = load(r * sh() + i * dh());
#pragma GCC unroll 4
                for (int p = 0; p < Shared; ++p) {
                    if (Shared > 1 && p >= taps) continue;
                    for (int g = 0; g < group; ++g)
                        sum.at[r][g] = stage_->tap(sum.at[r][g], convert_to<Result>(pixels.part[p]),
                                                   each[p][g]);
                }
            }
        }
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
