#pragma once
// Pools over windows that only the run knows, and that turn out to be narrow or side by side.

#include <sluice/run/reduce.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// How such windows are combined without leaving the registers, as where the types know their
/// sizes: what the rows of a window have is combined in a loop, its columns are unrolled. Which of
/// a few codes it takes is asked once for each block of rows.
template <class Stage, class Window, class In, class Result, int N, class B>
class pools_in_registers : public pools_over_windows<Stage, Window, In, Result, N, B> {
    using base = pools_over_windows<Stage, Window, In, Result, N, B>;

protected:
    using base::base;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw, base::dh, base::group;
    using typename base::W, typename base::SW, typename base::Pixel, typename base::Sum;

    /// Windows in steps of S columns, J times as long or a little shorter. Where J is 0, their rows
    /// were combined before, and where S is, steps are longer.
    template <int S, int J, class Counts>
    struct windows_by : Counts {};
    /// The longest steps whose phases are sorted by shuffles: each is code for itself.
    static constexpr int longest = 3, widest = 7;

    /// Whether they may be such windows: only where the input is in memory, as what fills a ring is
    /// much code already.
    static constexpr bool may_be_in_registers = !(W::is_static && SW::is_static) &&
                                                base::shares_loads &&
                                                requires(In const& in) { in.evenly(0, 1); };
    /// Whether they are.
    constexpr bool are_in_registers() const {
        if (sw() == 1) return kw() <= 3 && sh() == 1 && dh() == 1;
        return sw() <= widest && kw() <= (sw() <= longest ? 2 * sw() : sw());
    }
    /// Calls f with what their type is.
    template <int S = SW::is_static ? clamped(SW::static_value, 1, widest) : 1, class Counts,
              class F>
    SLUICE_INLINE void with_windows_in_registers(Counts const& counted, F const& f) const {
        if constexpr (!SW::is_static && S < widest)
            if (sw() != S) return with_windows_in_registers<S + 1>(counted, f);
        if constexpr (S <= longest)
            if (kw() > S) {
                if constexpr (S == 1)
                    if (kw() > 2) return f(windows_by<S, 3, Counts>{counted});
                return f(windows_by<S, 2, Counts>{counted});
            }
        f(windows_by<S, 1, Counts>{counted});
    }
    /// N windows of each of R rows, from column x on, of channel g of those made together.
    template <int R, int S, int J>
    SLUICE_INLINE void combine_windows(tile<Sum, R, group>& total, int g, index_t plane,
                                       index_t x) const {
        auto const inside = reach{index_t{J * S - 1} * N + 1, 1, N}.interior(in_.interior());
        if (!In::has_edges || (x >= inside.lo && x <= inside.hi)) [[likely]]
            combine_windows<R, false, S, J>(total, g, plane, x);
        else combine_windows<R, In::has_edges, S, J>(total, g, plane, x);
    }

private:
    template <int R, bool Edge, int S, int J>
        requires(S > 1)
    SLUICE_INLINE void combine_windows(tile<Sum, R, group>& total, int g, index_t plane,
                                       index_t x) const {
        constexpr int together = R % 2 == 0 && J * S <= 4 ? 2 : 1; // packs stay in registers
#pragma GCC unroll 4
        for (int r = 0; r < R; r += together) {
            bundle<Sum, S> columns[together][J];
            auto const add = [&](index_t i, bool first) {
#pragma GCC unroll 2
                for (int k = 0; k < together; ++k) {
                    Pixel const* const row = table_[(r + k) * sh() + i * dh()] + plane;
#pragma GCC unroll 2
                    for (int j = 0; j < J; ++j) {
                        auto const at = this->template dense_columns<Edge, S>(x + j * S);
#pragma GCC unroll 8
                        for (int p = 0; p < S; ++p) {
                            auto const pixels = stage_->first(in_.load(row, at.part[p]));
                            columns[k][j].part[p] =
                                first ? pixels : stage_->combine(columns[k][j].part[p], pixels);
                        }
                    }
                }
            };
            add(0, true);
            in_a_loop(1, kh(), 1, [&](index_t i) { add(i, false); });
#pragma GCC unroll 2
            for (int k = 0; k < together; ++k) {
                Sum sum(0);
#pragma GCC unroll 2
                for (int j = 0; j < J; ++j) base::template add_phases<S>(sum, columns[k][j], j * S);
                total.at[r + k][g] = tidy<S, Sum>(sum);
            }
        }
    }
    /// Of windows that follow each other row by row and column by column: what J columns of a row
    /// give is for all windows that it lies under.
    template <int R, bool Edge, int S, int J>
        requires(S == 1)
    SLUICE_INLINE void combine_windows(tile<Sum, R, group>& total, int g, index_t plane,
                                       index_t x) const {
        auto const row = [&](index_t t) {
            Pixel const* const pixels = table_[t] + plane;
            Sum sum(0);
#pragma GCC unroll 4
            for (int j = 0; j < J; ++j) {
                auto const at = stage_->first(in_.load(pixels, in_.template column<Edge>(x + j)));
                sum = j == 0 ? at : stage_->combine(sum, at);
            }
            return sum;
        };
        auto const add = [&](int r, Sum const& sum) {
            total.at[r][g] = stage_->combine(total.at[r][g], sum);
        };
#pragma GCC unroll 8
        for (int t = 0; t < R; ++t) {
            Sum const sum = row(t);
#pragma GCC unroll 8
            for (int r = 0; r < t; ++r)
                if (t - r < kh()) add(r, sum);
            total.at[t][g] = sum;
        }
        in_a_loop(R, kh(), 1, [&](index_t t) {
            Sum const sum = row(t);
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r) add(r, sum);
        });
#pragma GCC unroll 8
        for (int e = 1; e < R; ++e)
            if (kh() - 1 + e >= R) {
                Sum const sum = row(kh() - 1 + e);
#pragma GCC unroll 8
                for (int r = e; r < R; ++r) add(r, sum);
            }
    }

protected:
    Pixel const** table_ = nullptr;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
