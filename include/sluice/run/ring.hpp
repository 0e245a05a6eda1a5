#pragma once
// The last few rows of a node, in cache, one plane per channel.

#include <sluice/core/border.hpp>
#include <sluice/run/sweep.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// How the values of a row lie: plane behind plane, or pixel by pixel as in pictures.
struct by_plane {
    static constexpr bool interleaved = false;
};
struct by_pixel {
    static constexpr bool interleaved = true;
};

/// Holds rows of In, as T, for a consumer whose windows overlap or that wants planes. A border
/// after In costs next to nothing: it is the margin of each row, and above and below a shared row
/// or, where rows are repeated, one of those that are held. As many rows are held as lie between
/// the first and the last that one window needs: a few, but with wrap, or where a mirror's border
/// is as high as the picture, all of them.
template <class In, class T, class Padding, class Border, class Order, int N, class B>
class ring_node {
    using A = typename B::arch;
    using C = decltype(std::declval<In const&>().channels());

public:
    using stored_type = T;
    using value_type = T;
    using lanes = pack<T, N, A>;
    static constexpr int group = In::group;
    static constexpr bool addressable = true;
    static constexpr bool has_edges = false;
    static constexpr int natural_rows = B::plain_rows;
    static constexpr int step = In::natural_rows;
    static constexpr bool repeats = index_border<Border>;

    constexpr ring_node(In in, Padding pad, Border border)
        : in_(std::move(in)), pad_(pad), border_(border) {}

    constexpr auto height() const {
        return sum(in_.height(), pad_.template get<0>(), pad_.template get<1>());
    }
    constexpr auto width() const {
        return sum(in_.width(), pad_.template get<2>(), pad_.template get<3>());
    }
    constexpr auto channels() const { return in_.channels(); }
    index_t plane_pitch() const { return pitch_; }
    static constexpr x_range interior() { return everywhere; }

    constexpr void place(layout& room, index_t, index_t hi, index_t rows) {
        constexpr index_t line = B::line_bytes / index_t{sizeof(T)};
        index_t const left = pad_.template get<2>();
        index_t const too_far = deep_node<In> ? 0 : N; // what a tile may store behind a row
        before_ = (left * pixel() + line - 1) / line * line;
        index_t behind = hi > width() ? hi - left : width() - left;
        behind = behind > in_.width() + too_far ? behind : in_.width() + too_far;
        pitch_ = (before_ + behind * pixel() + line - 1) / line * line;
        if (pitch_ * index_t{sizeof(T)} % B::way_bytes == 0)
            pitch_ += line; // rows do not share their cache sets
        capacity_ = 1;
        while (capacity_ < rows_apart(rows)) capacity_ *= 2;
        index_t const packs_end = in_.width() > N ? index_t(in_.width()) : index_t{N};
        in_.place(room, 0, packs_end, step);
        slots_ = room.take<T>(capacity_, length());
        if constexpr (repeats) margin_ = room.take<index_t>(left + pad_.template get<3>());
        else outside_ = room.take<T>(length());
    }
    void start() {
        in_.start();
        for (index_t i = 0; i < capacity_ * length(); ++i) slots_[i] = outside();
        if constexpr (repeats) {
            index_t const n = in_.width(), left = pad_.template get<2>();
            for (index_t i = 0; i < left; ++i) margin_[i] = border_.index(i - left, n);
            for (index_t i = 0; i < pad_.template get<3>(); ++i)
                margin_[left + i] = border_.index(n + i, n);
        } else
            for (index_t i = 0; i < length(); ++i) outside_[i] = outside();
    }
    void begin(index_t m) {
        in_.begin(m);
        made_ = 0;
        asked_ = {};
    }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    /// Makes rows until those below `end` are there.
    void prepare(index_t end) {
        index_t const h = in_.height(), wanted = needed_below(end);
        if (made_ >= wanted) return;
        auto const held = in_.held();
        do {
            index_t const y = made_ + step <= h ? made_ : h > step ? h - step : 0;
            in_.prepare(y + step < h ? y + step : h);
            slot_sink const sink(*this, y);
            sweep<B, step>(in_, held, y, sink);
            if constexpr (repeats) repeat_margins(y);
            else if (!deep_node<In> && in_.width() < N) restore_margins(y);
            made_ = y + step < h ? y + step : h;
        } while (made_ < wanted);
    }

