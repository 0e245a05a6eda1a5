#pragma once
// The rectifier.

#include <sluice/core/pipe.hpp>
#include <sluice/reduce/max.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// out = max(in, 0), NaN stays NaN.
struct relu_stage : detail::pointwise {
    static constexpr char const* name = "relu";

    template <class Pixel>
    using result = Pixel;

    template <class L>
    constexpr L apply(L pixel) const {
        return max(pixel, L(0));
    }
};

/// max(x, 0) for every value, as in PyTorch; NaN stays NaN. Shape and type are unchanged.
/// Example: examples/main_job.cpp
constexpr auto relu() { return relu_stage{}; }

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
