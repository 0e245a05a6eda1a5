#pragma once
// A border of one value on the pictures themselves: never copied, only addressed.

#include <cstring>

#include <sluice/border/zero.hpp>
#include <sluice/run/node.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// A row outside is a pointer to one shared row of the border's value; a pack over the edge is
/// loaded where it lies, and its lanes outside the row get that value.
template <class Stage, class In, int N, class A>
class border_node {
    using Border = std::remove_cvref_t<decltype(std::declval<Stage const&>().border())>;

public:
    using stored_type = typename In::stored_type;
    using value_type = typename In::value_type;
    using lanes = pack<value_type, N, A>;
    static constexpr int group = In::group;
    static constexpr bool addressable = In::addressable;
    static constexpr bool has_edges = true;
    static constexpr int natural_rows = In::natural_rows;

    constexpr border_node(Stage const& stage, In in)
        : in_(std::move(in)), pad_(stage.padding()), border_(stage.border()) {}

    constexpr auto height() const {
        return sum(in_.height(), pad_.template get<0>(), pad_.template get<1>());
    }
    constexpr auto width() const { return sum(in_.width(), left(), right()); }
    constexpr auto channels() const { return in_.channels(); }
    static constexpr index_t plane_pitch() { return 0; }
    constexpr x_range interior() const { return {left(), left() + in_.width() - N}; }
    /// The column from which on all values are 0, or −1 where the types do not know one.
    static constexpr index_t zeros_from() {
        using Width = decltype(std::declval<In const&>().width());
        using Left = decltype(std::declval<border_node const&>().left());
        constexpr bool is_known =
            std::is_same_v<Border, zero_border> && Width::is_static && Left::is_static;
        return is_known ? Left::static_value + Width::static_value : -1;
    }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        before_ = -clamped(lo - left(), -N, 0);
        after_ = clamped(hi - left(), in_.width(), in_.width() + N);
        in_.place(room, -before_, after_, rows);
        outside_ = room.take<stored_type>(before_ + after_, channels());
        if constexpr (looks_up) inside_ = room.take<value_type>(2 * N + in_.width());
    }
    void start() {
        in_.start();
        for (index_t i = 0; i < (before_ + after_) * channels(); ++i)
            outside_[i] = border_.template outside<stored_type>();
        if constexpr (looks_up) {
            std::memset(inside_, 0, sizeof(value_type) * std::size_t(2 * N + in_.width()));
            std::memset(inside_ + N, 0xff, sizeof(value_type) * std::size_t(in_.width()));
        }
    }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare(end - pad_.template get<0>()); }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    SLUICE_INLINE stored_type const* row(index_t y) const {
        index_t const inside = y - pad_.template get<0>();
        return inside >= 0 && inside < in_.height() ? in_.row(inside)
                                                    : outside_ + before_ * channels();
    }
    SLUICE_INLINE stored_type const* evenly(index_t y, index_t n) const
        requires requires(In const& in) { in.evenly(y, n); }
    {
        index_t const inside = y - pad_.template get<0>();
        return inside >= 0 ? in_.evenly(inside, n) : nullptr;
    }
    index_t row_pitch() const { return in_.row_pitch(); }
    template <int R>
    SLUICE_INLINE row_table<stored_type, R> rows(index_t y) const {
        return rows_from(y, std::make_integer_sequence<int, R>{});
    }

    /// Near a border, some lanes of the packs lie outside.
    struct edge_column {
        index_t x;
        lanes_inside<value_type, N, A> inside;
    };
    template <bool Edge>
    SLUICE_INLINE auto column(index_t x, taps_of_window taps = {}) const {
        if constexpr (!Edge) return plain_column{x - left()};
        else {
            row_ends const over{may_cross(left(), taps.before), may_cross(right(), taps.behind)};
            index_t const at = place_of(x);
            return edge_column{at, lanes_from(at, over)};
        }
    }
    SLUICE_INLINE void ask_below(stored_type const* row, index_t x, index_t rows) const {
        in_.ask_below(row, x - left(), rows);
    }
    SLUICE_INLINE lanes load(stored_type const* row, plain_column at) const {
        return in_.load(row, at);
    }
    SLUICE_INLINE lanes load(stored_type const* row, edge_column const& at) const {
        return filled(at.inside, in_.load(row, {at.x}));
    }
    template <bool Edge>
    SLUICE_INLINE value_type value(stored_type const* row, index_t x) const {
        index_t const at = x - left();
        return at >= 0 && at < in_.width() ? in_.template value<false>(row, at) : outside();
    }

    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(holds_nothing none, Table const& table, index_t x,
                                              index_t o) const {
        index_t const at = Edge ? place_of(x) : x - left();
        auto out = in_.template block<R, false>(none, table, at, o);
        if constexpr (Edge) {
            auto const inside = lanes_from(at);
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r)
                for (int g = 0; g < group; ++g) out.at[r][g] = filled(inside, out.at[r][g]);
        }
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        say.addressed();
        say.takes("a row outside", outside_);
        if constexpr (looks_up) say.takes("which columns there are", inside_);
    }

private:
    template <int... I>
    SLUICE_INLINE row_table<stored_type, sizeof...(I)>
    rows_from(index_t y, std::integer_sequence<int, I...>) const {
        constexpr int n = sizeof...(I);
        index_t const inside = y - pad_.template get<0>();
        if (inside >= 0 && inside + n <= in_.height()) return in_.template rows<n>(inside);
        return {{row(y + I)...}};
    }
    /// Where only the run knows the width, which lanes are inside is looked up in a line.
    static constexpr bool looks_up = !decltype(std::declval<In const&>().width())::is_static;
    constexpr auto left() const { return pad_.template get<2>(); }
    constexpr auto right() const { return pad_.template get<3>(); }
    /// Whether a tap may lie in the border, with so many columns of its window on that side. Where
    /// the types do not know, it may: a branch costs more than a mask.
    template <class Width>
    static constexpr bool may_cross(Width border, index_t columns) {
        return !Width::is_static || columns < border;
    }
    /// The border's value, as it would come from a row.
    SLUICE_INLINE value_type outside() const {
        return static_cast<value_type>(border_.template outside<stored_type>());
    }
    /// Where a pack from column x of the border's on is loaded: not more than a pack outside.
    SLUICE_INLINE index_t place_of(index_t x) const {
        using Left = decltype(left());
        index_t const n = in_.width(), at = x - left();
        if constexpr (looks_up && Left::is_static && Left::static_value <= N)
            return at < n ? at : n;
        else return clamped(at, -N, n);
    }
    /// The lanes of a pack there that are inside.
    SLUICE_INLINE lanes_inside<value_type, N, A> lanes_from(index_t at, row_ends over = {}) const {
        if constexpr (looks_up) return {inside_ + (N + at), over};
        else return {at, in_.width(), over};
    }
    SLUICE_INLINE lanes filled(lanes_inside<value_type, N, A> const& inside, lanes p) const {
        if constexpr (std::is_same_v<Border, zero_border>) return inside.keep(p);
        else return inside.keep(p, lanes(outside()));
    }
    template <class X, class Y, class Z>
    static constexpr auto sum(X n, Y before, Z after) {
        return with_dims([](index_t a, index_t b, index_t c) { return a + b + c; }, n, before,
                         after);
    }

    In in_;
    std::remove_cvref_t<decltype(std::declval<Stage const&>().padding())> pad_;
    [[no_unique_address]] Border border_;
    stored_type* outside_ = nullptr;
    [[no_unique_address]] std::conditional_t<looks_up, value_type*, holds_nothing> inside_{};
    index_t before_ = 0, after_ = 0;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
