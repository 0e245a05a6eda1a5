#pragma once
// A border around pictures.

#include <sluice/border/zero.hpp>
#include <sluice/core/border.hpp>
#include <sluice/core/kernel.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/core/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// out(y, x, c) = in(y − top, x − left, c) inside the picture, the border's value outside it.
template <class Padding, any_border Border>
class pad_stage {
public:
    using stage_kind = border_kind;
    using rules = rules_list<padding_is_not_negative>;
    static constexpr char const* name = "pad";

    template <class Pixel>
    using result = Pixel;

    /// The same border with other sizes: those that the run knows may turn out to be usual ones.
    template <class OtherPadding>
    using resized = pad_stage<OtherPadding, Border>;

    constexpr pad_stage() = default;
    constexpr pad_stage(Padding padding, Border border) : padding_(padding), border_(border) {}

    constexpr Padding const& padding() const { return padding_; }
    constexpr Border const& border() const { return border_; }

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        auto const padded = [](index_t n, index_t before, index_t after) {
            index_t total = 0;
            if (__builtin_add_overflow(n, before, &total) ||
                __builtin_add_overflow(total, after, &total))
                detail::fail<shape_error>(
                    "pad: the picture and its border are larger than a machine can address");
            return total;
        };
        return detail::with_plane(in,
                                  detail::with_dims(padded, in.height(), padding_.template get<0>(),
                                                    padding_.template get<1>()),
                                  detail::with_dims(padded, in.width(), padding_.template get<2>(),
                                                    padding_.template get<3>()));
    }

    /// What the border refuses of the pixels' type.
    template <class In>
    constexpr void check(In const&) const {
        using Pixel = typename In::value_type;
        if constexpr (requires { border_.template check<Pixel>(); })
            border_.template check<Pixel>();
    }

private:
    [[no_unique_address]] Padding padding_;
    [[no_unique_address]] Border border_;
};

namespace detail {

template <index_t T, index_t B, index_t L, index_t R>
constexpr auto padding_of(dim<T> t, dim<B> b, dim<L> l, dim<R> r) {
    return sizes::padding<T, B, L, R>(t, b, l, r);
}

/// The total of one axis, split: the half at the beginning, the odd one where `Odd` says.
enum class odd_one { at_the_end, at_the_beginning };

template <odd_one Odd, index_t N>
constexpr auto head_of(dim<N> total) {
    return with_dims([](index_t t) { return (t + (Odd == odd_one::at_the_beginning ? 1 : 0)) / 2; },
                     total);
}
template <odd_one Odd, index_t N>
constexpr auto tail_of(dim<N> total) {
    return with_dims([](index_t t) { return (t + (Odd == odd_one::at_the_beginning ? 0 : 1)) / 2; },
                     total);
}
template <odd_one Odd, index_t H, index_t W>
constexpr auto split(dim<H> rows, dim<W> columns) {
    return padding_of(head_of<Odd>(rows), tail_of<Odd>(rows), head_of<Odd>(columns),
                      tail_of<Odd>(columns));
}

/// A named convention: its total depends on the picture, so it is settled by the picture's shape.
template <class Total, odd_one Odd, class Window, class Step>
struct same_padding {
    Window window;
    Step step;

    template <class Extents>
    constexpr auto settle(Extents const& in) const {
        for (std::size_t i = 0; i < 2; ++i)
            if (step[i] < 1)
                fail<shape_error>("pad: ", stride_is_positive::sentence, " (axis ", axis_names[i],
                                  ": stride ", step[i], ")");
        return split<Odd>(
            with_dims(Total{}, in.height(), window.template get<0>(), step.template get<0>()),
            with_dims(Total{}, in.width(), window.template get<1>(), step.template get<1>()));
    }
};

/// A pad whose sizes wait for the picture.
template <class Convention, any_border Border>
struct unsettled_pad {
    using stage_kind = border_kind;
    Convention convention;
    Border border;

    template <class Extents>
    constexpr auto settle(Extents const& in) const {
        auto const padding = convention.settle(in);
        return pad_stage<std::remove_const_t<decltype(padding)>, Border>(padding, border);
    }
};

struct total_for_ceil {
    constexpr index_t operator()(index_t n, index_t k, index_t s) const {
        index_t const total = ((n + s - 1) / s - 1) * s + k - n;
        return total > 0 ? total : 0;
    }
};
struct total_for_same {
    constexpr index_t operator()(index_t n, index_t k, index_t s) const {
        return (n - 1) * s + k - n;
    }
};

/// The window and stride of a convention's arguments: a kernel or a window, then a stride or none.
template <class K>
constexpr auto window_of(K const& k) {
    if constexpr (requires { k.window(); }) return k.window();
    else return option(k);
}

/// The options of the conventions, in any order.
template <class Step, class Dilation>
struct same_options {
    Step step;
    Dilation apart;

