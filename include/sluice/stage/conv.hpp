#pragma once
// Convolution with a small kernel, and its relatives: flipped, dilated, in groups, by channel.

#include <sluice/core/channels.hpp>
#include <sluice/core/kernel.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/core/window.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

namespace detail {

/// No bias: every sum begins with 0.
struct no_bias {
    template <class Count>
    static constexpr Count count(Count results) {
        return results;
    }
};

} // namespace detail

/// A value for each result, to which the products are added; the option `bias(p, n)`.
template <number T, index_t N>
class bias_values {
public:
    constexpr bias_values() = default;
    constexpr bias_values(T const* from, dim<N> count) : count_(count), value_(from, count) {}

    template <class Count>
    constexpr dim<N> count(Count) const {
        return count_;
    }
    constexpr T operator[](index_t o) const { return value_[o]; }

private:
    [[no_unique_address]] dim<N> count_;
    detail::weights<T, N> value_;
};

/// The option of conv that begins every sum with a value of its own: bias(p, nc), or bias(p, 8_c),
/// one for each result. The values are copied. Throws memory_error for null, shape_error below 1.
template <number T, class N>
constexpr auto bias(T const* values, N const& count) {
    if (values == nullptr) detail::fail<memory_error>("bias: the pointer to the values is null");
    if (index_t(detail::to_dim(count)) < 1)
        detail::fail<shape_error>("bias: the number of values is ", index_t(detail::to_dim(count)),
                                  "; it must be at least 1");
    return bias_values<T, detail::static_dim<N>>(values, detail::to_dim(count));
}

/// The option `groups<2>` or `groups(n)`: results of group g sum over the channels of group g only.
template <index_t N>
struct group_count : dim<N> {
    using dim<N>::dim;
};
template <index_t N>
constexpr auto groups() {
    return group_count<N>{};
}
template <class N>
constexpr auto groups(N const& n) {
    return group_count<detail::static_dim<N>>(index_t(detail::to_dim(n)));
}

/// out(y, x, o) = b(o) + Σᵢⱼ꜀ k(i, j, c, o) · in(y·s + i·d, x·s + j·d, c), not flipped.
template <class Kernel, class Step, class Dilation, class Groups, class Bias, class Acc>
class conv_stage {
public:
    using stage_kind = fold_kind;
    using kernel_type = Kernel;
    using bias_type = Bias;
    using rules =
        rules_list<kernel_has_the_pictures_axes, kernel_sums_all_channels,
                   groups_divide_the_results, bias_has_a_value_per_result, stride_is_positive,
                   dilation_is_positive, same_padding_knows_the_dilation, window_fits_inside>;
    static constexpr char const* name = "conv";
    static constexpr bool adds_products = true;

    template <class Pixel>
    using result = typename Acc::template of<Pixel, typename Kernel::value_type>;

    constexpr conv_stage() = default;
    constexpr conv_stage(Kernel kernel, Step step, Dilation dilation, Groups groups, Bias bias)
        : kernel_(std::move(kernel)), step_(step), dilation_(dilation), groups_(groups),
          bias_(std::move(bias)) {}

