#pragma once
// The pictures that a pipeline reads.

#include <sluice/core/view.hpp>
#include <sluice/lane/channels.hpp>
#include <sluice/lane/memory.hpp>
#include <sluice/run/blocking.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Rows of the user's memory. A vector may reach beyond a row, into its neighbours, but never
/// beyond the user's memory: the few rows at either end from which it could are read from copies.
/// Pixels are given as As.
template <class T, class Extents, class As, int N, class B>
class source_node {
    using A = typename B::arch;
    using C = decltype(std::declval<Extents const&>().channels());
    using ahead = prefetcher<B::asked_into_cache>;

public:
    using stored_type = T;
    using value_type = As;
    using lanes = pack<As, N, A>;
    /// Four channels come in a register as easily as one: they are made together wherever they fit.
    static constexpr int group = C::is_static && C::static_value % 4 == 0 ? 4 : group_of<C>;
    static constexpr bool addressable = std::is_same_v<C, dim<1>>;
    static constexpr bool has_edges = false;
    static constexpr int natural_rows = B::plain_rows;

    constexpr explicit source_node(image_view<T const, Extents> const& view) : view_(view) {}

    constexpr auto height() const { return view_.extents().height(); }
    constexpr auto width() const { return view_.extents().width(); }
    constexpr auto channels() const { return view_.extents().channels(); }
    static constexpr index_t plane_pitch() { return 0; }
    static constexpr x_range interior() { return everywhere; }

    constexpr void place(layout& room, index_t lo, index_t hi, index_t) {
        before_ = lo < 0 ? -lo * channels() : 0;
        after_ = (hi > width() ? hi : index_t(width())) * channels();
        index_t const row = width() * channels();
        most_heads_ = rows_within(before_);
        most_tails_ = rows_within(after_ - row);
        copies_ = room.take<T>(most_heads_ + most_tails_, before_ + after_);
    }

    void start() {
        for (index_t i = 0; i < (most_heads_ + most_tails_) * (before_ + after_); ++i)
            copies_[i] = T(0);
        T const* const data = view_.data();
        ahead_ = is_prefetched<B, T>(view_.span(), view_.row_pitch())
                     ? ahead(data, data + view_.span())
                     : ahead();
        below_ = asks_below() ? view_.row_pitch() * index_t{sizeof(T)} : 0;
    }

    void begin(index_t m) {
        index_t const at = m * view_.image_pitch();
        image_ = view_.data() + at;
        heads_ =
            at >= before_ ? 0 : clamped((before_ - at - 1) / view_.row_pitch() + 1, 0, height());
        index_t const spare =
            view_.span() - after_ - at; // the last row pointer that may be read from
        tails_from_ = spare >= (height() - 1) * view_.row_pitch() ? index_t(height())
                      : spare < 0                                 ? 0
                                                                  : spare / view_.row_pitch() + 1;
        for (index_t y = 0; y < heads_; ++y) copy_row(y);
        for (index_t y = tails_from_ > heads_ ? tails_from_ : heads_; y < height(); ++y)
            copy_row(y);
    }

    SLUICE_INLINE void prepare(index_t end) {
        index_t const row = view_.row_pitch() * index_t{sizeof(T)};
        ahead_.ask_until(image_, end * row + B::read_ahead);
    }
    /// Asks for the pack at x of a row so many rows below, in good time where rows are long. Into
    /// the second cache: the first does not hold a block of them.
    SLUICE_INLINE void ask_below(T const* row, index_t x, index_t rows) const {
        if constexpr (may_ask_below()) {
            // Short rows pass over it all: W8a of run-time sizes 0.83 to 0.94 of the time.
            if (below_ == 0) [[unlikely]]
                return;
            index_t const on = x * channels() * index_t{sizeof(T)} + rows * below_;
            auto const there =
                reinterpret_cast<std::uintptr_t>(row) + static_cast<std::uintptr_t>(on);
            constexpr std::uintptr_t bytes = N * C::static_value * sizeof(T);
#pragma GCC unroll 16
            for (std::uintptr_t b = 0; b < bytes; b += cache_line) prefetch<2>(there + b);
        }
    }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    SLUICE_INLINE T const* row(index_t y) const {
        if (y < heads_ || y >= tails_from_) [[unlikely]]
            return copy_of(y);
        return image_ + y * view_.row_pitch();
    }

