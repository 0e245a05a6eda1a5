#pragma once
// The rectifier that lets a little through.

#include <sluice/core/number.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// out = in above 0, else slope·in.
class leaky_relu_stage : public detail::pointwise {
public:
    static constexpr char const* name = "leaky_relu";

    template <class Pixel>
    using result = real_t<Pixel>;

    constexpr leaky_relu_stage() = default;
    constexpr explicit leaky_relu_stage(double slope) : slope_(slope) {}

    template <class L>
    constexpr auto apply(L pixel) const {
        using T = real_t<element_of<L>>;
        auto const x = convert_to<T>(pixel);
        return select(x > T(0), x, x * static_cast<T>(slope_));
    }

private:
    double slope_ = 0.01;
};

/// x above 0, else slope·x, as in PyTorch, whose slope it is that is left out: leaky_relu(0.1).
/// Computed in float for integers up to 16 bits and float, in double for int32 and double. NaN
/// stays NaN, −0 gives slope·(−0), −inf gives slope·(−inf): NaN for a slope of 0.
///   out(y, x, c) = in(y, x, c) > 0 ? in(y, x, c) : slope · in(y, x, c)
/// Shape: unchanged; the element type is the one that is computed in.
/// Example: tests/stage/leaky_relu_test.cpp
constexpr auto leaky_relu(double slope = 0.01) { return leaky_relu_stage(slope); }

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
