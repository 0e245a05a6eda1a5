#pragma once
// A border that repeats pixels, on the pictures themselves: never copied, only addressed.

#include <sluice/lane/pick.hpp>
#include <sluice/run/node.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// A row outside is a pointer to the row that it repeats. A pack over the edge is loaded where it
/// lies, and its lanes outside the row are picked from a second load; which lanes is found out
/// once for the whole run.
template <class Stage, class In, int N, class A>
class repeat_node {
    using Border = std::remove_cvref_t<decltype(std::declval<Stage const&>().border())>;

    /// Where the lanes outside of the pack at `at` come from: picked from the N pixels at `from`,
    /// or one by one where they lie further apart.
    struct seam {
        index_t at, from;
        bool scattered;
        lane_pick<typename In::value_type, N, A> pick;
    };

public:
    using stored_type = typename In::stored_type;
    using value_type = typename In::value_type;
    using lanes = pack<value_type, N, A>;
    static constexpr int group = In::group;
    static constexpr bool addressable = true;
    static constexpr bool has_edges = true;
    static constexpr int natural_rows = In::natural_rows;

    constexpr repeat_node(Stage const& stage, In in)
        : in_(std::move(in)), pad_(stage.padding()), border_(stage.border()) {}

    constexpr auto height() const {
        return sum(in_.height(), pad_.template get<0>(), pad_.template get<1>());
    }
    constexpr auto width() const { return sum(in_.width(), left(), pad_.template get<3>()); }
    constexpr auto channels() const { return in_.channels(); }
    static constexpr index_t plane_pitch() { return 0; }
    constexpr x_range interior() const { return {left(), left() + in_.width() - N}; }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t rows) {
        index_t const n = in_.width();
        first_ = lo - left();
        before_ = first_ < 0 ? -first_ : 0;
        behind_ = n > N ? n - N + 1 : 0;
        index_t const last = hi - left() - N;
        after_ = last >= behind_ ? last - behind_ + 1 : 0;
        in_.place(room, -index_t{N}, n + N, rows);
        seams_ = room.take<seam>(before_ + after_);
    }
    void start() {
        in_.start();
        for (index_t i = 0; i < before_; ++i) seams_[i] = seam_at(first_ + i);
        for (index_t i = 0; i < after_; ++i) seams_[before_ + i] = seam_at(behind_ + i);
    }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare(end - pad_.template get<0>()); }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    SLUICE_INLINE stored_type const* row(index_t y) const {
        index_t const inside = y - pad_.template get<0>(), h = in_.height();
        return in_.row(inside >= 0 && inside < h ? inside : border_.index(inside, h));
    }
    template <int R>
    SLUICE_INLINE row_table<stored_type, R> rows(index_t y) const {
        return rows_from(y, std::make_integer_sequence<int, R>{});
    }

    /// Near a border, some lanes of the packs repeat others.
    struct edge_column {
        index_t x;
        lanes_inside<value_type, N, A> inside;
        seam const* outside;
    };
    template <bool Edge>
    SLUICE_INLINE auto column(index_t x, taps_of_window = {}) const {
        if constexpr (!Edge) return plain_column{x - left()};
        else {
            index_t const n = in_.width(), at = x - left(), near = clamped(at, -N, n);
            return edge_column{near,
                               {near, n},
                               at < 0          ? seams_ + (at - first_)
                               : at >= behind_ ? seams_ + (before_ + at - behind_)
                                               : nullptr};
        }
    }
    SLUICE_INLINE void ask_below(stored_type const* row, index_t x, index_t rows) const {
        in_.ask_below(row, x - left(), rows);
    }
    SLUICE_INLINE lanes load(stored_type const* row, plain_column at) const {
        return in_.load(row, at);
    }
    SLUICE_INLINE lanes load(stored_type const* row, edge_column const& at) const {
        lanes const inside = in_.load(row, {at.x});
        if (at.outside == nullptr) return inside;
        if (at.outside->scattered) [[unlikely]]
            return one_by_one(row, at.outside->at, in_.width(), border_);
        return at.inside.keep(inside, at.outside->pick(in_.load(row, {at.outside->from})));
    }
    template <bool Edge>
    SLUICE_INLINE value_type value(stored_type const* row, index_t x) const {
        index_t const at = x - left(), n = in_.width();
        return in_.template value<false>(row, at >= 0 && at < n ? at : border_.index(at, n));
    }

    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(holds_nothing, Table const& table, index_t x,
                                              index_t) const {
        tile<lanes, R, group> out;
        auto const at = column<Edge>(x);
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) {
            ask_below(table[r], x, R);
            out.at[r][0] = load(table[r], at);
        }
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        say.addressed();
        say.takes("which pixels are repeated beyond the edges", seams_);
    }

private:
    seam seam_at(index_t at) const {
        index_t const n = in_.width();
        index_t least = n, most = 0;
        auto const each = [&](auto f) {
            for (int i = 0; i < N; ++i)
                if (at + i < 0 || at + i >= n) f(i, border_.index(at + i, n));
        };
        each([&](int, index_t from) {
            least = from < least ? from : least;
            most = from > most ? from : most;
        });
        seam s{at, least, most - least >= N, {}};
        if (!s.scattered)
            each([&](int i, index_t from) { s.pick.set(i, static_cast<int>(from - least)); });
        return s;
    }
    /// Static: the node's own numbers stay in registers.
    [[gnu::noinline]] static lanes one_by_one(stored_type const* row, index_t at, index_t n,
                                              Border border) {
        spilled<value_type, N> some;
        for (int i = 0; i < N; ++i) {
            index_t const x = at + i;
            some.value[i] = static_cast<value_type>(row[x >= 0 && x < n ? x : border.index(x, n)]);
        }
        return sluice::load<value_type, N, A>(some.value);
    }

    template <int... I>
    SLUICE_INLINE row_table<stored_type, sizeof...(I)>
    rows_from(index_t y, std::integer_sequence<int, I...>) const {
        constexpr int n = sizeof...(I);
        index_t const inside = y - pad_.template get<0>();
        if (inside >= 0 && inside + n <= in_.height()) return in_.template rows<n>(inside);
        return {{row(y + I)...}};
    }
    constexpr auto left() const { return pad_.template get<2>(); }
    template <class X, class Y, class Z>
    static constexpr auto sum(X n, Y before, Z after) {
        return with_dims([](index_t a, index_t b, index_t c) { return a + b + c; }, n, before,
                         after);
    }

    In in_;
    std::remove_cvref_t<decltype(std::declval<Stage const&>().padding())> pad_;
    [[no_unique_address]] Border border_;
    seam* seams_ = nullptr;
    index_t first_ = 0, before_ = 0, behind_ = 0, after_ = 0;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