    /// The first of n rows from row y on that lie a pitch apart, or null where they do not.
    SLUICE_INLINE T const* evenly(index_t y, index_t n) const {
        return y >= heads_ && y + n <= tails_from_ ? image_ + y * row_pitch() : nullptr;
    }
    index_t row_pitch() const { return view_.row_pitch(); }
    template <int R>
    SLUICE_INLINE row_table<T, R> rows(index_t y) const {
        return rows_from(y, std::make_integer_sequence<int, R>{});
    }

    template <bool>
    static SLUICE_INLINE plain_column column(index_t x, taps_of_window = {}) {
        return {x};
    }
    SLUICE_INLINE lanes load(T const* row, plain_column at) const {
        return convert_to<As>(sluice::load<T, N, A>(row + at.x));
    }
    template <bool>
    SLUICE_INLINE T value(T const* row, index_t x) const {
        return row[x];
    }

    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(holds_nothing, Table const& table, index_t x,
                                              index_t o) const {
        tile<lanes, R, group> out;
        if constexpr (std::is_same_v<C, dim<group>>)
#pragma GCC unroll 8
            for (int r = 0; r < R; ++r) ask_below(table[r], x, R);
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) {
            if constexpr (group > 1 || std::is_same_v<C, dim<1>>) {
                auto const pixels =
                    load_channels<As, group, N, A>(table[r] + x * channels() + o, channels());
#pragma GCC unroll 4
                for (int g = 0; g < group; ++g) out.at[r][g] = by_its_registers(pixels.part[g]);
            } else {
                spilled<T, N> some;
                for (int i = 0; i < N; ++i) some.value[i] = table[r][(x + i) * channels() + o];
                out.at[r][0] = convert_to<As>(sluice::load<T, N, A>(some.value));
            }
        }
        return out;
    }

    static constexpr bool gives_interleaved =
        group > 1 && std::is_same_v<C, dim<group>>&& std::is_same_v<T, As>;
    template <int R, bool, class Table>
    SLUICE_INLINE interleaved_tile<lanes, R, group> interleaved(holds_nothing, Table const& table,
                                                                index_t x) const {
        interleaved_tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g)
                out.at[r][g] = sluice::load<T, N, A>(table[r] + x * group + g * N);
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t) const {
        say.memory(is_prefetched<B, T>(view_.span(), view_.row_pitch()) ? B::read_ahead : 0);
        say.takes("copies of rows at either end of the memory", copies_);
    }

private:
    /// Whether rows may be so long that each is asked for by those above it, and whether they are.
    static constexpr bool may_ask_below() {
        using Width = decltype(std::declval<Extents const&>().width());
        if constexpr (!B::asks_below || !C::is_static) return false;
        else
            return !Width::is_static ||
                   Width::static_value * C::static_value * index_t{sizeof(T)} >= B::page_bytes;
    }
    constexpr bool asks_below() const {
        return may_ask_below() && is_asked_below<B, T>(view_.span(), view_.row_pitch());
    }
    template <int... I>
    SLUICE_INLINE row_table<T, sizeof...(I)> rows_from(index_t y,
                                                       std::integer_sequence<int, I...>) const {
        index_t const pitch = view_.row_pitch(), last = height() - 1;
        T const* const first = image_ + y * pitch;
        if (y >= heads_ && y + index_t{sizeof...(I)} <= tails_from_) [[likely]]
            return {{kept_in_register(first + I * pitch)...}};
        return {{row(y + I < last ? y + I : last)...}};
    }
    /// How many rows begin less than n elements from the end of the memory at which they lie.
    constexpr index_t rows_within(index_t n) const {
        return n <= 0 ? 0 : clamped((n - 1) / view_.row_pitch() + 1, 0, height());
    }
    T* copy_of(index_t y) const {
        index_t const slot = y < heads_ ? y : most_heads_ + (height() - 1 - y);
        return copies_ + slot * (before_ + after_) + before_;
    }
    void copy_row(index_t y) const {
        T* const to = copy_of(y);
        T const* const from = image_ + y * view_.row_pitch();
        for (index_t i = 0; i < width() * channels(); ++i) to[i] = from[i];
    }

    image_view<T const, Extents> view_;
    T const* image_ = nullptr;
    T* copies_ = nullptr;
    index_t before_ = 0, after_ = 0, most_heads_ = 0, most_tails_ = 0, heads_ = 0, tails_from_ = 0;
    index_t below_ = 0; // the bytes from a row to the next, or 0
    ahead ahead_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