    template <index_t H, index_t W>
    constexpr auto with(sizes::stride<H, W> s) const {
        return same_options<sizes::stride<H, W>, Dilation>{s, apart};
    }
    template <index_t H, index_t W>
    constexpr auto with(sizes::dilation<H, W> d) const {
        return same_options<Step, sizes::dilation<H, W>>{step, d};
    }
};
using no_same_options = same_options<sizes::stride<1, 1>, sizes::dilation<1, 1>>;
template <class Option>
inline constexpr bool is_same_option =
    requires(no_same_options options, Option o) { options.with(option(o)); };

template <class Total, odd_one Odd, class K, class... Option>
constexpr auto make_same(K const& k, Option const&... given) {
    auto const options = with_options(no_same_options{}, option(given)...);
    auto const reach = reach_of(window_of(k), options.apart);
    return same_padding<Total, Odd, std::remove_const_t<decltype(reach)>,
                        std::remove_const_t<decltype(options.step)>>{reach, options.step};
}

template <class Amount, any_border Border = zero_border>
constexpr auto make_pad(Amount amount, Border border = {}) {
    if constexpr (requires { Amount::rank; }) return pad_stage<Amount, Border>(amount, border);
    else return unsettled_pad<Amount, Border>{amount, border};
}
template <class H, class W, any_border Border = zero_border>
    requires(!any_border<W>)
constexpr auto make_pad(H h, W w, Border border = {}) {
    return make_pad(padding_of(to_dim(h), to_dim(h), to_dim(w), to_dim(w)), border);
}
template <class T, class B, class L, class R, any_border Border = zero_border>
    requires(!any_border<R>)
constexpr auto make_pad(T t, B b, L l, R r, Border border = {}) {
    return make_pad(padding_of(to_dim(t), to_dim(b), to_dim(l), to_dim(r)), border);
}

} // namespace detail

/// ke − 1 rows and columns in all, ke = (k−1)d+1, the odd one at the end, whatever the stride:
/// torch's 'same' at stride 1. After it conv(k) keeps the size, and conv(k, stride) gives ⌈n/s⌉.
/// Takes a kernel or window<3,3>, and the dilation of the convolution: same_for(k, dilation<2,2>).
template <class K, class Dilation = sizes::dilation<1, 1>>
constexpr auto same_for(K const& k, Dilation dilation = {}) {
    auto const reach = detail::reach_of(detail::window_of(k), detail::option(dilation));
    auto const less_one = [](index_t n) { return n > 0 ? n - 1 : 0; };
    auto const p = detail::split<detail::odd_one::at_the_end>(
        detail::with_dims(less_one, reach.template get<0>()),
        detail::with_dims(less_one, reach.template get<1>()));
    using P = std::remove_const_t<decltype(p)>;
    return sizes::same<P::static_sizes[0], P::static_sizes[1], P::static_sizes[2],
                       P::static_sizes[3]>(p[0], p[1], p[2], p[3]);
}

/// TensorFlow's SAME and ONNX's SAME_UPPER: T = max((⌈n/s⌉−1)s + ke − n, 0), the odd one at the
/// end; out ⌈n/s⌉. Takes a kernel or window<3,3>, and the convolution's stride and dilation.
template <class K, class... Option>
    requires(detail::is_same_option<Option> && ...)
constexpr auto same_upper(K const& k, Option... option) {
    return detail::make_same<detail::total_for_ceil, detail::odd_one::at_the_end>(k, option...);
}

/// ONNX's SAME_LOWER: the T of same_upper, the odd one at the beginning; out ⌈n/s⌉.
template <class K, class... Option>
    requires(detail::is_same_option<Option> && ...)
constexpr auto same_lower(K const& k, Option... option) {
    return detail::make_same<detail::total_for_ceil, detail::odd_one::at_the_beginning>(k,
                                                                                        option...);
}

/// T = (n−1)s + ke − n, the odd one at the beginning: conv(k, stride) then gives n again. Takes
/// what same_upper takes.
template <class K, class... Option>
    requires(detail::is_same_option<Option> && ...)
constexpr auto keep_size(K const& k, Option... option) {
    return detail::make_same<detail::total_for_same, detail::odd_one::at_the_beginning>(k,
                                                                                        option...);
}

/// A border around pictures: pad(h, w) on both sides, pad(top, bottom, left, right), or a named
/// convention, pad(same_for(k)), same_upper(k, stride<2,2>), same_lower, keep_size; last, what lies
/// there: zero (if nothing is said), constant(v), edge, reflect, symmetric, wrap, numpy's names.
///   out(y, x, c) = in(y − top, x − left, c), and the border's pixel outside
/// Shape: (m,h,w[,c]) → (m, h+top+bottom, w+left+right [,c]); wider than the picture is fine.
/// Refuses: padding_is_not_negative; at run time a constant that the pixels cannot hold, by
/// range_error. The order of the four differs from torch's (left first). Another border on each
/// side is one pad after the other: pad(1, 1, 0, 0, edge) | pad(0, 0, 1, 1, wrap).
/// Example: examples/tasks.cpp
template <class... Amount>
    requires(!detail::pipeable<Amount> && ...) && requires(Amount... a) { detail::make_pad(a...); }
constexpr auto pad(Amount... amount) {
    return detail::make_pad(amount...);
}

/// The same with the pictures first: pad(images, same_for(k)) is images | pad(same_for(k)).
template <class Images, class... Amount>
    requires detail::has_pixels<std::remove_cvref_t<Images>>
constexpr auto pad(Images&& images, Amount... amount) {
    return std::forward<Images>(images) | detail::make_pad(amount...);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
