// W5 to W7: interleaved colours; one result, three results, pools.

#include "ours.hpp"

namespace bench {
namespace {

using namespace sluice;

void w5(arguments const& a) {
    auto const images = view(a.u8(), a.images(), 32_c, 32_c, 3_c);
    auto const k = kernel(a.weights, 3_c, 3_c, 3_c);
    run(images | conv(k), view(a.out, a.images(), 30_c, 30_c), a.workspace);
}

void w6(arguments const& a) {
    auto const images = view(a.u8(), a.images(), 32_c, 32_c, 3_c);
    auto const k = kernel(a.weights, 3_c, 3_c, 3_c, 3_c);
    run(images | conv(k), view(a.out, a.images(), 30_c, 30_c, 3_c), a.workspace);
}

void w6f(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 32_c, 32_c, 3_c);
    auto const k = kernel(a.weights, 3_c, 3_c, 3_c, 3_c);
    run(images | conv(k), view(a.out, a.images(), 30_c, 30_c, 3_c), a.workspace);
}

void w7_max(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 32_c, 32_c, 3_c);
    run(images | pool<sluice::max>(2_c, 2_c), view(a.out, a.images(), 16_c, 16_c, 3_c),
        a.workspace);
}

void w7_avg(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 32_c, 32_c, 3_c);
    run(images | pool<avg>(2_c, 2_c), view(a.out, a.images(), 16_c, 16_c, 3_c), a.workspace);
}

} // namespace

void add_ours_on_photographs(contenders& all) {
    all.push_back({"W5", kind::ours, "static", w5});
    all.push_back({"W6", kind::ours, "static", w6});
    all.push_back({"W6f", kind::ours, "static", w6f});
    all.push_back({"W7max", kind::ours, "static", w7_max});
    all.push_back({"W7avg", kind::ours, "static", w7_avg});
}

} // namespace bench
