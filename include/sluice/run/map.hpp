#pragma once
// Pointwise stages: applied in registers on the way.

#include <sluice/run/node.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// A stage as a node keeps it: small ones as copies, so that a store of bytes cannot reach their
/// numbers; those that own something, such as a function with a list in it, where they are.
template <class Stage>
class kept_stage {
    static constexpr bool by_value = std::is_trivially_copyable_v<Stage> && sizeof(Stage) <= 256;

public:
    constexpr explicit kept_stage(Stage const& stage) : stage_(keep(stage)) {}
    SLUICE_INLINE constexpr Stage const& get() const {
        if constexpr (by_value) return stage_;
        else return *stage_;
    }

private:
    static constexpr auto keep(Stage const& stage) {
        if constexpr (by_value) return stage;
        else return &stage;
    }
    [[no_unique_address]] std::conditional_t<by_value, Stage, Stage const*> stage_;
};

/// Applies the stage to every pack of its input.
template <class Stage, class In, class Result, int N, class A>
class map_node {
public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = In::group;
    static constexpr bool addressable = false;
    static constexpr bool has_edges = In::has_edges;
    static constexpr int natural_rows = In::natural_rows;

    constexpr map_node(Stage const& stage, In in) : in_(std::move(in)), stage_(stage) {}

    constexpr auto height() const { return in_.height(); }
    constexpr auto width() const { return in_.width(); }
    constexpr auto channels() const { return in_.channels(); }
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
                                              index_t o) const {
        auto in = in_.template block<R, Edge>(held, table, x, o);
        tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g) {
                if (width() < N)
                    [[unlikely]] // lanes that no pixel is in: the user's function sees pixels only
                    in.at[r][g] = load_first<typename In::value_type, N, A>(
                        spill(in.at[r][g]).value, clamped(width() - x, 1, N));
                out.at[r][g] = as_pack<Result, N, A>(mapped(stage_.get(), in.at[r][g], o + g));
            }
        return out;
    }
    static constexpr index_t columns_met() {
        if constexpr (requires { In::columns_met(); }) return In::columns_met();
        else return -1;
    }
    template <class Held>
    SLUICE_INLINE lanes of_zeros(Held const& held, int g) const {
        return as_pack<Result, N, A>(mapped(stage_.get(), in_.of_zeros(held, g), index_t{g}));
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        say.registers(rows, lanes::size, group);
    }

private:
    In in_;
    [[no_unique_address]] kept_stage<Stage> stage_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
