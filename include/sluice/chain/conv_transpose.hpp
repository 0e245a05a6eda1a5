#pragma once
// The transposed convolution: each pixel spreads the kernel.

#include <sluice/stage/conv.hpp>
#include <sluice/stage/insert_zeros.hpp>
#include <sluice/stage/pad.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// The options of conv_transpose, in any order: two of its own, and conv's.
template <class Step, class Padding, class Conv>
struct transpose_options {
    Step step;
    Padding less;
    Conv conv;

    template <index_t H, index_t W>
    constexpr auto with(sizes::stride<H, W> s) const {
        return transpose_options<sizes::stride<H, W>, Padding, Conv>{s, less, conv};
    }
    template <index_t T, index_t B, index_t L, index_t R>
    constexpr auto with(sizes::padding<T, B, L, R> p) const {
        return transpose_options<Step, sizes::padding<T, B, L, R>, Conv>{step, p, conv};
    }
    template <class Option>
        requires requires(Conv const& c, Option o) { c.with(o); }
    constexpr auto with(Option o) const {
        auto const more = conv.with(std::move(o));
        using More = std::remove_const_t<decltype(more)>;
        return transpose_options<Step, Padding, More>{step, less, more};
    }

    /// What a window that touches the picture at one pixel reaches beyond it, less the padding.
    template <index_t K, index_t P>
    static constexpr auto around(dim<K> reach, dim<P> padding) {
        auto const rest = [](index_t k, index_t p) {
            if (p < 0 || p > k - 1)
                fail<shape_error>(
                    "conv_transpose: the padding is from 0 to the reach of the kernel "
                    "less one, here ",
                    k - 1, ", and not ", p, "; to take more away write crop");
            return k - 1 - p;
        };
        return with_dims(rest, reach, padding);
    }

    template <class Kernel>
    constexpr auto make(Kernel const& k) const {
        auto const reach = reach_of(k.window(), conv.apart);
        auto const h = reach.template get<0>();
        auto const w = reach.template get<1>();
        auto const dense =
            pad(around(h, less.template get<0>()), around(h, less.template get<1>()),
                around(w, less.template get<2>()), around(w, less.template get<3>())) |
            conv.make(k.flipped());
        if constexpr (std::is_same_v<Step, sizes::stride<1, 1>>) return dense;
        else return insert_zeros(step) | dense;
    }
};

template <bool Holds, class... Option>
struct transpose_option_is_known {
    static_assert(Holds, "this stage has no such option; conv_transpose takes stride<2,2>, "
                         "padding(1, 1), dilation<2,2>, groups<2>, bias(p, n) and acc<T>");
};

using no_transpose_options =
    transpose_options<sizes::stride<1, 1>, sizes::padding<0, 0, 0, 0>, no_options>;
template <class Option>
inline constexpr bool is_transpose_option =
    requires(no_transpose_options options, Option o) { options.with(option(o)); };

} // namespace detail

/// The transposed convolution, as ONNX's ConvTranspose and torch's conv_transpose2d: each pixel
/// adds the kernel, times its value, s rows and columns from where its neighbour does.
///   out(y·s + i·d − t, x·s + j·d − l, o) = b(o) + Σ k(i, j, c, o) · in(y, x, c)
/// Shape: (m,h,w[,c]) → (m, (h−1)s + ke − t − b, (w−1)s + ke − l − r [,nc]), ke = (k−1)d+1. The
/// kernel is (kh,kw), (kh,kw,c) or (kh,kw,c,nc), as conv's; torch keeps (c,nc,kh,kw).
/// Options: stride<2,2>; padding(1, 1) or padding(t, b, l, r), what is taken away around the
/// result;
/// dilation, groups, bias and acc as conv has them. It is insert_zeros(stride) | pad | conv of the
/// flipped kernel, and refuses what these refuse; a padding beyond the kernel's reach by
/// shape_error.
/// Example: tests/chain/conv_transpose_test.cpp
template <class Kernel, class... Option>
    requires(!detail::pipeable<Kernel>)
constexpr auto conv_transpose(Kernel const& k, Option... option) {
    constexpr bool known = (detail::is_transpose_option<Option> && ...);
    if constexpr (!known) (void)sizeof(detail::transpose_option_is_known<known, Option...>);
    else
        return detail::with_options(detail::no_transpose_options{}, detail::option(option)...)
            .make(k);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