    SLUICE_INLINE T const* row(index_t y) const {
        index_t const inside = y - pad_.template get<0>(), h = in_.height();
        T const* const at = inside >= 0 && inside < h ? slot(inside) : row_outside(inside, h);
        return at + (before_ - pad_.template get<2>() * pixel());
    }
    template <int R>
    SLUICE_INLINE row_table<T, R> rows(index_t y) const {
        row_table<T, R> table;
        index_t const last = height() - 1;
#pragma GCC unroll 1
        for (int r = 0; r < R; ++r) table.at[r] = not_masked(row(y + r < last ? y + r : last));
        return table;
    }
    template <bool>
    static SLUICE_INLINE plain_column column(index_t x, taps_of_window = {}) {
        return {x};
    }
    SLUICE_INLINE lanes load(T const* row, plain_column at) const {
        return sluice::load<T, N, A>(row + at.x);
    }
    template <bool>
    SLUICE_INLINE T value(T const* row, index_t x) const {
        return row[x];
    }
    template <int R, bool, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(holds_nothing, Table const& table, index_t x,
                                              index_t o) const {
        tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < group; ++g) out.at[r][g] = load(plane(table[r], o + g), {x});
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t) const {
        in_.explain(say, step);
        say.ring(capacity_, length() * index_t{sizeof(T)}, capacity_ >= in_.height());
        say.takes("rows", slots_);
        if constexpr (repeats) say.takes("which pixels are repeated in the margins", margin_);
        else say.takes("a row outside", outside_);
    }

