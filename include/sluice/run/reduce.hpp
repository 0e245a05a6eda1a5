#pragma once
// Pools whose windows overlap, are large, or are known to the run only.

#include <sluice/run/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Reads an input that can be addressed: rows are combined first, then columns.
template <class Stage, class Window, class In, class Result, int N, class B>
class reduce_node : public over_windows<Stage, Window, In> {
    using A = typename B::arch;
    using base = over_windows<Stage, Window, In>;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw, base::dh, base::dw,
        base::reach_h, base::reach_w;
    using typename base::H, typename base::W, typename base::SW, typename base::DW,
        typename base::ReachH;
    using C = decltype(std::declval<In const&>().channels());
    using Pixel = typename In::stored_type;
    using Sum = decltype(std::declval<Stage const&>().first(std::declval<typename In::lanes>()));
    using Value = typename Sum::value_type;

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = group_of<C>;
    static constexpr bool addressable = false;
    static constexpr bool has_edges = In::has_edges;
    static constexpr bool unrolled =
        base::small && C::is_static && C::static_value == group &&
        H::static_value * W::static_value * group <= B::most_unrolled_taps;
    static constexpr int natural_rows = unrolled ? B::pool_rows : 1;
    /// Whether windows look at more or fewer pixels near the edges.
    static constexpr bool counts = is_padded<Stage>;
    using Count = std::conditional_t<std::is_same_v<Result, double>, double, float>;

    constexpr reduce_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    constexpr auto channels() const { return in_.channels(); }
    constexpr x_range interior() const { return reads().interior(in_.interior()); }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        index_t const rows_in = (rows - 1) * sh() + reach_h();
        in_.place(room, lo * sw(), (hi - N) * sw() + reads().length(), rows_in);
        if constexpr (!unrolled) {
            table_ = room.take<Pixel const*>(rows_in);
            columns_ = room.take<Value>(sw() * N);
        }
        if constexpr (counts) across_ = room.take<Count>(hi);
        end_ = hi;
    }
    void start() {
        in_.start();
        if constexpr (counts) {
            index_t const n = in_.width() - stage_->padding()[2] - stage_->padding()[3];
            for (index_t x = 0; x < end_; ++x)
                across_[x] = static_cast<Count>(x < this->width() ? stage_->counted(1, x, n) : 1);
        }
    }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    template <int R>
    SLUICE_INLINE auto rows(index_t y) const {
        if constexpr (counts)
            return counted_rows<decltype(input_rows<R>(y)), R>(input_rows<R>(y), *stage_, y,
                                                               in_.height());
        else return input_rows<R>(y);
    }

    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(holds_nothing, Table const& table, index_t x,
                                              index_t o) const {
        tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g) {
                auto const total = windows<Edge>(table, r * sh(), (o + g) * in_.plane_pitch(), x);
                if constexpr (counts) {
                    auto const count =
                        load<Count, N, A>(across_ + x) * pack<Count, N, A>(table.down[r]);
                    out.at[r][g] = stage_->finish(total, count);
                } else out.at[r][g] = stage_->finish(total, kh() * kw());
            }
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        say.registers(rows, lanes::size, group);
        say.window(unrolled);
        if constexpr (!unrolled) {
            say.takes("pointers to rows", table_);
            say.takes("columns", columns_);
        }
        if constexpr (counts) say.takes("pixels under each column of windows", across_);
    }

