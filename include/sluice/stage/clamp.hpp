#pragma once
// Values kept between two bounds.

#include <sluice/core/cast.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/reduce/max.hpp>
#include <sluice/reduce/min.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Integers are clamped to integers.
struct clamp_bounds_suit_the_pixels {
    static constexpr char const* sentence =
        "the pixels are integers and clamp's bounds are not; write whole bounds: clamp(0, 255), or "
        "cast<float>() first";
    static constexpr char const* left = "fractions in bounds";
    static constexpr char const* right = "fractions in pixels";
    static constexpr bool holds(index_t bounds, index_t pixels) { return bounds <= pixels; }

    template <class Stage>
    using shown = typename Stage::bound_type;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const&, In const&, Judge judge) {
        return judge(detail::compare_on("c",
                                        dim<std::is_floating_point_v<typename Stage::bound_type>>{},
                                        dim<std::is_floating_point_v<typename In::value_type>>{}));
    }
    template <bool Holds, class Bound, class Image>
    struct says {
        static_assert(Holds, "the pixels are integers and clamp's bounds are not; write whole "
                             "bounds: clamp(0, 255), or cast<float>() first");
    };
};

/// out = min(max(in, lo), hi).
template <number Bound>
class clamp_stage : public detail::pointwise {
public:
    using rules = rules_list<clamp_bounds_suit_the_pixels>;
    using bound_type = Bound;
    static constexpr char const* name = "clamp";

    template <class Pixel>
    using result = Pixel;

    constexpr clamp_stage() = default;
    constexpr clamp_stage(Bound lo, Bound hi) : lo_(lo), hi_(hi) {
        if (!(lo <= hi))
            detail::fail<value_error>("clamp: the lower bound is greater than the upper one, or "
                                      "one is NaN; write clamp(lo, hi) with lo <= hi");
    }

    template <class L>
    constexpr L apply(L pixel) const {
        constexpr auto in_pixels = saturate_to<element_of<L>>;
        // the pixel comes second: of equal zeros that is the one that max and min give
        return min(L(in_pixels(hi_)), max(L(in_pixels(lo_)), pixel));
    }

private:
    Bound lo_ = 0;
    Bound hi_ = 0;
};

namespace detail {

template <bool Holds, class... Bound>
struct clamp_takes_two_bounds {
    static_assert(Holds, "clamp is a stage with two bounds: clamp(0, 255); a number is clamped by "
                         "std::clamp");
};

} // namespace detail

/// Values kept between two bounds, as in PyTorch: clamp(0, 255). Bounds beyond the pixels' range
/// are brought to its ends, bounds of floats are rounded to the pixels' type. NaN stays NaN, −0 and
/// denormals stay what they are between the bounds, ±inf give the bounds.
///   out(y, x, c) = min(max(in(y, x, c), lo), hi)
/// Shape and type are unchanged.
/// Refuses: clamp_bounds_suit_the_pixels; value_error where lo > hi, which PyTorch takes, or one is
/// NaN.
/// Example: tests/stage/clamp_test.cpp
template <number... Bound>
constexpr auto clamp(Bound... bound) {
    constexpr bool two = sizeof...(Bound) == 2;
    if constexpr (two) {
        using T = std::common_type_t<Bound...>;
        return clamp_stage<T>(static_cast<T>(bound)...);
    } else return (void)sizeof(detail::clamp_takes_two_bounds<two, Bound...>), clamp_stage<int>();
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
