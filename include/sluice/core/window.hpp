#pragma once
// What every stage with a window shares: its rules and its shape.

#include <sluice/core/rule.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// Rows and columns between the taps of a stage's window: 1 where it does not say.
template <class Stage>
constexpr auto dilation_of(Stage const& stage) {
    if constexpr (requires { stage.dilation(); }) return stage.dilation();
    else return sizes::dilation<1, 1>();
}
template <class Stage>
inline constexpr bool is_dilated =
    !std::is_same_v<std::remove_const_t<decltype(dilation_of(std::declval<Stage const&>()))>,
                    sizes::dilation<1, 1>>;

/// What the window of a stage covers, holes included.
template <class Window, class Dilation>
constexpr auto reach_of(Window const& k, Dilation const& d) {
    auto const h = reach_of(k.template get<0>(), d.template get<0>());
    auto const w = reach_of(k.template get<1>(), d.template get<1>());
    return sizes::window<decltype(h)::static_value, decltype(w)::static_value>(h, w);
}
template <class Stage>
constexpr auto reach_of(Stage const& stage) {
    return reach_of(stage.window(), dilation_of(stage));
}

/// Whether a stage with a window brings its own border.
template <class Stage>
inline constexpr bool is_padded = requires(Stage const& stage) {
    stage.window();
    stage.padding();
};

/// Height (axis 0) and width (axis 1) of a stage's input, with the border that it brings.
template <std::size_t Axis, class Stage, class Extents>
constexpr auto padded_size(Stage const& stage, Extents const& in) {
    auto const n = [&] {
        if constexpr (Axis == 0) return in.height();
        else return in.width();
    }();
    if constexpr (is_padded<Stage>)
        return with_dims([](index_t size, index_t b,
                            index_t e) { return sum_or_greatest(sum_or_greatest(size, b), e); },
                         n, stage.padding().template get<2 * Axis>(),
                         stage.padding().template get<2 * Axis + 1>());
    else return n;
}

} // namespace detail

/// The window of a stage lies inside the picture at least once.
struct window_fits_inside {
    static constexpr char const* sentence =
        "the window is larger than the image; pad first: pad(img, same_for(k)) | conv(k)";
    static constexpr char const* left = "window";
    static constexpr char const* right = "image";
    static constexpr bool holds(index_t window, index_t image) { return window <= image; }

    template <class Stage>
    using shown = std::remove_const_t<decltype(detail::reach_of(std::declval<Stage const&>()))>;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const& in, Judge judge) {
        auto const reach = detail::reach_of(stage);
        return judge(detail::compare_on("h", reach.template get<0>(),
                                        detail::padded_size<0>(stage, in.extents())),
                     detail::compare_on("w", reach.template get<1>(),
                                        detail::padded_size<1>(stage, in.extents())));
    }
    template <bool Holds, class Window, class Image>
    struct says {
        static_assert(
            Holds,
            "the window is larger than the image; pad first: pad(img, same_for(k)) | conv(k)");
    };
};

/// So does a pool's, which may have padding of its own.
struct pool_fits_inside : window_fits_inside {
    static constexpr char const* sentence = "the window is larger than the image; make it smaller "
                                            "or give it padding(top, bottom, left, right)";
    template <bool Holds, class Window, class Image>
    struct says {
        static_assert(Holds, "the window is larger than the image; make it smaller or give it "
                             "padding(top, bottom, left, right)");
    };
};

/// A window has at least one row and one column.
struct window_is_positive {
    static constexpr char const* sentence =
        "a window has at least one row and one column; write window<2,2> or larger";
    static constexpr char const* left = "least";
    static constexpr char const* right = "window";
    static constexpr bool holds(index_t least, index_t window) { return window >= least; }

    template <class Stage>
    using shown = std::remove_cvref_t<decltype(std::declval<Stage const&>().window())>;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const&, Judge judge) {
        return judge(detail::compare_on("h", dim<1>{}, stage.window().template get<0>()),
                     detail::compare_on("w", dim<1>{}, stage.window().template get<1>()));
    }
    template <bool Holds, class Window, class Image>
    struct says {
        static_assert(Holds,
                      "a window has at least one row and one column; write window<2,2> or larger");
    };
};

