#pragma once
// Stages whose windows overlap: they read an input that can be addressed.

#include <sluice/run/blocking.hpp>

namespace sluice::inline v0_1::detail {

template <class Stage>
inline constexpr bool is_fold = std::is_same_v<typename Stage::stage_kind, fold_kind>;

/// Every S-th pixel from x on, of a row that can be addressed.
template <bool Edge, class In, class Row, class S>
SLUICE_INLINE auto load_every(In const& in, Row row, index_t x, S s) {
    using P = typename In::lanes;
    if (s == 1) return in.template load<Edge>(row, x);
    if (s == 2)
        return deinterleave<2>(bundle<P, 2>{{in.template load<Edge>(row, x), in.template load<Edge>(row, x + P::size)}}).part[0];
    spilled<typename P::value_type, P::size> some;
    for (int i = 0; i < P::size; ++i) some.value[i] = in.template value<Edge>(row, x + i * s);
    return load<typename P::value_type, P::size, typename P::arch>(some.value);
}

/// A fold (convolution) or a reduction (pool) over windows of an addressable input.
template <class Stage, class In, class Result, int N, class A>
class window_node {
    using H = decltype(std::declval<Stage const&>().window().template get<0>());
    using W = decltype(std::declval<Stage const&>().window().template get<1>());
    using SH = decltype(std::declval<Stage const&>().step().template get<0>());
    using SW = decltype(std::declval<Stage const&>().step().template get<1>());
    using Planes = decltype(std::declval<In const&>().channels());
    static constexpr bool fold = is_fold<Stage>;
    using InLanes = typename In::lanes;

    static constexpr auto results(Stage const& stage, In const& in) {
        if constexpr (fold) return stage.weights().count();
        else return in.channels();
    }
    using C = decltype(results(std::declval<Stage const&>(), std::declval<In const&>()));

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = group_of<C>;
    static constexpr bool addressable = false;
    static constexpr bool has_edges = In::has_edges;
    static constexpr bool unrolled = H::is_static && W::is_static && SH::is_static && SW::is_static && C::is_static &&
                                     C::static_value == group && Planes::is_static && SW::static_value <= 4 &&
                                     H::static_value * W::static_value * (fold ? Planes::static_value : 1) * group <= most_unrolled_taps;
    static constexpr int natural_rows = window_rows<group>;

    window_node(Stage const& stage, In in) : in_(std::move(in)), stage_(&stage) {}

    constexpr auto height() const { return windows_in(in_.height(), kh(), sh()); }
    constexpr auto width() const { return windows_in(in_.width(), kw(), sw()); }
    constexpr auto channels() const { return results(*stage_, in_); }
    constexpr x_range interior() const { return reads().interior(in_.interior()); }

    void place(layout& room, index_t lo, index_t hi, index_t rows) {
        index_t const rows_in = (rows - 1) * sh() + kh();
        in_.place(room, lo * sw(), (hi - N) * sw() + reads().length(), rows_in);
        if constexpr (!unrolled) table_ = room.take<typename In::value_type const*>(rows_in);
    }
    void start() { in_.start(); }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare((end - 1) * sh() + kh()); }

    /// The weights, each in every lane.
    SLUICE_INLINE auto held() const {
        if constexpr (!unrolled || !fold) return holds_nothing{};
        else {
            held_weights held;
            for (int i = 0; i < H::static_value; ++i)
                for (int j = 0; j < W::static_value; ++j)
                    for (int c = 0; c < Planes::static_value; ++c)
                        for (int g = 0; g < group; ++g)
                            held.at[i][j][c][g] = lanes(static_cast<Result>(stage_->weight(i, j, c, g)));
            return held;
        }
    }

    template <int R>
    SLUICE_INLINE auto rows(index_t y) const {
        if constexpr (unrolled) return in_.template rows<(R - 1) * SH::static_value + H::static_value>(y * sh());
        else {
            index_t const last = in_.height() - 1;
            for (index_t i = 0; i < (R - 1) * sh() + kh(); ++i)
                table_[i] = in_.row(y * sh() + i < last ? y * sh() + i : last);
            return long_row_table<typename In::value_type>{table_};
        }
    }

    template <int R, bool Edge, class Held, class Table>
    SLUICE_INLINE tile<lanes, R, group> block(Held const& held, Table const& table, index_t x, index_t o) const {
        if constexpr (!unrolled) return looped<R, Edge>(table, x, o);
        else if constexpr (fold) return folded<R, Edge>(held, table, x);
        else return reduced<R, Edge>(table, x);
    }

private:
    struct held_weights {
        lanes at[unrolled ? H::static_value : 1][unrolled ? W::static_value : 1][unrolled ? Planes::static_value : 1][group];
    };

    constexpr auto kh() const { return stage_->window().template get<0>(); }
    constexpr auto kw() const { return stage_->window().template get<1>(); }
    constexpr auto sh() const { return stage_->step().template get<0>(); }
    constexpr auto sw() const { return stage_->step().template get<1>(); }
    /// Unrolled taps share the dense loads at every s-th place.
    constexpr reach reads() const { return {unrolled ? (kw() - 1) / sw() * sw() + 1 : index_t(kw()), sw(), N}; }

