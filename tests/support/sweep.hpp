#pragma once
// One pipeline on pictures of every width, flush at either end of their memory.

#include "check.hpp"
#include "numbers.hpp"

namespace test {

/// Checks `pictures | p` on batches (m,h,w) of Pixel: every width from least_w to 70, nine heights
/// from least_h on, one to three images.
template <class Pixel, class Pipeline>
void check_on_widths(Pipeline const& p, index_t least_h = 1, index_t least_w = 1) {
    for (index_t w = least_w; w <= 70; ++w)
        for (flush side : both_ends) {
            index_t const m = 1 + w % 3, h = least_h + w % 9;
            pixels<Pixel> const in(m * h * w, side, static_cast<std::uint64_t>(w));
            CAPTURE(m);
            CAPTURE(h);
            CAPTURE(w);
            CHECK_AGAINST_REFERENCE(sluice::view(in.data(), m, h, w) | p);
        }
}

/// The same on batches with channels (m,h,w,c), c a number or in the type.
template <class Pixel, class C, class Pipeline>
void check_on_widths_with(C c, Pipeline const& p, index_t least_h = 1, index_t least_w = 1) {
    for (index_t w = least_w; w <= 70; w += w < 20 ? 1 : 5)
        for (flush side : both_ends) {
            index_t const m = 1 + w % 3, h = least_h + w % 9, channels = sluice::detail::to_dim(c);
            pixels<Pixel> const in(m * h * w * channels, side, static_cast<std::uint64_t>(w));
            CAPTURE(m);
            CAPTURE(h);
            CAPTURE(w);
            CAPTURE(channels);
            CHECK_AGAINST_REFERENCE(sluice::view(in.data(), m, h, w, c) | p);
        }
}

/// A kernel of small fixed weights.
template <class Weight, class... N>
auto some_kernel(N... n) {
    return sluice::kernel(weights<Weight>((index_t(sluice::detail::to_dim(n)) * ...)).data(), n...);
}

} // namespace test
