#pragma once
// Pooling: one value from each window of one channel.

#include <sluice/core/pipe.hpp>
#include <sluice/core/window.hpp>
#include <sluice/reduce/avg.hpp>
#include <sluice/reduce/fits.hpp>
#include <sluice/reduce/l2.hpp>
#include <sluice/reduce/max.hpp>
#include <sluice/reduce/min.hpp>
#include <sluice/reduce/sum.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// What every pool has: a way to combine values, and windows of which to combine them.
template <class Reduce, class Window, class Step, class Dilation>
class pool_formula {
public:
    using stage_kind = reduce_kind;
    static constexpr char const* name = "pool";

    template <class Pixel>
    using result = typename Reduce::template result<Pixel>;

    /// Whether the kind says that values may be combined in any order, with the same result.
    static constexpr bool in_any_order = requires { requires Reduce::in_any_order; };

    constexpr pool_formula() = default;
    constexpr pool_formula(Reduce reduce, Window window, Step step, Dilation dilation)
        : reduce_(reduce), window_(window), step_(step), dilation_(dilation) {}

    constexpr auto window() const { return window_; }
    constexpr auto step() const { return step_; }
    constexpr auto dilation() const { return dilation_; }

    template <class L>
    constexpr auto first(L pixel) const {
        return reduce_.first(pixel);
    }
    template <class L>
    constexpr L combine(L a, L b) const {
        return reduce_.combine(a, b);
    }
    /// `count`: how many values were combined, a number or a pack of them.
    template <class L, class N>
    constexpr auto finish(L sum, N count) const {
        return reduce_.finish(sum, count);
    }

    /// Integers that are summed as integers: the sum of the largest pixels must fit.
    template <class In>
    constexpr void check(In const&) const {
        check_that_sums_fit<Reduce, typename In::value_type>(window_[0], window_[1]);
    }

private:
    [[no_unique_address]] Reduce reduce_;
    [[no_unique_address]] Window window_;
    [[no_unique_address]] Step step_;
    [[no_unique_address]] Dilation dilation_;
};

/// Around the picture lies what changes no result.
template <class Reduce>
struct identity_border {
    static constexpr bool has_identity = requires { Reduce::template identity<float>(); };
    static_assert(has_identity, "a pool with padding needs a kind that has identity<T>(), the "
                                "value that changes no result");
    template <class T>
    static constexpr T outside() {
        return Reduce::template identity<T>();
    }
};

} // namespace detail

/// out(y, x, c) = finish(combine over the window of in(y·s + i·d, x·s + j·d, c)).
template <class Reduce, class Window, class Step, class Dilation = sizes::dilation<1, 1>>
class pool_stage : public detail::pool_formula<Reduce, Window, Step, Dilation> {
public:
    using rules =
        rules_list<window_is_positive, stride_is_positive, dilation_is_positive, pool_fits_inside>;
    /// The same pool with other sizes: one that the run knows may turn out to be a usual one.
    template <class OtherWindow, class OtherStep>
        requires std::is_same_v<Dilation, sizes::dilation<1, 1>>
    using resized = pool_stage<Reduce, OtherWindow, OtherStep>;

    using detail::pool_formula<Reduce, Window, Step, Dilation>::pool_formula;

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        return windowed(*this, in);
    }
};

/// The same over a picture with padding, of which only real pixels are looked at. Counted is the
/// part of the padding that an average divides by as well.
template <class Reduce, class Window, class Step, class Dilation, class Padding, class Counted>
class padded_pool_stage : public detail::pool_formula<Reduce, Window, Step, Dilation> {
    using formula = detail::pool_formula<Reduce, Window, Step, Dilation>;

public:
    using rules = rules_list<window_is_positive, stride_is_positive, dilation_is_positive,
                             padding_is_not_negative, pool_fits_inside, window_holds_a_pixel>;

    constexpr padded_pool_stage() = default;
    constexpr padded_pool_stage(formula const& f, Padding padding, Counted counted)
        : formula(f), padding_(padding), counted_(counted) {}

    constexpr auto const& padding() const { return padding_; }
    constexpr auto border() const { return detail::identity_border<Reduce>(); }
    constexpr auto const& counted_padding() const { return counted_; }