    constexpr auto window() const { return kernel_.window(); }
    constexpr auto step() const { return step_; }
    constexpr auto dilation() const { return dilation_; }
    constexpr Kernel const& weights() const { return kernel_; }
    constexpr Bias const& bias() const { return bias_; }
    /// Results per position, of which each group gives the same number.
    constexpr auto count() const { return kernel_.count(); }
    constexpr auto groups() const { return groups_; }

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        auto const out = windowed(*this, in);
        if constexpr (Kernel::rank < 3) return out;
        else if constexpr (Kernel::rank == 3)
            return extents(out.images(), out.height(), out.width());
        else return extents(out.images(), out.height(), out.width(), kernel_.count());
    }

    /// What the sums of result o begin with.
    template <class L>
    constexpr L start(index_t o) const {
        if constexpr (std::is_same_v<Bias, detail::no_bias>) return L(0);
        else return L(static_cast<element_of<L>>(bias_[o]));
    }
    template <class L>
    constexpr L tap(L const& total, L const& pixel, L const& weight) const {
        return multiply_add(pixel, weight, total);
    }
    template <class L>
    constexpr L finish(L total) const {
        return total;
    }
    /// Channel c counts from the first of the result's group.
    constexpr auto weight(index_t i, index_t j, index_t c, index_t o) const {
        return kernel_(i, j, c, o);
    }

    /// Integers that are summed as integers: the largest sum must fit.
    template <class In>
    constexpr void check(In const&) const {
        using Pixel = typename In::value_type;
        using Sum = result<Pixel>;
        if constexpr (std::is_integral_v<Sum> && std::is_integral_v<typename Kernel::value_type>) {
            constexpr double most =
                static_cast<double>(static_cast<Sum>(~(Sum(1) << (8 * sizeof(Sum) - 1))));
            constexpr double pixel = static_cast<double>(
                std::is_signed_v<Pixel> ? std::uint64_t{1} << (8 * sizeof(Pixel) - 1)
                                        : ~std::uint64_t{0} >> (64 - 8 * sizeof(Pixel)));
            for (index_t o = 0; o < kernel_.count(); ++o) {
                double const products = magnitude(o), begin = magnitude_of(start<double>(o));
                if (products * pixel + begin > most)
                    detail::fail<range_error>(
                        "conv: the largest pixel, ", static_cast<index_t>(pixel),
                        ", times the sum of the weights' magnitudes, ",
                        static_cast<index_t>(products),
                        ", and the bias do not fit into the accumulator; write conv(k, acc<",
                        sizeof(Sum) < 8 ? "std::int64_t" : "double", ">)");
            }
        }
    }

private:
    static constexpr double magnitude_of(double x) { return x < 0 ? -x : x; }
    /// The sum of the weights' magnitudes for result o.
    constexpr double magnitude(index_t o) const {
        double total = 0;
        for (index_t i = 0; i < kernel_.height(); ++i)
            for (index_t j = 0; j < kernel_.width(); ++j)
                for (index_t c = 0; c < kernel_.channels(); ++c)
                    total += magnitude_of(static_cast<double>(kernel_(i, j, c, o)));
        return total;
    }

    Kernel kernel_;
    [[no_unique_address]] Step step_;
    [[no_unique_address]] Dilation dilation_;
    [[no_unique_address]] Groups groups_;
    [[no_unique_address]] Bias bias_;
};

namespace detail {

/// Accumulates as the type table says.
struct accumulate_by_table {
    template <class Pixel, class Weight>
    using of = accumulator_t<Pixel, Weight>;
};
template <class T>
struct accumulate_as {
    template <class, class>
    using of = T;
};

/// The options of conv, in any order.
template <class Step, class Dilation, class Groups, class Bias, class Acc>
struct conv_options {
    Step step;
    Dilation apart;
    Groups groups;
    Bias bias;

    template <index_t H, index_t W>
    constexpr auto with(sizes::stride<H, W> s) const {
        return conv_options<sizes::stride<H, W>, Dilation, Groups, Bias, Acc>{s, apart, groups,
                                                                              bias};
    }
    template <index_t H, index_t W>
    constexpr auto with(sizes::dilation<H, W> d) const {
        return conv_options<Step, sizes::dilation<H, W>, Groups, Bias, Acc>{step, d, groups, bias};
    }
    template <index_t N>
    constexpr auto with(group_count<N> n) const {
        return conv_options<Step, Dilation, dim<N>, Bias, Acc>{step, apart, n, bias};
    }
    template <class T, index_t N>
    constexpr auto with(bias_values<T, N> b) const {
        return conv_options<Step, Dilation, Groups, bias_values<T, N>, Acc>{step, apart, groups,
                                                                            std::move(b)};
    }
    template <class T>
    constexpr auto with(accumulate_in<T>) const {
        return conv_options<Step, Dilation, Groups, Bias, accumulate_as<T>>{step, apart, groups,
                                                                            bias};
    }
    template <class Kernel>
    constexpr auto make(Kernel k) const {
        return conv_stage<Kernel, Step, Dilation, Groups, Bias, Acc>(std::move(k), step, apart,
                                                                     groups, bias);
    }
};

template <bool Holds, class... Option>
struct option_is_known {
    static_assert(Holds, "this stage has no such option; conv takes stride<2,2>, dilation<2,2>, "
                         "groups<2>, bias(p, n) and acc<T>");
};

using no_options =
    conv_options<sizes::stride<1, 1>, sizes::dilation<1, 1>, dim<1>, no_bias, accumulate_by_table>;

/// Named, not deduced from conv's body: what conv complains about there is then said once.
template <class Kernel, class... Option>
using conv_for = decltype(with_options(no_options{}, option(std::declval<Option>())...)
                              .make(std::declval<Kernel>()));

template <class Option>
inline constexpr bool is_conv_option =
    requires(no_options options, Option o) { options.with(option(o)); };

} // namespace detail