private:
    /// Puts the tiles of a block of rows into their slots. Slots are as long as a pack needs, and
    /// there are at least `step` of them, so rows behind the last one do no harm.
    struct slot_sink {
        T* row[step];
        index_t pitch;
        [[no_unique_address]] C channels;

        slot_sink(ring_node const& ring, index_t y)
            : pitch(ring.pitch_), channels(ring.channels()) {
            for (int r = 0; r < step; ++r) row[r] = ring.slot(y + r) + ring.before_;
        }
        template <int R, class Tile>
        SLUICE_INLINE void put(index_t x, index_t o, Tile const& t) const {
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r)
                if constexpr (!Order::interleaved)
#pragma GCC unroll 4
                    for (int g = 0; g < group; ++g)
                        store(row[r] + (o + g) * pitch + x,
                              lane_convert(t.at[r][g], type_name_of<T>{}));
                else put_pixels(row[r], x, o, t.at[r]);
        }
        template <int X, class P, int V>
        SLUICE_INLINE void put_deep(index_t x, index_t o, deep_tile<P, X, V> const& t) const {
#pragma GCC unroll 64
            for (int i = 0; i < X * V; ++i) {
                auto const value = lane_convert(t.at[i], type_name_of<T>{});
                index_t const at = x + i / V, first = o + i % V * N;
                if constexpr (Order::interleaved) store(row[0] + at * channels + first, value);
                else {
                    auto const each = spill(value);
                    for (index_t c = 0; c < N; ++c)
                        row[0][(first + c) * pitch + at] = each.value[c];
                }
            }
        }

    private:
        template <class P>
        SLUICE_INLINE void put_pixels(T* to, index_t x, index_t o, P const (&t)[group]) const {
            bundle<pack<T, N, A>, group> all;
            for (int g = 0; g < group; ++g) all.part[g] = lane_convert(t[g], type_name_of<T>{});
            if constexpr (C::is_static && C::static_value == group) {
                all = interleave<group>(all);
                for (int g = 0; g < group; ++g) store(to + x * group + g * N, all.part[g]);
            } else
                for (int g = 0; g < group; ++g) {
                    auto const each = spill(all.part[g]);
                    for (index_t i = 0; i < N; ++i) to[(x + i) * channels + o + g] = each.value[i];
                }
        }
    };

    /// Rows narrower than a pack were stored with lanes too many: they are margin again.
    void restore_margins(index_t y) const {
        for (index_t r = y; r < y + step; ++r)
            for (index_t c = 0; c < channels(); ++c)
                for (index_t x = in_.width(); x < N; ++x)
                    slot(r)[before_ + offset(c, x)] = outside();
    }
    /// The margins of rows y..y+step, from what these rows hold now.
    void repeat_margins(index_t y) const {
        index_t const left = pad_.template get<2>(), right = pad_.template get<3>();
        for (index_t r = y; r < y + step; ++r)
            for (index_t c = 0; c < channels(); ++c) {
                T* const row = slot(r) + before_;
                for (index_t i = 0; i < left; ++i)
                    row[offset(c, i - left)] = row[offset(c, margin_[i])];
                for (index_t i = 0; i < right; ++i)
                    row[offset(c, in_.width() + i)] = row[offset(c, margin_[left + i])];
            }
    }

    /// What no row has written yet, and what a border of one value is.
    constexpr T outside() const {
        if constexpr (repeats) return T(0);
        else return border_.template outside<T>();
    }
    SLUICE_INLINE T const* row_outside(index_t inside, index_t h) const {
        if constexpr (repeats) return slot(border_.index(inside, h));
        else return outside_;
    }

    /// How many rows of In have to be there for those below `end`. Rows are asked for in order.
    index_t needed_below(index_t end) {
        index_t const top = pad_.template get<0>(), h = in_.height();
        if constexpr (!repeats) return end - top < h ? end - top : h;
        else {
            for (; asked_.rows < end; ++asked_.rows) asked_.see(border_, asked_.rows - top, h);
            return asked_.needed;
        }
    }
    /// The most rows that lie between the first and the last one that are held for `rows` rows of
    /// the padded picture.
    constexpr index_t rows_apart(index_t rows) const {
        index_t const top = pad_.template get<0>(), h = in_.height(), all = height();
        index_t most = rows + step - 1;
        if constexpr (repeats) {
            seen so_far;
            index_t above = 0; // rows needed before the first row inside
            for (index_t end = 1; end <= all; ++end) {
                so_far.see(border_, end - 1 - top, h);
                if (end <= top) above = so_far.needed;
                bool const plain = end - rows >= top && end - top <= h && end - top >= above;
                if (plain) continue;
                index_t const first = end > rows ? end - rows : 0;
                for (index_t y = first; y < end; ++y) {
                    index_t const held = so_far.needed + step - 1 - inside(border_, y - top, h);
                    most = held > most ? held : most;
                }
            }
            most = most > h + step - 1 ? h + step - 1 : most;
        }
        return most;
    }
    /// The rows of In behind rows of the padded picture, seen one after the other.
    struct seen {
        index_t rows = 0, needed = 0;
        constexpr void see(Border const& border, index_t y, index_t h) {
            index_t const row = inside(border, y, h) + 1;
            needed = row > needed ? row : needed;
        }
    };
    static constexpr index_t inside(Border const& border, index_t y, index_t h) {
        return y >= 0 && y < h ? y : border.index(y, h);
    }
    SLUICE_INLINE T const* plane(T const* row, index_t c) const { return row + c * pitch_; }
    /// From one pixel of a row to the next, and to value c of pixel x, in values.
    constexpr auto pixel() const {
        if constexpr (Order::interleaved) return in_.channels();
        else return dim<1>{};
    }
    constexpr index_t offset(index_t c, index_t x) const {
        return Order::interleaved ? x * pixel() + c : c * pitch_ + x;
    }
    /// The values of a row, with its margins.
    constexpr index_t length() const { return Order::interleaved ? pitch_ : channels() * pitch_; }
    SLUICE_INLINE T* slot(index_t y) const { return slots_ + (y & (capacity_ - 1)) * length(); }
    template <class X, class Y, class Z>
    static constexpr auto sum(X n, Y before, Z after) {
        return with_dims([](index_t a, index_t b, index_t c) { return a + b + c; }, n, before,
                         after);
    }

    In in_;
    [[no_unique_address]] Padding pad_;
    [[no_unique_address]] Border border_;
    T* slots_ = nullptr;
    T* outside_ = nullptr;
    index_t* margin_ = nullptr;
    index_t before_ = 0, pitch_ = 0, capacity_ = 0, made_ = 0;
    seen asked_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
