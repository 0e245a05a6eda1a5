#pragma once
// What every stage with a window shares: its rules and its shape.

#include <sluice/core/rule.hpp>

namespace sluice::inline v0_1 {

/// The window of a stage lies inside the picture at least once.
struct window_fits_inside {
    static constexpr char const* sentence =
        "the window is larger than the image; pad first: pad(img, same_for(k)) | conv(k)";
    static constexpr char const* left = "window";
    static constexpr char const* right = "image";
    static constexpr bool holds(index_t window, index_t image) { return window <= image; }

    template <class Stage>
    using shown = std::remove_cvref_t<decltype(std::declval<Stage const&>().window())>;
    template <class Stage, class In>
    static constexpr auto compare(Stage const& stage, In const& in) {
        return boost::hana::make_tuple(
            detail::compare_on("h", stage.window().template get<0>(), in.extents().height()),
            detail::compare_on("w", stage.window().template get<1>(), in.extents().width()));
    }
    template <bool Holds, class Window, class Image>
    struct says {
        static_assert(
            Holds,
            "the window is larger than the image; pad first: pad(img, same_for(k)) | conv(k)");
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
    template <class Stage, class In>
    static constexpr auto compare(Stage const& stage, In const&) {
        return boost::hana::make_tuple(
            detail::compare_on("h", dim<1>{}, stage.window().template get<0>()),
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
    template <class Stage, class In>
    static constexpr auto compare(Stage const& stage, In const&) {
        return boost::hana::make_tuple(
            detail::compare_on("h", dim<1>{}, stage.step().template get<0>()),
            detail::compare_on("w", dim<1>{}, stage.step().template get<1>()));
    }
    template <bool Holds, class Window, class Image>
    struct says {
        static_assert(Holds, "a stride is one or more; leave it out for the default");
    };
};

namespace detail {

/// The same batch and channels with another height and width.
template <class Extents, index_t H, index_t W>
constexpr auto with_plane(Extents const& in, dim<H> h, dim<W> w) {
    if constexpr (Extents::rank == 2) return extents(h, w);
    else if constexpr (Extents::rank == 3) return extents(in.images(), h, w);
    else return extents(in.images(), h, w, in.channels());
}

/// ⌊(n − k)/s⌋ + 1 on both axes.
template <class Extents, class Window, class Step>
constexpr auto windowed(Extents const& in, Window const& k, Step const& s) {
    return with_plane(in, windows_in(in.height(), k.template get<0>(), s.template get<0>()),
                      windows_in(in.width(), k.template get<1>(), s.template get<1>()));
}

} // namespace detail
} // namespace sluice::inline v0_1
