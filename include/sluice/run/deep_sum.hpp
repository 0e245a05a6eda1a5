#pragma once
// Convolutions of many channels with few results: packs of channels, added up at the end.

#include <sluice/run/deep.hpp>
#include <sluice/run/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Whether each result of Stage on E is a sum of full packs of N channels.
template <class Stage, class E, int N>
constexpr bool sums_packs_of_channels() {
    using Planes = decltype(std::declval<E const&>().extents().channels());
    using Groups = decltype(std::declval<Stage const&>().groups());
    return adds_products<Stage> && std::is_same_v<Groups, dim<1>> && Planes::is_static && N >= 4 &&
           Planes::static_value > 0 && Planes::static_value % N == 0;
}

/// The sum of the lanes of each pack, in the order of the packs. (a, b) become the sums of a's
/// neighbours and then of b's, and so on, until one pack is left.
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> sums_of_lanes(pack<T, N, A> (&each)[N]) {
#pragma GCC unroll 8
    for (int n = N / 2; n > 0; n /= 2)
#pragma GCC unroll 32
        for (int i = 0; i < n; ++i)
            each[i] = as_pack<T, N, A>(seconds<0>(each[2 * i], each[2 * i + 1]) +
                                       seconds<1>(each[2 * i], each[2 * i + 1]));
    return each[0];
}

/// Reads rows of interleaved channels, kept as what they are summed in, and makes packs of pixels:
/// of N pixels together each has a pack of sums, which every pack of weights serves.
template <class Stage, class Window, class In, class Result, int N, class A>
class deep_sum_node : public over_windows<Stage, Window, In> {
    using base = over_windows<Stage, Window, In>;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw, base::dh, base::dw,
        base::reach_h;
    using typename base::DW;

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = 1, natural_rows = 1;
    static constexpr bool addressable = false, has_edges = false;

    constexpr deep_sum_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    constexpr auto channels() const { return stage_->count(); }
    static constexpr x_range interior() { return everywhere; }

    constexpr void place(layout& room, index_t, index_t, index_t rows) {
        in_.place(room, 0, in_.width(), this->rows_under(rows));
        weights_ = room.take<Result>(channels(), window_weights());
    }
    void start() {
        in_.start();
        Result* to = weights_; // in the order in which the loops want them
        for (index_t o = 0; o < channels(); ++o)
            for (index_t i = 0; i < kh(); ++i)
                for (index_t j = 0; j < kw(); ++j)
                    for (index_t c = 0; c < in_.channels(); ++c)
                        *to++ = static_cast<Result>(stage_->weight(i, j, c, o));
    }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    /// Windows find their rows themselves.
    template <int R>
    SLUICE_INLINE index_t rows(index_t y) const {
        return y;
    }

    template <int R, bool>
    SLUICE_INLINE tile<lanes, R, group> block(holds_nothing, index_t y, index_t x,
                                              index_t o) const {
        index_t const last = this->height() - 1;
        tile<lanes, R, group> out;
        for (int r = 0; r < R; ++r) out.at[r][0] = pixels(y + r < last ? y + r : last, x, o);
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, rows);
        say.registers(rows, lanes::size, group);
        say.window(false);
        say.takes("weights, in order", weights_);
    }

private:
    /// The weights of one result.
    constexpr index_t window_weights() const { return kh() * kw() * in_.channels(); }

    /// N pixels; where rows end before, the last one again.
    [[gnu::noinline]] lanes pixels(index_t y, index_t x, index_t o) const {
        auto const step = sw() * in_.channels();
        if (x + N <= this->width()) return sums(y, x, o, [&](index_t p) { return p * step; });
        index_t place[N];
        for (index_t p = 0; p < N; ++p) {
            index_t const inside = this->width() - 1 - x;
            place[p] = (p < inside ? p : inside) * step;
        }
        return sums(y, x, o, [&](index_t p) { return place[p]; });
    }
    /// Pixel p's window begins at place(p), counted from that of the first one.
    template <class Place>
    SLUICE_INLINE lanes sums(index_t y, index_t x, index_t o, Place const& place) const {
        lanes each[N];
#pragma GCC unroll 32
        for (int p = 0; p < N; ++p) each[p] = lanes(Result(0));
        auto const in = in_; // a copy that no store can reach
        index_t const pixel = in.channels();
        Result const* weight = weights_ + o * window_weights();
        for (index_t i = 0; i < kh(); ++i) {
            Result const* const from = in.row(y * sh() + i * dh()) + x * sw() * pixel;
            index_t const side_by_side = std::is_same_v<DW, dim<1>> ? index_t(kw()) : 1;
            for (index_t j = 0; j < kw(); j += side_by_side) {
                Result const* const run = from + j * dw() * pixel;
#pragma GCC unroll 1
                for (index_t t = 0; t < side_by_side * pixel; t += N) {
                    auto const w = load<Result, N, A>(weight + t);
#pragma GCC unroll 32
                    for (int p = 0; p < N; ++p)
                        each[p] = stage_->tap(each[p], load<Result, N, A>(run + place(p) + t), w);
                }
                weight += side_by_side * pixel;
            }
        }
        auto const begin = stage_->template start<lanes>(o);
        return stage_->finish(as_pack<Result, N, A>(begin + sums_of_lanes(each)));
    }

    Result* weights_ = nullptr;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
