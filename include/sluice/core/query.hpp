#pragma once
// What can be known of an expression or a pipeline without running it.

#include <sluice/core/pipe.hpp>
#include <sluice/core/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// Of one axis: `window` pixels of the source from position · `stride` − `before` on make one
/// output.
template <index_t K, index_t S, index_t B>
struct footprint {
    dim<K> window;
    dim<S> stride;
    dim<B> before;
};
template <index_t K, index_t S, index_t B>
constexpr auto make_footprint(dim<K> window, dim<S> stride, dim<B> before) {
    return footprint<K, S, B>{window, stride, before};
}

/// The largest window of a stage whose windows differ, and the shortest way from one to the next,
/// on an axis of n pixels and so many results.
struct differing_windows {
    index_t largest = 1, nearest = 1;

    template <class Stage>
    constexpr differing_windows(Stage const& stage, std::size_t axis, index_t results, index_t n) {
        for (index_t i = 0; i < results; ++i) {
            index_t const size = stage.end(axis, i, n) - stage.begin(axis, i, n);
            largest = size > largest ? size : largest;
            if (i == 0) continue;
            index_t const step = stage.begin(axis, i, n) - stage.begin(axis, i - 1, n);
            nearest = i == 1 || step < nearest ? step : nearest;
        }
    }
};

/// The footprint through a stage that reads what `in` describes, of n pixels on this axis: first
/// the border that it brings, then its window.
template <std::size_t Axis, class In, class Stage>
constexpr auto footprint_through(In const& in, Stage const& stage, [[maybe_unused]] index_t n) {
    auto const before = [&] {
        if constexpr (requires { stage.padding(); })
            return with_dims([](index_t b, index_t s, index_t p) { return b + s * p; }, in.before,
                             in.stride, stage.padding().template get<2 * Axis>());
        else if constexpr (requires { stage.top(); }) { // a crop may lie before what is read
            index_t const first = Axis == 0 ? index_t(stage.top()) : index_t(stage.left());
            return dim<dynamic_extent>(in.before - in.stride * first);
        } else return in.before;
    }();
    if constexpr (requires { stage.window(); }) {
        auto const k = reach_of(stage).template get<Axis>();
        auto const s = stage.step().template get<Axis>();
        return make_footprint(
            with_dims(
                [](index_t in_k, index_t in_s, index_t size) { return in_k + (size - 1) * in_s; },
                in.window, in.stride, k),
            with_dims([](index_t t, index_t step) { return t * step; }, in.stride, s), before);
    } else if constexpr (requires { stage.begin(Axis, n, n); }) {
        index_t const results = Axis == 0 ? index_t(stage.height()) : index_t(stage.width());
        differing_windows const windows(stage, Axis, results, n);
        return make_footprint(dim<dynamic_extent>(in.window + (windows.largest - 1) * in.stride),
                              dim<dynamic_extent>(in.stride * windows.nearest), before);
    } else return make_footprint(in.window, in.stride, before);
}

template <std::size_t Axis, class E>
constexpr auto footprint_of(E const& e) {
    if constexpr (is_expression<E>)
        return footprint_through<Axis>(footprint_of<Axis>(e.input()), e.stage(),
                                       Axis == 0 ? index_t(e.input().extents().height())
                                                 : index_t(e.input().extents().width()));
    else return make_footprint(dim<1>{}, dim<1>{}, dim<0>{});
}

} // namespace detail

/// How many rows and columns of the source one output depends on, as window<rows, columns>:
/// through each stage grows by (k − 1) times the strides before it. In a static_assert where the
/// types know it: static_assert(receptive_field<decltype(e)>() == sizes::window<7, 7>()).
template <class E>
    requires detail::is_expression<E>
constexpr auto receptive_field(E const& e) {
    auto const y = detail::footprint_of<0>(e);
    auto const x = detail::footprint_of<1>(e);
    return sizes::window<decltype(y.window)::static_value, decltype(x.window)::static_value>(
        y.window, x.window);
}

/// The product of all strides, as stride<rows, columns>: neighbouring outputs are that far apart.
template <class E>
    requires detail::is_expression<E>
constexpr auto total_stride(E const& e) {
    auto const y = detail::footprint_of<0>(e);
    auto const x = detail::footprint_of<1>(e);
    return sizes::stride<decltype(y.stride)::static_value, decltype(x.stride)::static_value>(
        y.stride, x.stride);
}

/// What an output at y reads around the row y · total_stride: `top` rows before it and `bottom`
/// behind it (0 where it reads none), and columns alike, as padding<top, bottom, left, right>.
/// Where every stage keeps the size it is what a tile needs around itself. After a crop the numbers
/// are known to the run only.
template <class E>
    requires detail::is_expression<E>
constexpr auto halo(E const& e) {
    auto const behind = [](index_t window, index_t before) {
        return window - 1 > before ? window - 1 - before : 0;
    };
    auto const none_below_zero = [](index_t before) { return before > 0 ? before : 0; };
    auto const y = detail::footprint_of<0>(e);
    auto const x = detail::footprint_of<1>(e);
    auto const top = detail::with_dims(none_below_zero, y.before);
    auto const bottom = detail::with_dims(behind, y.window, y.before);
    auto const left = detail::with_dims(none_below_zero, x.before);
    auto const right = detail::with_dims(behind, x.window, x.before);
    return sizes::padding<decltype(top)::static_value, decltype(bottom)::static_value,
                          decltype(left)::static_value, decltype(right)::static_value>(top, bottom,
                                                                                       left, right);
}

template <class E>
constexpr auto receptive_field() {
    return receptive_field(E());
}
template <class E>
constexpr auto total_stride() {
    return total_stride(E());
}
template <class E>
constexpr auto halo() {
    return halo(E());
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
