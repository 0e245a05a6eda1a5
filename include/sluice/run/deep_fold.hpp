#pragma once
// Convolutions with many results: packs of weights, and each pixel in all lanes.

#include <sluice/run/deep.hpp>
#include <sluice/run/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Sums over windows of rows of interleaved channels, kept as what they are summed in. The taps of
/// a row of a window, and their channels, lie side by side: they are one loop, in which every pack
/// of weights serves all pixels of the block, and every value all its packs.
template <class Stage, class Window, class In, class Result, int N, class A>
class deep_fold_node : public over_windows<Stage, Window, In> {
    using base = over_windows<Stage, Window, In>;
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw, base::dh, base::dw,
        base::reach_h;
    using typename base::DW;
    using C = decltype(std::declval<Stage const&>().count());
    using Groups = decltype(std::declval<Stage const&>().groups());
    static constexpr deep_shape cut = deep_shape_for<A>(C::static_value, N);

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = 1, natural_rows = 1, packs = cut.packs, most_pixels = cut.pixels;
    static constexpr bool addressable = false;
    /// Each result has a channel of its own, and all sums read packs of them.
    static constexpr bool by_channel = !std::is_same_v<Groups, dim<1>>;

    constexpr deep_fold_node(Stage const& stage, In in) : base(stage, std::move(in)) {}

    constexpr auto channels() const { return stage_->count(); }

    constexpr void place(layout& room, index_t, index_t, index_t rows) {
        in_.place(room, 0, in_.width(), this->rows_under(rows));
        weights_ = room.take<Result>(blocks * window_weights());
        starts_ = room.take<Result>(C::static_value);
    }
    void start() {
        in_.start();
        for (index_t o = 0; o < channels(); ++o) starts_[o] = stage_->template start<Result>(o);
        Result* to = weights_; // in the order in which the loops want them
        for (index_t b = 0; b < blocks; ++b)
            for (index_t i = 0; i < kh(); ++i)
                for (index_t j = 0; j < kw(); ++j)
                    for (index_t c = 0; c < planes_summed(); ++c)
                        for (index_t l = 0; l < together; ++l)
                            *to++ = static_cast<Result>(
                                stage_->weight(i, j, c, deep_at(b * together) + l));
    }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    template <int X>
    SLUICE_INLINE deep_tile<lanes, X, packs> block(index_t y, index_t x, index_t o) const {
        deep_tile<lanes, X, packs> sum;
#pragma GCC unroll 64
        for (int i = 0; i < X * packs; ++i)
            sum.at[i] = load<Result, N, A>(starts_ + o + i % packs * N);
        auto const in = in_; // a copy that no store can reach
        Result const* weight = weights_ + (o + together - 1) / together * window_weights();
        index_t const pixel = in.channels();
        for (index_t i = 0; i < kh(); ++i) {
            Result const* from = in.row(y * sh() + i * dh()) + x * sw() * pixel;
            if constexpr (by_channel)
                for (index_t j = 0; j < kw(); ++j) {
                    add_channels<X>(sum, from + j * dw() * pixel + o, weight);
                    weight += together;
                }
            else if constexpr (std::is_same_v<DW, dim<1>>)
                weight = add_run<X>(sum, from, weight, kw() * pixel);
            else
                for (index_t j = 0; j < kw(); ++j)
                    weight = add_run<X>(sum, from + j * dw() * pixel, weight, pixel);
        }
#pragma GCC unroll 64
        for (int i = 0; i < X * packs; ++i) sum.at[i] = stage_->finish(sum.at[i]);
        return sum;
    }

    template <class Say>
    void explain(Say& say, index_t) const {
        in_.explain(say, 1);
        say.registers(1, most_pixels, together);
        say.window(false);
        say.takes("weights, in order", weights_);
        say.takes("what sums begin with", starts_);
    }

private:
    static constexpr index_t together = index_t{packs} * N;
    static constexpr index_t blocks = (C::static_value + together - 1) / together;
    static constexpr index_t deep_at(index_t o) {
        return o + together <= C::static_value ? o : C::static_value - together;
    }
    constexpr index_t planes_summed() const { return by_channel ? 1 : index_t(in_.channels()); }
    /// The weights of one block of results.
    constexpr index_t window_weights() const { return kh() * kw() * planes_summed() * together; }

    /// `count` values that lie side by side, each with its packs of weights.
    template <int X>
    SLUICE_INLINE Result const* add_run(deep_tile<lanes, X, packs>& sum, Result const* from,
                                        Result const* weight, index_t count) const {
#pragma GCC unroll 1
        for (index_t t = 0; t < count; ++t) {
            lanes w[packs];
#pragma GCC unroll 4
            for (int v = 0; v < packs; ++v) {
                w[v] = load<Result, N, A>(weight + v * N);
                keep_in_register(w[v]);
            }
            add_pixels(sum, from + t, w);
            weight += together;
        }
        return weight;
    }

    /// One value of every pixel.
    template <int X>
    SLUICE_INLINE void add_pixels(deep_tile<lanes, X, packs>& sum, Result const* from,
                                  lanes const (&w)[packs]) const {
        index_t const pixel = sw() * in_.channels();
#pragma GCC unroll 32
        for (int i = 0; i < X; ++i) {
            lanes each(from[i * pixel]);
            load_here(each);
#pragma GCC unroll 4
            for (int v = 0; v < packs; ++v)
                sum.at[i * packs + v] = stage_->tap(sum.at[i * packs + v], each, w[v]);
        }
    }

    /// One tap of results that each have a channel of their own.
    template <int X>
    SLUICE_INLINE void add_channels(deep_tile<lanes, X, packs>& sum, Result const* from,
                                    Result const* weight) const {
        index_t const pixel = in_.channels();
#pragma GCC unroll 64
        for (int i = 0; i < X * packs; ++i)
            sum.at[i] = stage_->tap(
                sum.at[i], load<Result, N, A>(from + i / packs * sw() * pixel + i % packs * N),
                load<Result, N, A>(weight + i % packs * N));
    }

    Result* weights_ = nullptr;
    Result* starts_ = nullptr;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
