#pragma once
// Pools whose windows overlap much, are large or far apart, or are known to the run only.

#include <sluice/run/reduce.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Reads an input that can be addressed, in two passes over each row of windows: the rows under it
/// are combined into one row of the workspace, and the columns of that. So a pixel is looked at
/// once for each row of windows, however wide these are. Windows of pictures that turn out to lie
/// side by side are combined in registers instead, as where the types know them.
template <class Stage, class Window, class In, class Result, int N, class B>
class reduce_in_passes_node : public pools_over_windows<Stage, Window, In, Result, N, B> {
    using base = pools_over_windows<Stage, Window, In, Result, N, B>;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw, base::dh, base::dw,
        base::reach_h, base::reads, base::counts;
    using typename base::H, typename base::W, typename base::SW, typename base::A,
        typename base::Pixel, typename base::Sum;
    using Value = typename Sum::value_type;

public:
    using base::group, base::channels;
    using typename base::lanes;
    static constexpr bool has_edges = false;
    static constexpr int natural_rows = B::pool_rows;

    constexpr reduce_in_passes_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    static constexpr x_range interior() { return everywhere; }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        constexpr index_t line = B::line_bytes / index_t{sizeof(Value)};
        index_t const rows_in = this->rows_under(rows), end = reads().end(hi), w = in_.width();
        from_ = lo * sw();
        looked_at_ = ((end < w ? end : w) - from_ + step - 1) / step * step;
        index_t const row = end - from_ > looked_at_ ? end - from_ : looked_at_;
        pitch_ = (row + line - 1) / line * line;
        in_registers_ = may_lie_side_by_side && kw() <= sw() && sw() > 1 && sw() <= widest;
        rows_ = in_registers_ ? 0 : rows;
        in_.place(room, from_, in_registers_ ? hi * sw() : from_ + looked_at_, rows_in);
        table_ = room.take<Pixel const*>(rows_in);
        columns_ = room.take<Value>(rows_, channels(), pitch_);
        this->place_counts(room, hi);
    }
    void start() {
        in_.start();
        this->start_counts();
        for (index_t i = 0; i < rows_ * channels() * pitch_; ++i) columns_[i] = Value(0);
    }

    /// The first pass: over rows of windows that there are, and columns in front of the picture's
    /// end. What lies behind is not stored.
    template <int R>
    SLUICE_INLINE auto rows(index_t y) const {
        auto const table = this->template long_table<R>(table_, y);
        if (in_registers_) return this->template count_rows<R>(y);
        Value* to = columns_;
        for (int r = 0; r < R && (r == 0 || y + r < this->height()); ++r)
            for (index_t c = 0; c < channels(); ++c, to += pitch_)
                combine_rows(to - from_, table.at + r * sh(), c * in_.plane_pitch());
        return this->template count_rows<R>(y);
    }
    /// The second one.
    template <int R, bool, class Down>
    SLUICE_INLINE tile<lanes, R, group> block(holds_nothing, Down const& down, index_t x,
                                              index_t o) const {
        tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g)
                out.at[r][g] = base::finished(windows(r, o + g, x), down, r, x);
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        say.registers(rows, lanes::size, group);
        say.window(false);
        say.takes("pointers to rows", table_);
        say.takes("columns", columns_);
        if constexpr (counts) say.takes("pixels under each column of windows", base::across_);
    }