/// A stride moves the window: it is one or more on both axes.
struct stride_is_positive {
    static constexpr char const* sentence = "a stride is one or more; leave it out for the default";
    static constexpr char const* left = "least";
    static constexpr char const* right = "stride";
    static constexpr bool holds(index_t least, index_t stride) { return stride >= least; }

    template <class Stage>
    using shown = std::remove_cvref_t<decltype(std::declval<Stage const&>().step())>;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const&, Judge judge) {
        return judge(detail::compare_on("h", dim<1>{}, stage.step().template get<0>()),
                     detail::compare_on("w", dim<1>{}, stage.step().template get<1>()));
    }
    template <bool Holds, class Window, class Image>
    struct says {
        static_assert(Holds, "a stride is one or more; leave it out for the default");
    };
};

/// A dilation keeps taps apart: it is one or more on both axes.
struct dilation_is_positive {
    static constexpr char const* sentence =
        "a dilation is one or more; leave it out for the default";
    static constexpr char const* left = "least";
    static constexpr char const* right = "dilation";
    static constexpr bool holds(index_t least, index_t dilation) { return dilation >= least; }

    template <class Stage>
    using shown = std::remove_cvref_t<decltype(std::declval<Stage const&>().dilation())>;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const&, Judge judge) {
        return judge(detail::compare_on("h", dim<1>{}, stage.dilation().template get<0>()),
                     detail::compare_on("w", dim<1>{}, stage.dilation().template get<1>()));
    }
    template <bool Holds, class Dilation, class Image>
    struct says {
        static_assert(Holds, "a dilation is one or more; leave it out for the default");
    };
};

/// A border is not negative.
struct padding_is_not_negative {
    static constexpr char const* sentence =
        "a padding is zero or more; to take rows or columns away write crop(top, left, h, w)";
    static constexpr char const* left = "least";
    static constexpr char const* right = "padding";
    static constexpr bool holds(index_t least, index_t padding) { return padding >= least; }

    template <class Stage>
    using shown = std::remove_cvref_t<decltype(std::declval<Stage const&>().padding())>;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const&, Judge judge) {
        return judge(detail::compare_on("h", dim<0>{}, stage.padding().template get<0>()),
                     detail::compare_on("h", dim<0>{}, stage.padding().template get<1>()),
                     detail::compare_on("w", dim<0>{}, stage.padding().template get<2>()),
                     detail::compare_on("w", dim<0>{}, stage.padding().template get<3>()));
    }
    template <bool Holds, class Padding, class Image>
    struct says {
        static_assert(
            Holds,
            "a padding is zero or more; to take rows or columns away write crop(top, left, h, w)");
    };
};

/// What is padded to keep the size under a dilated window is padded for its reach.
struct same_padding_knows_the_dilation {
    static constexpr char const* sentence =
        "the padding is 'same' for the kernel without its dilation; write same_for(k, "
        "dilation<2,2>)";
    static constexpr char const* left = "padding";
    static constexpr char const* right = "needed";
    static constexpr bool holds(index_t padding, index_t needed) { return padding == needed; }

    template <class Stage>
    using shown = std::remove_const_t<decltype(detail::reach_of(std::declval<Stage const&>()))>;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const& in, Judge judge) {
        constexpr bool is_same = requires { in.stage().padding().keeps_the_size; };
        if constexpr (!is_same || !detail::is_dilated<Stage>) return judge();
        else {
            auto const p = in.stage().padding();
            auto const sum = [](index_t a, index_t b) { return a + b; };
            auto const less_one = [](index_t reach) { return reach - 1; };
            auto const reach = detail::reach_of(stage);
            return judge(detail::compare_on(
                             "h", detail::with_dims(sum, p.template get<0>(), p.template get<1>()),
                             detail::with_dims(less_one, reach.template get<0>())),
                         detail::compare_on(
                             "w", detail::with_dims(sum, p.template get<2>(), p.template get<3>()),
                             detail::with_dims(less_one, reach.template get<1>())));
        }
    }
    template <bool Holds, class Reach, class Image>
    struct says {
        static_assert(Holds, "the padding is 'same' for the kernel without its dilation; write "
                             "same_for(k, dilation<2,2>)");
    };
};

