#pragma once
// Colour to grey.

#include <sluice/core/number.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// A stage that looks at red, green and blue goes with pictures of three channels.
struct pictures_have_three_channels {
    static constexpr char const* sentence =
        "the pictures do not have three channels, red, green and blue: (m,h,w,3); one colour "
        "picture is picture(p, h, w, 3_c)";
    static constexpr char const* left = "needed";
    static constexpr char const* right = "pictures";
    static constexpr bool holds(index_t needed, index_t pictures) { return needed == pictures; }

    template <class Stage>
    using shown = Stage;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const&, In const& in, Judge judge) {
        return judge(detail::compare_on("c", dim<3>{}, in.extents().channels()));
    }
    template <bool Holds, class Stage, class Image>
    struct says {
        static_assert(Holds, "the pictures do not have three channels, red, green and blue: "
                             "(m,h,w,3); one colour picture is picture(p, h, w, 3_c)");
    };
};

namespace detail {

/// The weighted sum of three channels, in T.
template <class T>
struct weighted_colours {
    static constexpr bool made_by_the_planner = true; // where it is a stage
    static constexpr int channels = 3;
    T red, green, blue;

    template <class L>
    constexpr auto apply(L const (&pixel)[3]) const {
        auto const r = convert_to<T>(pixel[0]), g = convert_to<T>(pixel[1]),
                   b = convert_to<T>(pixel[2]);
        using G = std::remove_const_t<decltype(r)>;
        return multiply_add(r, G(red), multiply_add(g, G(green), G(b * blue)));
    }
};

} // namespace detail

/// out(y, x) = 0.299 R + 0.587 G + 0.114 B.
struct rgb_to_gray_stage {
    using stage_kind = mix_kind;
    using rules = rules_list<pictures_have_three_channels>;
    static constexpr char const* name = "rgb_to_gray";
    static constexpr int channels = 3;

    template <class Pixel>
    using result =
        std::conditional_t<detail::is_narrow<Pixel> || std::is_same_v<Pixel, float>, float, double>;

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        return extents(in.images(), in.height(), in.width());
    }
    template <class L>
    constexpr auto apply(L const (&pixel)[3]) const {
        return of_multiples<result<element_of<L>>>(1).apply(pixel);
    }
    /// What gives the same of pixels as apply of a times as much, in T.
    template <class T>
    static constexpr detail::weighted_colours<T> of_multiples(double a) {
        return {static_cast<T>(a * 0.299), static_cast<T>(a * 0.587), static_cast<T>(a * 0.114)};
    }
};

/// The luma of ITU-R BT.601, as in OpenCV and torchvision: rgb_to_gray().
///   out(y, x) = 0.299 R + 0.587 G + 0.114 B
/// Shape: (m,h,w,3) → (m,h,w). Integers up to 16 bits and float give float, int32 and double give
/// double; nothing is rounded (OpenCV rounds bytes: add saturate_cast<std::uint8_t>()).
/// Refuses: pictures_have_three_channels.
/// Example: tests/stage/rgb_to_gray_test.cpp
constexpr auto rgb_to_gray() { return rgb_to_gray_stage{}; }

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
