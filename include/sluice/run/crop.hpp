#pragma once
// A part of rows that are made: nothing is computed, only addressed.

#include <sluice/run/node.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Its input, moved by the crop's first row and column.
template <class Stage, class In>
class crop_node {
public:
    using value_type = typename In::value_type;
    using lanes = typename In::lanes;
    static constexpr int group = In::group;
    static constexpr bool addressable = false;
    static constexpr bool has_edges = In::has_edges;
    static constexpr int natural_rows = In::natural_rows;

    constexpr crop_node(Stage const& stage, In in) : in_(std::move(in)), crop_(stage) {}

    constexpr auto height() const { return crop_.height(); }
    constexpr auto width() const { return crop_.width(); }
    constexpr auto channels() const { return in_.channels(); }
    constexpr x_range interior() const {
        auto const in = in_.interior();
        return {in.lo - crop_.left(), in.hi - crop_.left()};
    }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        in_.place(room, lo + crop_.left(), hi + crop_.left(), rows);
    }
    void start() { in_.start(); }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare(end + crop_.top()); }
    SLUICE_INLINE auto held() const { return in_.held(); }
    template <int R, class F>
    SLUICE_INLINE void with_rows(index_t y, F const& f) const {
        with_rows_of<R>(in_, y + crop_.top(), f);
    }

    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(Held const& held, Table const& table, index_t x,
                                              index_t o) const {
        return in_.template block<R, Edge>(held, table, x + crop_.left(), o);
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        say.registers(rows, lanes::size, group);
    }

private:
    In in_;
    [[no_unique_address]] Stage crop_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
