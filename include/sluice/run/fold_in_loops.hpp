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
    using typename base::H, typename base::SH, typename base::SW, typename base::DW,
        typename base::Pixel, typename base::InLanes;

    /// The rows that R rows of windows look at, of so many each, in steps of S.
    template <int R, int S, int Height>
    struct rows_of_height : row_table<Pixel, (R - 1) * S + Height> {};

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
    template <int R, class F>
    SLUICE_INLINE void with_rows(index_t y, F const& f) const {
        if constexpr (H::static_value <= tallest) // −1 at run time
            if (dh() == 1 && kh() <= tallest) {
                if (sh() == 1 && sw() == 1) return with_rows_of_height<R, 1>(y, f);
                if constexpr (SH::static_value == 2 && SW::static_value == 2)
                    return with_rows_of_height<R, 2>(y, f);
            }
        f(this->template long_table<R>(table_, y));
    }

    /// Of windows that follow each other in steps of S, and are not too tall.
    template <int R, bool Edge, class Held, int S, int Height>
    SLUICE_INLINE tile<lanes, R, group>
    block(Held const&, rows_of_height<R, S, Height> const& table, index_t x, index_t o) const {
        tile<lanes, R, group> sum = base::template begun<R>(o);
        add_rows<R, Edge, S, Height>(sum, dim<Height>{}, table, 0, x, o);
        return base::template finished<S>(sum);
    }
    /// Of any.
    template <int R, bool Edge, class Held>
    SLUICE_INLINE tile<lanes, R, group> block(Held const&, long_row_table<Pixel> const& table,
                                              index_t x, index_t o) const {
        if (dh() == 1 && sh() == 1 && sw() == 1) return of_tall<R, Edge, 1>(table, x, o);
        if constexpr (SH::static_value == 2 && SW::static_value == 2)
            if (dh() == 1) return of_tall<R, Edge, 2>(table, x, o);
        if (sw() == 1) return of_any<R, Edge, 1>(table, x, o);
        if (sw() == 2) return of_any<R, Edge, 2>(table, x, o);
        return of_any<R, Edge, 0>(table, x, o);
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
    /// Rows of taps that are unrolled together: their weights stay in registers beside the sums.
    static constexpr int tallest = 7;
    constexpr reach reads() const { return {reach_w(), sw(), N}; }
    /// The first plane of result o's group.
    constexpr index_t first_plane(index_t o) const {
        return o / (channels() / stage_->groups()) * planes_summed();
    }

    /// Calls f with the rows under windows of at least Height rows.
    template <int R, int S, int Height = H::is_static ? int{H::static_value} : 1, class F>
    SLUICE_INLINE void with_rows_of_height(index_t y, F const& f) const {
        if constexpr (!H::is_static && Height < tallest)
            if (kh() != Height) return with_rows_of_height<R, S, Height + 1>(y, f);
        f(rows_of_height<R, S, Height>{in_.template rows<(R - 1) * S + Height>(y * S)});
    }

    /// Some rows of the kernel after the other.
    template <int R, bool Edge, int S, class Table>
    SLUICE_INLINE tile<lanes, R, group> of_tall(Table const& table, index_t x, index_t o) const {
        tile<lanes, R, group> sum = base::template begun<R>(o);
        index_t i = 0;
        for (; i + tallest <= kh(); i += tallest)
            add_rows<R, Edge, S, tallest>(sum, kh(), table, i, x, o);
        for (; i + 4 <= kh(); i += 4) add_rows<R, Edge, S, 4>(sum, kh(), table, i, x, o);
        for (; i + 2 <= kh(); i += 2) add_rows<R, Edge, S, 2>(sum, kh(), table, i, x, o);
        if (i < kh()) add_rows<R, Edge, S, 1>(sum, kh(), table, i, x, o);
        return base::template finished<S>(sum);
    }
    /// The products of Height rows of the kernel from row i on, of as many as it has.
    template <int R, bool Edge, int S, int Height, class Rows, class Table>
    SLUICE_INLINE void add_rows(tile<lanes, R, group>& sum, Rows const& rows, Table const& table,
                                index_t i, index_t x, index_t o) const {
        Result const* weight = weights_ + (o * planes_summed() * kw() * rows + i * group);
        index_t plane = first_plane(o) * in_.plane_pitch();
        for (index_t c = 0; c < planes_summed(); ++c, plane += in_.plane_pitch()) {
            add_columns<R, Edge, S, Height>(sum, rows, table, i, plane, x, weight);
            weight += kw() * rows * group;
        }
    }
    /// Column by column, in which each pixel serves all sums in whose windows it lies, and each
    /// weight so many rows; S of them from each dense bundle, where they lie side by side.
    template <int R, bool Edge, int S, int Height, class Rows, class Table>
    SLUICE_INLINE void add_columns(tile<lanes, R, group>& sum, Rows const& rows, Table const& table,
                                   index_t i, index_t plane, index_t x,
                                   Result const* weight) const {
        constexpr int shared = shares_loads ? S : 1;
        index_t const last = x * S + (kw() - 1) * dw();
#pragma GCC unroll 1
        for (x *= S; x <= last; x += shared * dw(), weight += shared * rows * group) {
            auto const at = base::template dense_columns<Edge, S>(x);
            lanes each[shared][Height][group];
#pragma GCC unroll 32
            for (int t = 0; t < (R - 1) * S + Height; ++t) {
                auto const pixels = loose_phases<S>(base::dense(table[i + t] + plane, at));
#pragma GCC unroll 4
                for (int p = 0; p < shared; ++p) {
                    if (p > 0 && x + p > last) continue;
                    if (t < Height)
#pragma GCC unroll 4
                        for (int g = 0; g < group; ++g)
                            each[p][t][g] = lanes(weight[(p * rows + t) * group + g]);
                    auto pixel = convert_to<Result>(pixels.part[p]);
                    keep_in_register(pixel);
#pragma GCC unroll 8
                    for (int r = 0; r < R; ++r)
                        if (t >= r * S && t < r * S + Height)
#pragma GCC unroll 4
                            for (int g = 0; g < group; ++g)
                                sum.at[r][g] =
                                    stage_->tap(sum.at[r][g], pixel, each[p][t - r * S][g]);
                }
            }
        }
    }

    /// Of any strides and dilations, S = 0 where that of columns is none of 1 and 2.
    template <int R, bool Edge, int S, class Table>
    SLUICE_INLINE tile<lanes, R, group> of_any(Table const& table, index_t x, index_t o) const {
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
                add_column<R, shared>(sum, load, weight, taps);
                weight += taps * kh() * group;
            }
        return base::template finished<together>(sum);
    }
    /// The products of some columns of taps, row by row of the kernel.
    template <int R, int Shared, class Load>
    SLUICE_INLINE void add_column(tile<lanes, R, group>& sum, Load const& load,
                                  Result const* weight, index_t taps) const {
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