    /// How many rows (axis 0) or columns (axis 1) of the window at `at` an average divides by, in a
    /// picture of n of them.
    constexpr index_t counted(std::size_t axis, index_t at, index_t n) const {
        index_t const start = at * this->step()[axis] - padding_[2 * axis];
        return detail::taps_within(start, this->window()[axis], this->dilation()[axis],
                                   -counted_[2 * axis], n + counted_[2 * axis + 1]);
    }

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        return windowed(*this, in);
    }

private:
    [[no_unique_address]] Padding padding_;
    [[no_unique_address]] Counted counted_;
};

/// The option ceil_mode: a last window may reach beyond the padded picture if it begins on it.
struct ceil_mode_option {};
inline constexpr ceil_mode_option ceil_mode{};

/// The option count_include_pad: an average divides by the padding's pixels, too.
struct count_include_pad_option {};
inline constexpr count_include_pad_option count_include_pad{};

namespace detail {

/// What a last window of ceil_mode reaches beyond n pixels, b before and e behind them.
struct overhang {
    constexpr index_t operator()(index_t n, index_t reach, index_t s, index_t b, index_t e) const {
        index_t const all = sum_or_greatest(sum_or_greatest(n, b), e);
        if (reach > all || s < 1 || b < 0 || e < 0 || all == greatest) return 0; // refused later
        index_t const rest = (all - reach) % s, last = all - reach - rest + s;
        return rest == 0 || last >= n + b ? 0 : s - rest;
    }
};

/// A pool with padding whose last windows wait for the picture's size.
template <class Reduce, class Window, class Step, class Dilation, class Padding, class Counted>
struct unsettled_pool {
    using stage_kind = reduce_kind;
    pool_formula<Reduce, Window, Step, Dilation> formula;
    Padding pad;
    Counted counted;

    template <class Extents>
    constexpr auto settle(Extents const& in) const {
        auto const reach = reach_of(formula);
        auto const end = [&]<std::size_t Axis>(auto n, std::integral_constant<std::size_t, Axis>) {
            auto const b = pad.template get<2 * Axis>();
            auto const e = pad.template get<2 * Axis + 1>();
            auto const more = with_dims(overhang{}, n, reach.template get<Axis>(),
                                        formula.step().template get<Axis>(), b, e);
            return with_dims([](index_t x, index_t y) { return x + y; }, e, more);
        };
        auto const padding = sluice::padding(
            pad.template get<0>(), end(in.height(), std::integral_constant<std::size_t, 0>{}),
            pad.template get<2>(), end(in.width(), std::integral_constant<std::size_t, 1>{}));
        return padded_pool_stage<Reduce, Window, Step, Dilation,
                                 std::remove_const_t<decltype(padding)>, Counted>(formula, padding,
                                                                                  counted);
    }
};

using no_padding = sizes::padding<0, 0, 0, 0>;

/// The options of pool, in any order. Ceil and Include say whether they were given.
template <class Step, class Dilation, class Padding, bool Ceil, bool Include>
struct pool_options {
    Step step;
    Dilation apart;
    Padding pad;

    template <index_t H, index_t W>
    constexpr auto with(sizes::stride<H, W> s) const {
        return pool_options<sizes::stride<H, W>, Dilation, Padding, Ceil, Include>{s, apart, pad};
    }
    template <index_t H, index_t W>
    constexpr auto with(sizes::dilation<H, W> d) const {
        return pool_options<Step, sizes::dilation<H, W>, Padding, Ceil, Include>{step, d, pad};
    }
    template <index_t T, index_t B, index_t L, index_t R>
    constexpr auto with(sizes::padding<T, B, L, R> p) const {
        return pool_options<Step, Dilation, sizes::padding<T, B, L, R>, Ceil, Include>{step, apart,
                                                                                       p};
    }
    constexpr auto with(ceil_mode_option) const {
        return pool_options<Step, Dilation, Padding, true, Include>{step, apart, pad};
    }
    constexpr auto with(count_include_pad_option) const {
        return pool_options<Step, Dilation, Padding, Ceil, true>{step, apart, pad};
    }

