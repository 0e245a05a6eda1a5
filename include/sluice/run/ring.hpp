#pragma once
// The last few rows of a node, in cache, one plane per channel.

#include <sluice/run/sweep.hpp>

namespace sluice::inline v0_1::detail {

struct no_border {
    template <class T>
    static constexpr T outside() {
        return T(0);
    }
};

/// Holds rows of In, as T, for a consumer whose windows overlap or that wants planes. A border
/// after In costs nothing: it is the margin of each row, and a shared row above and below.
template <class In, class T, class Padding, class Border, int N, class A>
class ring_node {
public:
    using stored_type = T;
    using value_type = T;
    using lanes = pack<T, N, A>;
    static constexpr int group = In::group;
    static constexpr bool addressable = true;
    static constexpr bool has_edges = false;
    static constexpr int natural_rows = 2;
    static constexpr int step = In::natural_rows;

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
        constexpr index_t line = 64 / index_t{sizeof(T)};
        index_t const left = pad_.template get<2>();
        before_ = (left + line - 1) / line * line;
        index_t const behind = hi - left > in_.width() + N ? hi - left : in_.width() + N;
        pitch_ = (before_ + (behind > width() - left ? behind : width() - left) + line - 1) / line *
                 line;
        if (pitch_ * index_t{sizeof(T)} % 4096 == 0)
            pitch_ += line; // rows do not share their cache sets
        capacity_ = 1;
        while (capacity_ < rows + step - 1) capacity_ *= 2;
        index_t const packs_end = in_.width() > N ? index_t(in_.width()) : index_t{N};
        in_.place(room, 0, packs_end, step);
        slots_ = room.take<T>(capacity_ * channels() * pitch_);
        outside_ = room.take<T>(channels() * pitch_);
    }
    void start() {
        in_.start();
        for (index_t i = 0; i < capacity_ * channels() * pitch_; ++i)
            slots_[i] = border_.template outside<T>();
        for (index_t i = 0; i < channels() * pitch_; ++i)
            outside_[i] = border_.template outside<T>();
    }
    void begin(index_t m) {
        in_.begin(m);
        made_ = 0;
    }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    /// Makes rows until those below `end` are there.
    void prepare(index_t end) {
        index_t const inside = end - pad_.template get<0>();
        index_t const h = in_.height();
        index_t const wanted = inside < h ? inside : h;
        if (made_ >= wanted) return;
        auto const held = in_.held();
        do {
            index_t const y = made_ + step <= h ? made_ : h > step ? h - step : 0;
            in_.prepare(y + step < h ? y + step : h);
            slot_sink const sink(*this, y);
            sweep<step>(in_, held, y, sink);
            if (in_.width() < N) restore_margins(y);
            made_ = y + step < h ? y + step : h;
        } while (made_ < wanted);
    }

    SLUICE_INLINE T const* row(index_t y) const {
        index_t const inside = y - pad_.template get<0>();
        T const* const at = inside >= 0 && inside < in_.height() ? slot(inside) : outside_;
        return at + (before_ - pad_.template get<2>());
    }
    template <int R>
    SLUICE_INLINE row_table<T, R> rows(index_t y) const {
        row_table<T, R> table;
        index_t const last = height() - 1;
#pragma GCC unroll 1
        for (int r = 0; r < R; ++r) table.at[r] = row(y + r < last ? y + r : last);
        return table;
    }
    template <bool>
    static SLUICE_INLINE plain_column column(index_t x) {
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
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < group; ++g) out.at[r][g] = load(plane(table[r], o + g), {x});
        return out;
    }

private:
    /// Puts the tiles of a block of rows into their slots. Slots are as long as a pack needs, and
    /// there are at least `step` of them, so rows behind the last one do no harm.
    struct slot_sink {
        T* row[step];
        index_t pitch;

        slot_sink(ring_node const& ring, index_t y) : pitch(ring.pitch_) {
            for (int r = 0; r < step; ++r) row[r] = ring.slot(y + r) + ring.before_;
        }
        template <int R, class Tile>
        SLUICE_INLINE void put(index_t x, index_t o, Tile const& t) const {
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
                for (int g = 0; g < group; ++g)
                    store(row[r] + (o + g) * pitch + x,
                          lane_convert(t.at[r][g], type_name_of<T>{}));
        }
    };

    /// Rows narrower than a pack were stored with lanes too many: they are margin again.
    void restore_margins(index_t y) const {
        for (index_t r = y; r < y + step; ++r)
            for (index_t c = 0; c < channels(); ++c)
                for (index_t x = in_.width(); x < N; ++x)
                    slot(r)[c * pitch_ + before_ + x] = border_.template outside<T>();
    }
    SLUICE_INLINE T const* plane(T const* row, index_t c) const { return row + c * pitch_; }
    SLUICE_INLINE T* slot(index_t y) const {
        return slots_ + (y & (capacity_ - 1)) * (channels() * pitch_);
    }
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
    index_t before_ = 0, pitch_ = 0, capacity_ = 0, made_ = 0;
};

} // namespace sluice::inline v0_1::detail
