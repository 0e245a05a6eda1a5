#pragma once
// Any function of one pixel's values, one at a time.

#include <sluice/core/pipe.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// out(y, x, c) = f(in(y, x, c)).
template <class F>
class transform_stage : public detail::pointwise {
public:
    static constexpr char const* name = "transform";

    template <class Pixel>
    using result = std::remove_cvref_t<std::invoke_result_t<F const&, Pixel>>;

    constexpr transform_stage() = default;
    constexpr explicit transform_stage(F f) : f_(std::move(f)) {}

    template <class L>
    constexpr auto apply(L pixel) const {
        if constexpr (std::is_invocable_v<F const&, L>) return f_(pixel);
        else return lane_each(f_, pixel);
    }

private:
    [[no_unique_address]] F f_;
};

/// Applies f to every value: transform([](auto x) { return x * 0.5f; }). A generic lambda receives
/// packs of lanes, which have the operators of numbers and their promotions; instead of `a < b ? x
/// : y` it says select(a < b, x, y), and the functions of <cmath> are found for packs as well
/// ([](auto x) { using std::sqrt; return sqrt(x); }, see lane/math.hpp). A lambda that takes a
/// number ([](float x) { return std::tanh(x); }) is called lane by lane.
///   out(y, x, c) = f(in(y, x, c))
/// Shape: unchanged; the element type is what f gives for a number.
/// Example: examples/tasks.cpp
template <class F>
constexpr auto transform(F f) {
    return transform_stage<F>(std::move(f));
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
