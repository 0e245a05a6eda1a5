// 3×3 from 1 to 64 channels to 1 to 64 results, all in the type.

#include <algorithm>

#include "ours.hpp"
#include "series.hpp"

namespace bench {
namespace {

using namespace sluice;

constexpr index_t side = 56;

template <index_t C, index_t Results>
void to_results(arguments const& a) {
    auto const images = view(a.f32(), a.images(), in_type<side>, in_type<side>, in_type<C>);
    auto const k = kernel(a.weights, 3_c, 3_c, in_type<C>, in_type<Results>);
    run(images | conv(k),
        view(a.out, a.images(), in_type<side - 2>, in_type<side - 2>, in_type<Results>),
        a.workspace);
}

/// As many images as take some milliseconds at the peak.
template <index_t C, index_t Results>
place with_channels(double x, bool is_neighbour) {
    constexpr index_t per_image = (side - 2) * (side - 2) * 9 * C * Results;
    index_t const m = std::clamp<index_t>(100'000'000 / per_image, 1, 256);
    workload const w = valid_convolution({m, side, side, C}, 3, Results);
    std::string const name = std::to_string(C) + "x" + std::to_string(Results);
    return {name, x, w, {{"typed", to_results<C, Results>}}, is_neighbour};
}

} // namespace

series numbers_of_channels() {
    return {"channels",
            "3×3 from c channels to n results, 56×56",
            "c x n",
            "multiply-add",
            multiply_adds_of,
            {with_channels<1, 1>(1, false), with_channels<2, 2>(2, true),
             with_channels<3, 3>(3, true), with_channels<4, 4>(4, true),
             with_channels<8, 8>(8, true), with_channels<16, 16>(16, true),
             with_channels<32, 32>(32, true), with_channels<64, 64>(64, true),
             with_channels<1, 64>(64, false), with_channels<3, 32>(32, false),
             with_channels<16, 32>(32, false), with_channels<64, 1>(64, false)}};
}

} // namespace bench
