#pragma once
// Pools whose windows overlap much, are large or far apart, or are known to the run only.

#include <sluice/run/reduce_in_registers.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Reads an input that can be addressed, in two passes over each block of rows: the rows under the
/// windows are combined into lines of the workspace, and the columns of these in registers. So a
/// pixel is looked at once for each row of windows, however wide they are. Windows that only the
/// run knows are combined in registers alone where they turn out to be narrow or side by side.
template <class Stage, class Window, class In, class Result, int N, class B>
class reduce_in_passes_node : public pools_in_registers<Stage, Window, In, Result, N, B> {
    using base = pools_in_registers<Stage, Window, In, Result, N, B>;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw, base::dh, base::dw,
        base::reads, base::counts, base::table_, base::longest;
    using typename base::H, typename base::W, typename base::SW, typename base::A,
        typename base::Pixel, typename base::Sum;
    using Value = typename Sum::value_type;
    template <int S, int J, class Counts>
    using windows_by = typename base::template windows_by<S, J, Counts>;

public:
    using base::group, base::channels;
    using typename base::lanes;
    static constexpr bool has_edges = false;
    static constexpr int natural_rows = W::is_static ? B::pool_rows : 2 * B::pool_rows;

    constexpr reduce_in_passes_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    static constexpr x_range interior() { return everywhere; }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        constexpr index_t line = B::line_bytes / index_t{sizeof(Value)};
        index_t const rows_in = this->rows_under(rows), end = reads().end(hi), w = in_.width();
        from_ = lo * sw();
        looked_at_ = ((end < w ? end : w) - from_ + step - 1) / step * step;
        index_t const row = end - from_ > looked_at_ ? end - from_ : looked_at_;
        pitch_ = (row + line - 1) / line * line;
        in_registers_ = base::may_be_in_registers && base::are_in_registers();
        rows_ = in_registers_ ? 0 : rows;
        in_.place(room, from_, in_registers_ ? end : from_ + looked_at_, rows_in);
        table_ = room.take<Pixel const*>(rows_in);
        columns_ = room.take<Value>(rows_, channels(), pitch_);
        this->place_counts(room, hi);
    }
    void start() {
        in_.start();
        this->start_counts();
        for (index_t i = 0; i < rows_ * channels() * pitch_; ++i) columns_[i] = Value(0);
    }

    template <int R, class F>
    SLUICE_INLINE void with_rows(index_t y, F const& f) const {
        auto const table = this->template long_table<R>(table_, y);
        auto const counted = this->template count_rows<R>(y);
        if constexpr (base::may_be_in_registers)
            if (in_registers_) return base::with_windows_in_registers(counted, f);
        // the first pass, over columns in front of the picture's end: none behind it is stored
        for (index_t c = 0; c < channels(); ++c)
            combine_rows(columns_ + c * pitch_, table.at, c * in_.plane_pitch(),
                         y + R <= this->height() ? R : this->height() - y);
        with_windows(counted, f);
    }
    template <int R, bool, int S, int J, class Counts>
    SLUICE_INLINE tile<lanes, R, group>
    block(holds_nothing, windows_by<S, J, Counts> const& windows, index_t x, index_t o) const {
        tile<Sum, R, group> total;
        if constexpr (J == 0) total = combined_columns<R, S>(columns_ - from_ + o * pitch_, x);
        else
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g)
                base::template combine_windows<R, S, J>(total, g, (o + g) * in_.plane_pitch(),
                                                        x * S);
        tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g)
                out.at[r][g] = base::finished(total.at[r][g], windows, r, x);
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
    /// Packs of a line that are made together.
    static constexpr int packs = 2;
    static constexpr index_t step = index_t{packs} * N;
    /// Whether rows of windows may share what the rows have that lie under all of them.
    static constexpr bool shares_rows = Stage::in_any_order;

    /// The lines of so many rows of windows, of one channel, two at a time.
    [[gnu::noinline]] void combine_rows(Value* to, Pixel const* const* rows, index_t plane,
                                        index_t exist) const {
        auto const inside = reach{step - N + 1, 1, N}.interior(in_.interior());
        bool const overlap = shares_rows && sh() == 1 && dh() == 1 && kh() > 1;
        for (index_t r = 0; r < exist; r += 2, rows += 2 * sh()) {
            int const n = exist - r > 1 ? 2 : 1;
            Value* line = to + r * channels() * pitch_;
            for (index_t x = from_; x < from_ + looked_at_; x += step, line += step)
                if (!In::has_edges || (x >= inside.lo && x <= inside.hi)) [[likely]]
                    combine_rows<false>(line, rows, plane, n, n == 2 && overlap, x);
                else combine_rows<In::has_edges>(line, rows, plane, n, n == 2 && overlap, x);
        }
    }
    /// The packs from column x on.
    template <bool Edge>
    SLUICE_INLINE void combine_rows(Value* to, Pixel const* const* rows, index_t plane, int n,
                                    bool shared, index_t x) const {
        auto const at = this->template dense_columns<Edge, packs>(x);
        auto const row = [&](index_t i) {
            Pixel const* const pixels = rows[i] + plane;
            bundle<Sum, packs> out;
#pragma GCC unroll 4
            for (int p = 0; p < packs; ++p)
                out.part[p] = stage_->first(in_.load(pixels, at.part[p]));
            return out;
        };
        if (shares_rows && shared) {
            auto const both = combined(row, 1, rows_shared(), 1);
            put(to, combine(row(0), both));
            put(to + channels() * pitch_, combine(both, row(kh())));
        } else
            for (int r = 0; r < n; ++r, to += channels() * pitch_)
                put(to, combined(row, r * sh(), kh(), dh()));
    }
    /// How many rows lie under two neighbours.
    constexpr auto rows_shared() const {
        return with_dims([](index_t h) { return h - 1; }, kh());
    }
    /// n rows, so far apart.
    template <class Row, class Count>
    SLUICE_INLINE bundle<Sum, packs> combined(Row const& row, index_t first, Count n,
                                              index_t apart) const {
        bundle<Sum, packs> total = row(first);
        in_a_loop(1, n, 1, [&](index_t i) { total = combine(total, row(first + i * apart)); });
        return total;
    }
    SLUICE_INLINE bundle<Sum, packs> combine(bundle<Sum, packs> const& a,
                                             bundle<Sum, packs> const& b) const {
        bundle<Sum, packs> out;
#pragma GCC unroll 4
        for (int p = 0; p < packs; ++p) out.part[p] = stage_->combine(a.part[p], b.part[p]);
        return out;
    }
    static SLUICE_INLINE void put(Value* to, bundle<Sum, packs> const& total) {
#pragma GCC unroll 4
        for (int p = 0; p < packs; ++p) store(to + p * N, total.part[p]);
    }

    template <int S = SW::is_static ? (SW::static_value > longest ? 0 : int{SW::static_value}) : 1,
              class Counts, class F>
    SLUICE_INLINE void with_windows(Counts const& counted, F const& f) const {
        if constexpr (!SW::is_static && S > 0)
            if (sw() != S) return with_windows < S<longest ? S + 1 : 0>(counted, f);
        f(windows_by<S, 0, Counts>{counted});
    }
    /// N windows from x on of each row and channel, from the first line of these on.
    template <int R, int S>
    SLUICE_INLINE tile<Sum, R, group> combined_columns(Value const* line, index_t x) const {
        tile<Sum, R, group> total;
        auto const add = [&](index_t j) {
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
                for (int g = 0; g < group; ++g) {
                    Value const* const at =
                        line + (r * channels() + g) * pitch_ + (x * S + j * dw());
                    bundle<Sum, S> dense;
#pragma GCC unroll 8
                    for (int p = 0; p < S; ++p) dense.part[p] = load<Value, N, A>(at + p * N);
                    base::template add_phases<S>(total.at[r][g], dense, j);
                }
        };
        constexpr int taps = base::shares_loads ? S : 1;
        in_a_loop(0, kw(), taps, add);
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g) total.at[r][g] = tidy<S, Sum>(total.at[r][g]);
        return total;
    }
    /// Value by value, for longer steps.
    template <int R, int S>
        requires(S == 0)
    [[gnu::noinline]] tile<Sum, R, group> combined_columns(Value const* line, index_t x) const {
        tile<Sum, R, group> total;
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < group; ++g) {
                Value const* const at = line + (r * channels() + g) * pitch_;
                for (index_t j = 0; j < kw(); ++j) {
                    spilled<Value, N> some;
                    for (int i = 0; i < N; ++i) some.value[i] = at[(x + i) * sw() + j * dw()];
                    auto const column = load<Value, N, A>(some.value);
                    total.at[r][g] = j == 0 ? column : stage_->combine(total.at[r][g], column);
                }
            }
        return total;
    }

    // A row of columns has `pitch_` of them, from column `from_` on, and so many are looked at.
    index_t from_ = 0, looked_at_ = 0, pitch_ = 0, rows_ = 0;
    bool in_registers_ = false;
    Value* columns_ = nullptr;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
