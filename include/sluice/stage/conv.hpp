#pragma once
// Convolution with a small kernel.

#include <sluice/core/kernel.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/core/window.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1 {

/// A kernel with a channel axis goes with pictures that have one, and only with those.
struct kernel_has_the_pictures_axes {
    static constexpr char const* sentence =
        "the kernel and the pictures differ in their channel axis; for pictures (m,h,w,c) write "
        "kernel(w, kh, kw, c)";
    static constexpr char const* left = "kernel";
    static constexpr char const* right = "pictures";
    static constexpr bool holds(index_t kernel, index_t pictures) { return kernel == pictures; }

    template <class Stage>
    using shown = typename Stage::kernel_type;
    template <class Stage, class In>
    static constexpr auto compare(Stage const&, In const&) {
        return boost::hana::make_tuple(detail::compare_on(
            "c", dim<(Stage::kernel_type::rank > 2)>{}, dim<In::extents_type::has_channels>{}));
    }
    template <bool Holds, class Kernel, class Image>
    struct says {
        static_assert(Holds, "the kernel and the pictures differ in their channel axis; for "
                             "pictures (m,h,w,c) write "
                             "kernel(w, kh, kw, c)");
    };
};

/// A kernel sums over all channels of the picture.
struct kernel_sums_all_channels {
    static constexpr char const* sentence = "the kernel has another number of channels than the "
                                            "pictures; give both the same c: kernel(w, kh, kw, c)";
    static constexpr char const* left = "kernel";
    static constexpr char const* right = "pictures";
    static constexpr bool holds(index_t kernel, index_t pictures) { return kernel == pictures; }

    template <class Stage>
    using shown = typename Stage::kernel_type;
    template <class Stage, class In>
    static constexpr auto compare(Stage const& stage, In const& in) {
        return boost::hana::make_tuple(
            detail::compare_on("c", stage.weights().channels(), in.extents().channels()));
    }
    template <bool Holds, class Kernel, class Image>
    struct says {
        static_assert(
            Holds,
            "the kernel has another number of channels than the pictures; give both the same c: "
            "kernel(w, kh, kw, c)");
    };
};

/// out(y, x, o) = Σᵢⱼ꜀ k(i, j, c, o) · in(y·s + i, x·s + j, c), not flipped.
template <class Kernel, class Step, class Acc>
class conv_stage {
public:
    using stage_kind = fold_kind;
    using kernel_type = Kernel;
    using rules = detail::rules_list<kernel_has_the_pictures_axes, kernel_sums_all_channels,
                                     stride_is_positive, window_fits_inside>;
    static constexpr char const* name = "conv";

    template <class Pixel>
    using result = typename Acc::template of<Pixel, typename Kernel::value_type>;

    constexpr conv_stage() = default;
    constexpr conv_stage(Kernel kernel, Step step) : kernel_(std::move(kernel)), step_(step) {}

    constexpr auto window() const { return kernel_.window(); }
    constexpr auto step() const { return step_; }
    constexpr Kernel const& weights() const { return kernel_; }

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        auto const out = detail::windowed(in, window(), step());
        if constexpr (Kernel::rank < 3) return out;
        else if constexpr (Kernel::rank == 3)
            return extents(out.images(), out.height(), out.width());
        else return extents(out.images(), out.height(), out.width(), kernel_.count());
    }

    template <class L>
    constexpr L start() const {
        return L(0);
    }
    template <class L>
    constexpr L tap(L const& sum, L const& pixel, L const& weight) const {
        return multiply_add(pixel, weight, sum);
    }
    template <class L>
    constexpr L finish(L sum) const {
        return sum;
    }
    constexpr auto weight(index_t i, index_t j, index_t c, index_t o) const {
        return kernel_(i, j, c, o);
    }

    /// Integers that are summed in int32: the largest sum must fit.
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
                double magnitude = 0;
                for (index_t i = 0; i < kernel_.height(); ++i)
                    for (index_t j = 0; j < kernel_.width(); ++j)
                        for (index_t c = 0; c < kernel_.channels(); ++c) {
                            auto const w = static_cast<double>(kernel_(i, j, c, o));
                            magnitude += w < 0 ? -w : w;
                        }
                if (magnitude * pixel > most)
                    detail::fail<range_error>(
                        "conv: the largest pixel, ", static_cast<index_t>(pixel),
                        ", times the sum of the weights' magnitudes, ",
                        static_cast<index_t>(magnitude),
                        ", does not fit into the accumulator; write conv(k, acc<",
                        sizeof(Sum) < 8 ? "std::int64_t" : "double", ">)");
            }
        }
    }

private:
    Kernel kernel_;
    [[no_unique_address]] Step step_;
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
template <class Step, class Acc>
struct conv_options {
    Step step;
    template <index_t H, index_t W>
    constexpr auto with(sizes::stride<H, W> s) const {
        return conv_options<sizes::stride<H, W>, Acc>{s};
    }
    template <class T>
    constexpr auto with(accumulate_in<T>) const {
        return conv_options<Step, accumulate_as<T>>{step};
    }
    template <class Kernel>
    constexpr auto make(Kernel k) const {
        return conv_stage<Kernel, Step, Acc>(std::move(k), step);
    }
};

template <class Options>
constexpr auto with_all(Options const& options) {
    return options;
}
template <bool Holds, class... Option>
struct option_is_known {
    static_assert(Holds, "this stage has no such option; conv takes stride<2,2> and acc<T>");
};

template <class Options, class First, class... Rest>
constexpr auto with_all(Options const& options, First first, Rest... rest) {
    if constexpr (requires { options.with(first); }) return with_all(options.with(first), rest...);
    else return with_all(options, rest...); // conv has complained about it
}

using no_options = conv_options<sizes::stride<1, 1>, accumulate_by_table>;

/// Named, not deduced from conv's body: what conv complains about there is then said once.
template <class Kernel, class... Option>
using conv_for = decltype(with_all(no_options{}, option(std::declval<Option>())...)
                              .make(std::declval<Kernel>()));

template <class Option>
inline constexpr bool is_conv_option =
    requires(no_options options, Option o) { options.with(option(o)); };

} // namespace detail

/// Convolution as in PyTorch, ONNX and OpenCV's filter2D, that is cross-correlation: the kernel is
/// not flipped, and no border is added.
///   out(y, x, o) = Σᵢⱼ꜀ k(i, j, c, o) · in(y·s + i, x·s + j, c)
/// Shape: (m,h,w[,c]) → (m, ⌊(h−kh)/s⌋+1, ⌊(w−kw)/s⌋+1 [,nc]); a kernel (kh,kw,c) drops the channel
/// axis.
/// Options: stride<2,2> or stride(2, n); acc<T> sums in T and gives T, else the table of
/// accumulator_t.
/// Refuses: kernel_has_the_pictures_axes, kernel_sums_all_channels, stride_is_positive,
/// window_fits_inside; at run time by shape_error, and range_error for integer weights that could
/// overflow.
/// Example: examples/tasks.cpp
template <class Kernel, class... Option>
    requires(!detail::pipeable<Kernel>)
constexpr detail::conv_for<Kernel, Option...> conv(Kernel k, Option... option) {
    constexpr bool known = (detail::is_conv_option<Option> && ...);
    if constexpr (!known) (void)sizeof(detail::option_is_known<known, Option...>);
    return detail::with_all(detail::no_options{}, detail::option(option)...).make(std::move(k));
}

} // namespace sluice::inline v0_1
