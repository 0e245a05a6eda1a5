#pragma once
// Pools whose windows do not overlap: computed in registers, from rows as they are made.

#include <sluice/lane/windows.hpp>
#include <sluice/run/blocking.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Asks its input for the rows and packs under its windows, combines rows first and lanes after.
/// Interleaved channels are told apart between the two, or not at all.
template <class Stage, class In, class Result, int N, class A>
class pool_node {
    using Window = std::remove_cvref_t<decltype(std::declval<Stage const&>().window())>;
    using Step = std::remove_cvref_t<decltype(std::declval<Stage const&>().step())>;
    static constexpr int h = static_cast<int>(Window::static_sizes[0]);
    static constexpr int w = static_cast<int>(Window::static_sizes[1]);
    static constexpr int sy = static_cast<int>(Step::static_sizes[0]);
    static constexpr int sx = static_cast<int>(Step::static_sizes[1]);
    using Sum = decltype(std::declval<Stage const&>().first(std::declval<typename In::lanes>()));
    /// Whether the input comes as it lies in memory: its rows are combined as they are (2×2 of
    /// three floats: 0.8 to 0.9 of the time).
    static constexpr bool from_interleaved = [] {
        if constexpr (requires { In::gives_interleaved; })
            return In::gives_interleaved && std::is_same_v<Sum, typename In::lanes>;
        else return false;
    }();

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = In::group;
    /// So are its columns, where shuffles are of whole registers (0.8 of the time again).
    static constexpr bool gives_interleaved =
        from_interleaved && in_one_register<Sum> && N == static_cast<int>(Sum::batch::size);
    static constexpr bool addressable = false;
    static constexpr bool has_edges = In::has_edges;
    static constexpr int natural_rows = In::natural_rows / sy > 1 ? In::natural_rows / sy : 1;

    constexpr pool_node(Stage const& stage, In in)
        : in_(std::move(in)), stage_(&stage),
          height_(windows_in(in_.height(), dim<h>{}, dim<sy>{})),
          width_(windows_in(in_.width(), dim<w>{}, dim<sx>{})) {}

    constexpr auto height() const { return height_; }
    constexpr auto width() const { return width_; }
    constexpr auto channels() const { return in_.channels(); }
    constexpr x_range interior() const { return reads().interior(in_.interior()); }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        in_.place(room, lo * sx, (hi - N) * sx + reads().length(), (rows - 1) * sy + h);
    }
    void start() { in_.start(); }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare((end - 1) * sy + h); }
    SLUICE_INLINE auto held() const { return in_.held(); }

    template <int R, class F>
    SLUICE_INLINE void with_rows(index_t y, F const& f) const {
        with_rows_of<(R - 1) * sy + h>(in_, y * sy, f);
    }

    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(Held const& held, Table const& table, index_t x,
                                              index_t o) const {
        auto const rows = rows_combined<R, Edge>(held, table, x, o);
        tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) {
            bundle<Sum, group> pixels[sx];
#pragma GCC unroll 8
            for (int p = 0; p < sx; ++p) {
#pragma GCC unroll 4
                for (int g = 0; g < group; ++g) pixels[p].part[g] = rows.at[r][p * group + g];
                if constexpr (from_interleaved) pixels[p] = deinterleave<group>(pixels[p]);
            }
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g) {
                bundle<Sum, sx> row;
#pragma GCC unroll 8
                for (int p = 0; p < sx; ++p) row.part[p] = pixels[p].part[g];
                auto const phase = loose_phases<sx>(row);
                Sum total = phase.part[0];
#pragma GCC unroll 16
                for (int j = 1; j < w; ++j) total = stage_->combine(total, phase.part[j]);
                out.at[r][g] = stage_->finish(tidy<sx, Sum>(total), index_t{h * w});
            }
        }
        return out;
    }
    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE interleaved_tile<lanes, R, group>
    interleaved(Held const& held, Table const& table, index_t x) const {
        auto const rows = rows_combined<R, Edge>(held, table, x, 0);
        interleaved_tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
            columns_combined(out.at[r], rows.at[r], std::make_integer_sequence<int, group>{});
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, (rows - 1) * sy + h);
        say.registers(rows, lanes::size, group);
        say.window(true);
    }

private:
    /// Of R rows of windows the sx packs of every channel, or sx·C packs of interleaved ones.
    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE tile<Sum, R, sx * group> rows_combined(Held const& held, Table const& table,
                                                         index_t x, index_t o) const {
        tile<Sum, R, sx * group> out;
#pragma GCC unroll 8
        for (int p = 0; p < sx; ++p) {
            if (!is_read<Edge>(x, p)) { // none of it is stored
#pragma GCC unroll 8
                for (int r = 0; r < R; ++r)
                    for (int g = 0; g < group; ++g) out.at[r][p * group + g] = out.at[r][g];
                continue;
            }
            auto const in = input<(R - 1) * sy + h, Edge>(held, table, x * sx + p * N, o);
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
                for (int g = 0; g < group; ++g) {
                    Sum total = stage_->first(in.at[r * sy][g]);
#pragma GCC unroll 16
                    for (int i = 1; i < h; ++i)
                        total = stage_->combine(total, stage_->first(in.at[r * sy + i][g]));
                    out.at[r][p * group + g] = total;
                }
        }
        return out;
    }
    template <int Rows, bool Edge, class Held, class Table>
    SLUICE_INLINE auto input(Held const& held, Table const& table, index_t x, index_t o) const {
        if constexpr (from_interleaved) return in_.template interleaved<Rows, Edge>(held, table, x);
        else return in_.template block<Rows, Edge>(held, table, x, o);
    }

    /// Pack K of a row of windows, from what lies under each of its columns.
    template <int... K>
    SLUICE_INLINE void columns_combined(lanes (&out)[group], Sum const (&row)[sx * group],
                                        std::integer_sequence<int, K...>) const {
        ((out[K] = stage_->finish(column_combined<K>(row, std::make_integer_sequence<int, w - 1>{}),
                                  index_t{h * w})),
         ...);
    }
    template <int K, int... J>
    SLUICE_INLINE Sum column_combined(Sum const (&row)[sx * group],
                                      std::integer_sequence<int, J...>) const {
        Sum total = picked<under_windows<group, sx, K * N, 0>>(row);
        ((total = stage_->combine(total, picked<under_windows<group, sx, K * N, J + 1>>(row))),
         ...);
        return total;
    }

    static constexpr reach reads() { return {1, sx, N}; }
    /// Whether the rows reach into the p-th pack of columns under the windows at x: where the type
    /// knows their width, and else only near their ends.
    template <bool Edge>
    SLUICE_INLINE bool is_read(index_t x, int p) const {
        using Width = decltype(width());
        if constexpr (Width::is_static && Width::static_value <= N)
            return p * N < (Width::static_value - 1) * sx + w;
        else if constexpr (Edge && !Width::is_static) return p == 0 || x * sx + p * N < in_.width();
        else return true;
    }

    In in_;
    Stage const* stage_;
    [[no_unique_address]] decltype(windows_in(std::declval<In const&>().height(), dim<h>{},
                                              dim<sy>{})) height_;
    [[no_unique_address]] decltype(windows_in(std::declval<In const&>().width(), dim<w>{},
                                              dim<sx>{})) width_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
