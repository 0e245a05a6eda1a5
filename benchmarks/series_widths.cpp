// Pictures of every width from 8 to 130, and of powers of two and their neighbours beyond.

#include <algorithm>

#include "ours.hpp"
#include "series.hpp"

namespace bench {
namespace {

using namespace sluice;

constexpr index_t pixels_in_all = index_t{1} << 20;

/// One instantiation for all widths.
void any_width(arguments const& a) {
    auto const images = view(a.f32(), a.images(), a.of->in.h, a.of->in.w);
    auto const k = kernel(a.weights, 3_c, 3_c);
    run(images | conv(k), view(a.out, a.images(), a.of->out().h, a.of->out().w), a.workspace);
}

series widths(std::string name, std::string says, shape (*shape_of)(index_t width)) {
    series s{std::move(name), std::move(says), "width", "pixel", pixels_out, {}};
    auto const add = [&](index_t width) {
        workload const w = valid_convolution(shape_of(width), 3);
        s.places.push_back(
            {std::to_string(width), static_cast<double>(width), w, {{"3x3", any_width}}});
    };
    for (index_t width = 8; width <= 130; ++width) add(width);
    for (index_t power = 256; power <= 16384; power *= 2)
        for (index_t const width : {power - 1, power, power + 1}) add(width);
    return s;
}

} // namespace

series widths_of_batches() {
    return widths("batches", "3×3 on a batch of square pictures, 1 M pixels in all", [](index_t w) {
        index_t const h = std::min(w, pixels_in_all / w);
        return shape{pixels_in_all / (w * h), h, w, 1};
    });
}

series widths_of_pictures() {
    return widths("widths", "3×3 on one picture of 1 M pixels",
                  [](index_t w) { return shape{1, pixels_in_all / w, w, 1}; });
}

} // namespace bench