/// Convolution as in PyTorch, ONNX and OpenCV's filter2D, that is cross-correlation: the kernel is
/// not flipped, and no border is added.
///   out(y, x, o) = b(o) + Σᵢⱼ꜀ k(i, j, c, o) · in(y·s + i·d, x·s + j·d, c)
/// Shape: (m,h,w[,c]) → (m, ⌊(h−ke)/s⌋+1, ⌊(w−ke)/s⌋+1 [,nc]), ke = (k−1)d+1; a kernel (kh,kw,c)
/// drops the channel axis.
/// Options, in any order: stride<2,2> or stride(2, n); dilation<2,2> or dilation(2, n), the
/// distance d of taps; groups<2> or groups(n): the kernel is (kh,kw,c/n,nc), and of the results,
/// group by group, each sums over the channels of its group; bias(p, nc); acc<T> sums in T and
/// gives T, else the table of accumulator_t.
/// Refuses: kernel_has_the_pictures_axes, kernel_sums_all_channels, groups_divide_the_results,
/// bias_has_a_value_per_result, stride_is_positive, dilation_is_positive,
/// same_padding_knows_the_dilation, window_fits_inside; at run time by shape_error, and range_error
/// for integer weights that could overflow.
/// Example: examples/tasks.cpp
template <class Kernel, class... Option>
    requires(!detail::pipeable<Kernel>)
constexpr detail::conv_for<Kernel, Option...> conv(Kernel k, Option... option) {
    constexpr bool known = (detail::is_conv_option<Option> && ...);
    if constexpr (!known) (void)sizeof(detail::option_is_known<known, Option...>);
    return detail::with_options(detail::no_options{}, detail::option(option)...).make(std::move(k));
}

/// Convolution as in mathematics, scipy and numpy: the kernel is flipped, on both axes.
///   out(y, x, o) = b(o) + Σᵢⱼ꜀ k(kh−1−i, kw−1−j, c, o) · in(y·s + i·d, x·s + j·d, c)
/// Shape, options and refusals are conv's.
template <class Kernel, class... Option>
    requires(!detail::pipeable<Kernel>)
constexpr detail::conv_for<Kernel, Option...> convolve(Kernel const& k, Option... option) {
    return conv(k.flipped(), option...);
}

/// Each channel by itself, as in Keras: kernel(w, kh, kw, c, multiplier), or (kh,kw,c) for one
/// result per channel.
///   out(y, x, c·multiplier + n) = b + Σᵢⱼ k(i, j, c, n) · in(y·s + i·d, x·s + j·d, c)
/// Shape: (m,h,w,c) → (m, ⌊(h−ke)/s⌋+1, ⌊(w−ke)/s⌋+1, c·multiplier). Options and refusals are
/// conv's, which it is with as many groups as channels.
template <class Kernel, class... Option>
    requires(!detail::pipeable<Kernel>)
constexpr auto depthwise_conv(Kernel const& k, Option... option) {
    static_assert(Kernel::rank > 2, "a depthwise kernel has an axis of channels: write "
                                    "kernel(w, kh, kw, c), or kernel(w, kh, kw, c, multiplier)");
    return conv(k.by_channel(), groups(k.channels()), option...);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