private:
    /// The longest step whose phases are sorted by shuffles. Windows side by side are combined in
    /// registers only where the input is in memory: each step is code for itself, and what fills a
    /// ring is much code already.
    static constexpr int widest = 7;
    static constexpr bool may_lie_side_by_side = !(W::is_static && SW::is_static) &&
                                                 base::shares_loads &&
                                                 requires(In const& in) { in.evenly(0, 1); };
    /// Packs of a row that are combined together.
    static constexpr int packs = 2;
    static constexpr index_t step = index_t{packs} * N;

    void combine_rows(Value* to, Pixel const* const* rows, index_t plane) const {
        auto const inside = reach{step - N + 1, 1, N}.interior(in_.interior());
        auto const h = kh();
        auto const apart = dh();
        for (index_t x = from_, end = from_ + looked_at_; x < end; x += step) {
            bundle<Sum, packs> total;
            if (!In::has_edges || (x >= inside.lo && x <= inside.hi)) [[likely]]
                total = combined<false, packs>(rows, h, apart, plane, x);
            else total = combined<In::has_edges, packs>(rows, h, apart, plane, x);
#pragma GCC unroll 4
            for (int p = 0; p < packs; ++p) store(to + x + p * N, total.part[p]);
        }
    }
    /// P packs side by side, from column x on, of h rows.
    template <bool Edge, int P>
    SLUICE_INLINE bundle<Sum, P> combined(Pixel const* const* rows, index_t h, index_t apart,
                                          index_t plane, index_t x) const {
        auto const at = this->template dense_columns<Edge, P>(x);
        bundle<Sum, P> total;
#pragma GCC unroll 8
        for (int p = 0; p < P; ++p)
            total.part[p] = stage_->first(in_.load(rows[0] + plane, at.part[p]));
        auto const add = [&](index_t i) {
            Pixel const* const row = rows[i * apart] + plane;
#pragma GCC unroll 8
            for (int p = 0; p < P; ++p)
                total.part[p] =
                    stage_->combine(total.part[p], stage_->first(in_.load(row, at.part[p])));
        };
        // clang unrolls short loops of unknown length, which takes up to 1.5 of the time
        if constexpr (H::is_static)
            for (index_t i = 1; i < h; ++i) add(i);
        else
#pragma GCC unroll 1
            for (index_t i = 1; i < h; ++i) add(i);
        return total;
    }

    /// N windows from x on, of row r of them.
    SLUICE_INLINE Sum windows(int r, index_t channel, index_t x) const {
        if constexpr (may_lie_side_by_side)
            if (in_registers_)
                return side_by_side<2>(table_ + r * sh(), channel * in_.plane_pitch(), x * sw());
        return windows(columns_ + ((r * channels() + channel) * pitch_ - from_), x);
    }
    /// N windows as long as their step, which is S or longer, of the columns from x on.
    template <int S>
    SLUICE_INLINE Sum side_by_side(Pixel const* const* rows, index_t plane, index_t x) const {
        if constexpr (S < widest)
            if (sw() != S) return side_by_side<S + 1>(rows, plane, x);
        auto const inside = reach{index_t{S - 1} * N + 1, 1, N}.interior(in_.interior());
        bundle<Sum, S> columns;
        if (!In::has_edges || (x >= inside.lo && x <= inside.hi)) [[likely]]
            columns = combined<false, S>(rows, kh(), dh(), plane, x);
        else columns = combined<In::has_edges, S>(rows, kh(), dh(), plane, x);
        Sum total(0);
        base::template add_phases<S>(total, columns, 0);
        return tidy<S, Sum>(total);
    }
    /// The same, of a row of columns.
    SLUICE_INLINE Sum windows(Value const* row, index_t x) const {
        if constexpr (SW::is_static && SW::static_value <= 7)
            return in_packs<static_cast<int>(SW::static_value)>(row, x);
        else {
            if (sw() == 1) return in_packs<1>(row, x);
            if (sw() == 2) return in_packs<2>(row, x);
            if (sw() == 3) return in_packs<3>(row, x);
            return one_by_one(row, x);
        }
    }
    template <int S>
    SLUICE_INLINE Sum in_packs(Value const* row, index_t x) const {
        Sum total(0);
        auto const add = [&](index_t j) {
            bundle<Sum, S> dense;
            for (int p = 0; p < S; ++p)
                dense.part[p] = load<Value, N, A>(row + (x * S + j * dw() + p * N));
            base::template add_phases<S>(total, dense, j);
        };
        constexpr int taps = base::shares_loads ? S : 1;
        index_t const w = kw();
        if constexpr (W::is_static)
            for (index_t j = 0; j < w; j += taps) add(j);
        else
#pragma GCC unroll 1
            for (index_t j = 0; j < w; j += taps) add(j);
        return tidy<S, Sum>(total);
    }
    /// For longer strides. Apart, as its counters would leave no registers to the others.
    [[gnu::noinline]] Sum one_by_one(Value const* row, index_t x) const {
        Sum total(0);
        for (index_t j = 0; j < kw(); ++j) {
            spilled<Value, N> some;
            for (int i = 0; i < N; ++i) some.value[i] = row[(x + i) * sw() + j * dw()];
            auto const column = load<Value, N, A>(some.value);
            total = j == 0 ? column : stage_->combine(total, column);
        }
        return total;
    }

    // A row of columns has `pitch_` of them, from column `from_` on, and so many are looked at.
    index_t from_ = 0, looked_at_ = 0, pitch_ = 0, rows_ = 0;
    bool in_registers_ = false;
    Pixel const** table_ = nullptr;
    Value* columns_ = nullptr;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