namespace detail {

/// How many of the k taps at start, start + d … lie in lo..hi, hi excluded.
constexpr index_t taps_within(index_t start, index_t k, index_t d, index_t lo, index_t hi) {
    index_t const before = start < lo ? (lo - start + d - 1) / d : 0;
    index_t const until = start < hi ? (hi - start + d - 1) / d : 0;
    index_t const end = until < k ? until : k;
    return end > before ? end - before : 0;
}

/// The fewest of a window's k taps that lie on n pixels with b before and e behind them; 1 where
/// there are no such windows.
constexpr index_t fewest_taps(index_t n, index_t k, index_t d, index_t s, index_t b, index_t e) {
    index_t const reach = sum_or_greatest(product_or_greatest(k - 1, d), 1);
    index_t const all = sum_or_greatest(sum_or_greatest(n, b), e);
    if (k < 1 || d < 1 || s < 1 || b < 0 || e < 0 || reach > all) return 1;
    if (all == greatest) return 0;
    index_t fewest = k;
    auto const look = [&](index_t start) {
        index_t const taps = taps_within(start, k, d, 0, n);
        fewest = taps < fewest ? taps : fewest;
        return fewest > 0;
    };
    index_t const last = (all - reach) / s * s - b;
    for (index_t start = -b; start <= last && start < 0 && look(start);) start += s;
    for (index_t start = last; start >= 0 && start + reach > n && look(start);) start -= s;
    return fewest;
}

} // namespace detail

/// Every window holds a pixel of the picture: none lies wholly in the padding.
struct window_holds_a_pixel {
    static constexpr char const* sentence =
        "a window lies wholly in the padding; a pool's padding is smaller than its window";
    static constexpr char const* left = "least";
    static constexpr char const* right = "pixels";
    static constexpr bool holds(index_t least, index_t pixels) { return pixels >= least; }

    template <class Stage>
    using shown = std::remove_cvref_t<decltype(std::declval<Stage const&>().padding())>;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const& in, Judge judge) {
        return judge(detail::compare_on("h", dim<1>{}, fewest<0>(stage, in.extents().height())),
                     detail::compare_on("w", dim<1>{}, fewest<1>(stage, in.extents().width())));
    }
    template <bool Holds, class Padding, class Image>
    struct says {
        static_assert(
            Holds,
            "a window lies wholly in the padding; a pool's padding is smaller than its window");
    };

private:
    template <std::size_t Axis, class Stage, index_t N>
    static constexpr auto fewest(Stage const& stage, dim<N> n) {
        auto const fewest_of = [](index_t size, index_t k, index_t d, index_t s, index_t b,
                                  index_t e) { return detail::fewest_taps(size, k, d, s, b, e); };
        return detail::with_dims(
            fewest_of, n, stage.window().template get<Axis>(),
            detail::dilation_of(stage).template get<Axis>(), stage.step().template get<Axis>(),
            stage.padding().template get<2 * Axis>(), stage.padding().template get<2 * Axis + 1>());
    }
};

namespace detail {

/// The same batch and channels with another height and width.
template <class Extents, index_t H, index_t W>
constexpr auto with_plane(Extents const& in, dim<H> h, dim<W> w) {
    if constexpr (Extents::rank == 2) return extents(h, w);
    else if constexpr (Extents::rank == 3) return extents(in.images(), h, w);
    else return extents(in.images(), h, w, in.channels());
}

} // namespace detail

/// The shape that windows give, ⌊(n − reach)/s⌋ + 1 on both axes, of the input and the border that
/// the stage brings: what `shape` of a stage with windows returns.
template <class Stage, class Extents>
constexpr auto windowed(Stage const& stage, Extents const& in) {
    auto const reach = detail::reach_of(stage);
    auto const step = stage.step();
    return detail::with_plane(in,
                              detail::windows_in(detail::padded_size<0>(stage, in),
                                                 reach.template get<0>(), step.template get<0>()),
                              detail::windows_in(detail::padded_size<1>(stage, in),
                                                 reach.template get<1>(), step.template get<1>()));
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