    /// The S phases of a row at x: dense loads, of which each serves S columns of taps.
    template <bool Edge, int S, class Row>
    SLUICE_INLINE bundle<InLanes, S> phases(Row row, index_t x) const {
        bundle<InLanes, S> dense;
        for (int s = 0; s < S; ++s) dense.part[s] = in_.template load<Edge>(row, x + s * N);
        return deinterleave<S>(dense);
    }

    /// Columns of taps outermost, then input rows, then the sums, so that a loaded pack feeds every
    /// output row that needs it.
    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> folded(held_weights const& held, Table const& table, index_t x) const {
        constexpr int h = H::static_value, w = W::static_value, sy = SH::static_value, sx = SW::static_value;
        tile<lanes, R, group> sum;
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < group; ++g) sum.at[r][g] = stage_->template start<lanes>();
#pragma GCC unroll 32
        for (int j = 0; j < w; j += sx)
#pragma GCC unroll 8
            for (int c = 0; c < Planes::static_value; ++c)
#pragma GCC unroll 32
                for (int i = 0; i < (R - 1) * sy + h; ++i) {
                    auto const pixels = phases<Edge, sx>(table[i] + c * in_.plane_pitch(), x * sx + j);
#pragma GCC unroll 4
                    for (int p = 0; p < sx; ++p) {
                        if (j + p >= w) break;
                        auto pixel = convert_to<Result>(pixels.part[p]);
                        keep_in_register(pixel);
#pragma GCC unroll 8
                        for (int r = 0; r < R; ++r) {
                            int const t = i - r * sy;
                            if (t < 0 || t >= h) continue;
#pragma GCC unroll 4
                            for (int g = 0; g < group; ++g)
                                sum.at[r][g] = stage_->tap(sum.at[r][g], pixel, held.at[t][j + p][c][g]);
                        }
                    }
                }
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < group; ++g) sum.at[r][g] = stage_->finish(sum.at[r][g]);
        return sum;
    }

    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> reduced(Table const& table, index_t x) const {
        constexpr int h = H::static_value, w = W::static_value, sy = SH::static_value, sx = SW::static_value;
        using Sum = decltype(stage_->first(std::declval<InLanes>()));
        tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g) {
                Sum total;
#pragma GCC unroll 32
                for (int j = 0; j < w; j += sx)
#pragma GCC unroll 32
                    for (int i = 0; i < h; ++i) {
                        auto const pixels = phases<Edge, sx>(table[r * sy + i] + g * in_.plane_pitch(), x * sx + j);
#pragma GCC unroll 4
                        for (int p = 0; p < sx; ++p) {
                            if (j + p >= w) break;
                            auto const pixel = stage_->first(pixels.part[p]);
                            total = i == 0 && j + p == 0 ? pixel : stage_->combine(total, pixel);
                        }
                    }
                out.at[r][g] = stage_->finish(total, index_t{h * w});
            }
        return out;
    }

    /// Any window, stride and number of channels: the taps are a loop.
    template <int R, bool Edge, class Table>
    SLUICE_INLINE tile<lanes, R, group> looped(Table const& table, index_t x, index_t o) const {
        tile<lanes, R, group> out;
        if constexpr (fold) {
            for (int r = 0; r < R; ++r)
                for (int g = 0; g < group; ++g) out.at[r][g] = stage_->template start<lanes>();
            for (index_t c = 0; c < in_.channels(); ++c)
                for (index_t i = 0; i < kh(); ++i)
                    for (index_t j = 0; j < kw(); ++j) {
                        lanes weight[group];
                        for (int g = 0; g < group; ++g) weight[g] = lanes(static_cast<Result>(stage_->weight(i, j, c, o + g)));
                        for (int r = 0; r < R; ++r) {
                            auto const pixel = convert_to<Result>(
                                load_every<Edge>(in_, table[r * sh() + i] + c * in_.plane_pitch(), x * sw() + j, sw()));
                            for (int g = 0; g < group; ++g) out.at[r][g] = stage_->tap(out.at[r][g], pixel, weight[g]);
                        }
                    }
            for (int r = 0; r < R; ++r)
                for (int g = 0; g < group; ++g) out.at[r][g] = stage_->finish(out.at[r][g]);
        } else {
            using Sum = decltype(stage_->first(std::declval<InLanes>()));
            for (int r = 0; r < R; ++r)
                for (int g = 0; g < group; ++g) {
                    auto const pixel = [&](index_t i, index_t j) {
                        return stage_->first(
                            load_every<Edge>(in_, table[r * sh() + i] + (o + g) * in_.plane_pitch(), x * sw() + j, sw()));
                    };
                    Sum total = pixel(0, 0);
                    for (index_t j = 1; j < kw(); ++j) total = stage_->combine(total, pixel(0, j));
                    for (index_t i = 1; i < kh(); ++i)
                        for (index_t j = 0; j < kw(); ++j) total = stage_->combine(total, pixel(i, j));
                    out.at[r][g] = stage_->finish(total, kh() * kw());
                }
        }
        return out;
    }

    In in_;
    Stage const* stage_;
    typename In::value_type const** table_ = nullptr;
};

} // namespace sluice::inline v0_1::detail