private:
    template <int R>
    SLUICE_INLINE auto input_rows(index_t y) const {
        if constexpr (unrolled)
            return in_.template rows<(R - 1) * base::SH::static_value + ReachH::static_value>(y *
                                                                                              sh());
        else return this->template long_table<R>(table_, y);
    }

    /// Rows of windows, and how many rows of the picture each looks at.
    template <class Table, int R>
    struct counted_rows : Table {
        Count down[R];
        SLUICE_INLINE counted_rows(Table const& table, Stage const& stage, index_t y,
                                   index_t height)
            : Table(table) {
            index_t const h = height - stage.padding()[0] - stage.padding()[1];
            for (int r = 0; r < R; ++r) down[r] = static_cast<Count>(stage.counted(0, y + r, h));
        }
    };

    /// Columns are made sw packs at a time, which serve the taps in them that lie side by side.
    static constexpr bool shares_loads = std::is_same_v<DW, dim<1>>;
    constexpr reach reads() const {
        index_t const k = reach_w();
        return {shares_loads ? (k - 1) / sw() * sw() + 1 : k, sw(), N};
    }

    /// The rows under windows, from row y of the table on, combined: S packs of columns side by
    /// side, from x on.
    template <bool Edge, int S, class Table>
    SLUICE_INLINE bundle<Sum, S> columns(Table const& table, index_t y, index_t plane,
                                         index_t x) const {
        auto const at = this->template dense_columns<Edge, S>(x);
        bundle<Sum, S> total;
#pragma GCC unroll 8
        for (int p = 0; p < S; ++p)
            total.part[p] = stage_->first(in_.load(table[y] + plane, at.part[p]));
        auto const add = [&](index_t i) {
            Pixel const* const row = table[y + i * dh()] + plane;
#pragma GCC unroll 8
            for (int p = 0; p < S; ++p)
                total.part[p] =
                    stage_->combine(total.part[p], stage_->first(in_.load(row, at.part[p])));
        };
        if constexpr (H::is_static && H::static_value <= 16) {
#pragma GCC unroll 16
            for (int i = 1; i < H::static_value; ++i) add(i);
        } else
            for (index_t i = 1; i < kh(); ++i) add(i);
        return total;
    }

    /// N windows from x on: columns are made in sw dense packs, whose phases are combined.
    template <bool Edge, class Table>
    SLUICE_INLINE Sum windows(Table const& table, index_t y, index_t plane, index_t x) const {
        if constexpr (SW::is_static && SW::static_value <= 7)
            return phase_by_phase<Edge, SW::static_value>(table, y, plane, x);
        else {
            if (sw() == 1) return phase_by_phase<Edge, 1>(table, y, plane, x);
            if (sw() == 2) return phase_by_phase<Edge, 2>(table, y, plane, x);
            if (sw() == 3) return phase_by_phase<Edge, 3>(table, y, plane, x);
            return in_memory<Edge>(table, y, plane, x);
        }
    }
    template <bool Edge, int S, class Table>
    SLUICE_INLINE Sum phase_by_phase(Table const& table, index_t y, index_t plane,
                                     index_t x) const {
        constexpr int shared = shares_loads ? S : 1; // taps that S dense packs serve
        Sum total(0);
        for (index_t j = 0; j < kw(); j += shared) {
            auto const phase = loose_phases<S>(columns<Edge, S>(table, y, plane, x * S + j * dw()));
            total = j == 0 ? phase.part[0] : stage_->combine(total, phase.part[0]);
#pragma GCC unroll 8
            for (int p = 1; p < shared; ++p)
                if (j + p < kw()) total = stage_->combine(total, phase.part[p]);
        }
        return tidy<S, Sum>(total);
    }
    /// The same for longer strides, in memory.
    template <bool Edge, class Table>
    SLUICE_INLINE Sum in_memory(Table const& table, index_t y, index_t plane, index_t x) const {
        index_t const shared = shares_loads ? index_t(sw()) : 1;
        Sum total(0);
        for (index_t j = 0; j < kw(); j += shared) {
            for (index_t p = 0; p < sw(); p += 2) { // the last two overlap where sw is odd
                index_t const at = (p < sw() - 2 ? p : sw() - 2) * N;
                auto const dense = columns<Edge, 2>(table, y, plane, x * sw() + j * dw() + at);
                store(columns_ + at, dense.part[0]);
                store(columns_ + at + N, dense.part[1]);
            }
            for (index_t p = 0; p < shared && j + p < kw(); ++p) {
                spilled<Value, N> phase;
                for (int i = 0; i < N; ++i) phase.value[i] = columns_[i * sw() + p];
                auto const columns = load<Value, N, A>(phase.value);
                total = j + p == 0 ? columns : stage_->combine(total, columns);
            }
        }
        return total;
    }

    Pixel const** table_ = nullptr;
    Value* columns_ = nullptr;
    Count* across_ = nullptr;
    index_t end_ = 0;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
