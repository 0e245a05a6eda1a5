#pragma once
// Pooling: one value from each window of one channel.

#include <sluice/core/pipe.hpp>
#include <sluice/core/window.hpp>
#include <sluice/reduce/avg.hpp>
#include <sluice/reduce/l2.hpp>
#include <sluice/reduce/max.hpp>
#include <sluice/reduce/min.hpp>
#include <sluice/reduce/sum.hpp>

namespace sluice::inline v0_1 {

/// out(y, x, c) = finish(combine over the window of in(y·s + i, x·s + j, c)).
template <class Reduce, class Window, class Step>
class pool_stage {
public:
    using stage_kind = reduce_kind;
    using rules = detail::rules_list<window_is_positive, stride_is_positive, window_fits_inside>;
    static constexpr char const* name = "pool";

    template <class Pixel>
    using result = typename Reduce::template result<Pixel>;

    /// The same pool with other sizes: one that the run knows may turn out to be a usual one.
    template <class OtherWindow, class OtherStep>
    using resized = pool_stage<Reduce, OtherWindow, OtherStep>;

    constexpr pool_stage() = default;
    constexpr pool_stage(Reduce reduce, Window window, Step step)
        : reduce_(reduce), window_(window), step_(step) {}

    constexpr auto window() const { return window_; }
    constexpr auto step() const { return step_; }

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        return detail::windowed(*this, in);
    }

    template <class L>
    constexpr auto first(L pixel) const {
        return reduce_.first(pixel);
    }
    template <class L>
    constexpr L combine(L a, L b) const {
        return reduce_.combine(a, b);
    }
    template <class L>
    constexpr auto finish(L total, index_t count) const {
        return reduce_.finish(total, count);
    }

private:
    [[no_unique_address]] Reduce reduce_;
    [[no_unique_address]] Window window_;
    [[no_unique_address]] Step step_;
};

namespace detail {

template <class Reduce, index_t H, index_t W>
constexpr auto make_pool(Reduce reduce, sizes::window<H, W> k) {
    sizes::stride<H, W> const step(k.template get<0>(), k.template get<1>());
    return pool_stage<Reduce, sizes::window<H, W>, sizes::stride<H, W>>(reduce, k, step);
}
template <class Reduce, index_t H, index_t W, index_t SH, index_t SW>
constexpr auto make_pool(Reduce reduce, sizes::window<H, W> k, sizes::stride<SH, SW> s) {
    return pool_stage<Reduce, sizes::window<H, W>, sizes::stride<SH, SW>>(reduce, k, s);
}
template <class Reduce, class H, class W, class... Step>
constexpr auto make_pool(Reduce reduce, H h, W w, Step... step) {
    return make_pool(reduce, window(h, w), step...);
}

} // namespace detail

/// Pooling: pool<max>(2, 2), pool<avg>(3_c, 3_c, stride<2,2>), pool<max>(window<2,2>). The stride
/// defaults to the window; rows and columns that no whole window covers are dropped.
///   out(y, x, c) = max or mean over i < kh, j < kw of in(y·s + i, x·s + j, c)
/// Shape: (m,h,w[,c]) → (m, ⌊(h−kh)/s⌋+1, ⌊(w−kw)/s⌋+1 [,c]); with plain numbers the shape is known
/// at run time only. max keeps the type, avg of integers gives float (double for int32).
/// Refuses: window_is_positive, stride_is_positive, window_fits_inside.
/// Example: examples/tasks.cpp
template <auto Reduce, class... Argument>
constexpr auto pool(Argument... argument) {
    return detail::make_pool(Reduce, detail::option(argument)...);
}

/// pool<max>, for those who write `using namespace std` too.
template <class... Argument>
constexpr auto max_pool(Argument... argument) {
    return detail::make_pool(max_reduce{}, detail::option(argument)...);
}

/// pool<min>, for the same reason.
template <class... Argument>
constexpr auto min_pool(Argument... argument) {
    return detail::make_pool(min_reduce{}, detail::option(argument)...);
}

/// pool<avg>, beside max_pool.
template <class... Argument>
constexpr auto avg_pool(Argument... argument) {
    return detail::make_pool(avg_reduce{}, detail::option(argument)...);
}

} // namespace sluice::inline v0_1
