#pragma once
// Stages that make one value of all channels of a pixel: applied in registers on the way.

#include <sluice/run/node.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Asks its input for all channels of a tile, and mixes them.
template <class Stage, class In, class Result, int N, class A>
class mix_node {
    static constexpr int all = Stage::channels;

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = 1;
    static constexpr bool addressable = false;
    static constexpr bool has_edges = In::has_edges;
    static constexpr int natural_rows = In::natural_rows;

    constexpr mix_node(Stage const& stage, In in) : in_(std::move(in)), stage_(stage) {}

    constexpr auto height() const { return in_.height(); }
    constexpr auto width() const { return in_.width(); }
    static constexpr dim<1> channels() { return {}; }
    constexpr x_range interior() const { return in_.interior(); }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        in_.place(room, lo, hi, rows);
    }
    void start() { in_.start(); }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare(end); }
    SLUICE_INLINE auto held() const { return in_.held(); }
    template <int R, class F>
    SLUICE_INLINE void with_rows(index_t y, F const& f) const {
        with_rows_of<R>(in_, y, f);
    }

    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(Held const& held, Table const& table, index_t x,
                                              index_t) const {
        tile<lanes, R, group> out;
        if constexpr (In::group == all) {
            auto const in = in_.template block<R, Edge>(held, table, x, 0);
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r) out.at[r][0] = stage_.apply(in.at[r]);
            return out;
        }
        typename In::lanes pixel[R][all];
        for (int o = 0; o < all; o += In::group) {
            auto const in = in_.template block<R, Edge>(held, table, x, o);
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r)
                for (int g = 0; g < In::group; ++g) pixel[r][o + g] = in.at[r][g];
        }
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) out.at[r][0] = stage_.apply(pixel[r]);
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        if constexpr (requires { Stage::made_by_the_planner; }) say.merged(); // with a factor
        say.registers(rows, lanes::size, group);
    }

private:
    In in_;
    [[no_unique_address]] Stage stage_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
