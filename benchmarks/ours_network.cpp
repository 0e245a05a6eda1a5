// W12: a layer of a network, many channels to many.

#include "ours.hpp"

namespace bench {
namespace {

using namespace sluice;

void w12(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 56_c, 56_c, 16_c);
    auto const k = kernel(a.weights, 3_c, 3_c, 16_c, 32_c);
    auto const e = pad(images, same_for(k)) | conv(k, bias(a.weights + 3 * 3 * 16 * 32, 32_c)) |
                   relu() | pool<sluice::max>(2_c, 2_c);
    run(e, view(a.out, a.images(), 28_c, 28_c, 32_c), a.workspace);
}

} // namespace

void add_ours_network(contenders& all) { all.push_back({"W12", kind::ours, "static", w12}); }

} // namespace bench