    template <class Reduce, class Window>
    constexpr auto make(Reduce reduce, Window k) const {
        using formula = pool_formula<Reduce, Window, Step, Dilation>;
        using Counted = std::conditional_t<Include, Padding, no_padding>;
        auto const counted = [&] {
            if constexpr (Include) return pad;
            else return no_padding();
        }();
        if constexpr (Ceil)
            return unsettled_pool<Reduce, Window, Step, Dilation, Padding, Counted>{
                formula(reduce, k, step, apart), pad, counted};
        else if constexpr (std::is_same_v<Padding, no_padding>)
            return pool_stage<Reduce, Window, Step, Dilation>(reduce, k, step, apart);
        else
            return padded_pool_stage<Reduce, Window, Step, Dilation, Padding, Counted>(
                formula(reduce, k, step, apart), pad, counted);
    }
};

template <bool Holds, class... Option>
struct pool_option_is_known {
    static_assert(Holds, "this stage has no such option; pool takes stride<2,2>, dilation<2,2>, "
                         "padding(1, 1), ceil_mode and count_include_pad");
};

using no_pool_options =
    pool_options<sizes::stride<1, 1>, sizes::dilation<1, 1>, no_padding, false, false>;
template <class Option>
inline constexpr bool is_pool_option =
    requires(no_pool_options options, Option o) { options.with(option(o)); };
/// A size, a window or an option; what is none of these is complained about in pool.
template <class T>
inline constexpr bool is_pool_argument =
    is_pool_option<T> || std::is_integral_v<T> || typed_number<T> || is_dim<T> ||
    requires(T t) { []<index_t H, index_t W>(sizes::window<H, W>) {}(option(t)); };

/// The stride is the window's size, where nothing else is said.
template <class Reduce, index_t H, index_t W, class... Option>
constexpr auto make_pool(Reduce reduce, sizes::window<H, W> k, Option... option) {
    sizes::stride<H, W> const step(k.template get<0>(), k.template get<1>());
    pool_options<sizes::stride<H, W>, sizes::dilation<1, 1>, no_padding, false, false> const plain{
        step, {}, {}};
    return with_options(plain, option...).make(reduce, k);
}
template <class Reduce, class H, class W, class... Option>
    requires(!requires { H::rank; })
constexpr auto make_pool(Reduce reduce, H h, W w, Option... option) {
    return make_pool(reduce, window(h, w), option...);
}

} // namespace detail

/// Pooling: pool<max>(2, 2), pool<avg>(3_c, 3_c, stride<2,2>), pool<max>(window<2,2>); the kinds
/// are max, min, avg, sum and l2, and those that a user writes. Rows and columns that no whole
/// window covers are dropped.
///   out(y, x, c) = max or mean … over i < kh, j < kw of in(y·s + i·d − t, x·s + j·d − l, c)
/// Shape: (m,h,w[,c]) → (m, ⌊(h+t+b−ke)/s⌋+1, ⌊(w+l+r−ke)/s⌋+1 [,c]), ke = (k−1)d+1; with plain
/// numbers the shape is known at run time only. max and min keep the type, avg of integers gives
/// float (double for int32), sum int32 (int64), l2 float or double.
/// Options, in any order, meant as in PyTorch: stride<2,2>, the window's size if left out;
/// dilation<2,2>; padding(1, 1) or padding(t, b, l, r), which is never looked at, and by which avg
/// divides only if count_include_pad is given, as in ONNX (PyTorch's default is the other one);
/// ceil_mode: ⌈…⌉ in place of ⌊…⌋, less one where the last window would begin behind the picture
/// and its first padding; what it reaches beyond the padding never counts.
/// Refuses: window_is_positive, stride_is_positive, dilation_is_positive, padding_is_not_negative,
/// pool_fits_inside, window_holds_a_pixel; at run time by shape_error, and by range_error sums of
/// integers that could overflow.
/// Example: examples/tasks.cpp
template <auto Reduce, class... Argument>
constexpr auto pool(Argument... argument) {
    constexpr bool known = (detail::is_pool_argument<Argument> && ...);
    if constexpr (!known) (void)sizeof(detail::pool_option_is_known<known, Argument...>);
    return detail::make_pool(Reduce, detail::option(argument)...);
}

/// pool<max>, for those who write `using namespace std` too.
template <class... Argument>
constexpr auto max_pool(Argument... argument) {
    return pool<max_reduce{}>(argument...);
}

/// pool<min>, beside max_pool.
template <class... Argument>
constexpr auto min_pool(Argument... argument) {
    return pool<min_reduce{}>(argument...);
}

/// pool<avg>, beside max_pool.
template <class... Argument>
constexpr auto avg_pool(Argument... argument) {
    return pool<avg_reduce{}>(argument...);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
