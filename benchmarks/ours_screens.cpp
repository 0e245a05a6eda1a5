// W9, W11 and W13: one large picture.

#include "ours.hpp"

namespace bench {
namespace {

using namespace sluice;

void w9(arguments const& a) {
    auto const photo = picture(a.u8(), 2160_c, 3840_c, 3_c);
    auto const k = kernel(a.weights, 5_c, 5_c);
    auto const e = photo | scale(1 / 255.0) | rgb_to_gray() | pad(2_c, 2_c, edge) | conv(k) |
                   pool<avg>(2_c, 2_c);
    run(e, view(a.out, 1_c, 1080_c, 1920_c), a.workspace);
}

void w11(arguments const& a) {
    auto const image = view(a.f32(), 2160_c, 3840_c);
    auto const first = kernel(a.weights, 3_c, 3_c);
    auto const second = kernel(a.weights + 9, 3_c, 3_c);
    run(image | conv(first) | conv(second) | pool<sluice::max>(2_c, 2_c),
        view(a.out, 1078_c, 1918_c), a.workspace);
}

void w13_separable(arguments const& a) {
    auto const image = view(a.f32(), 2160_c, 3840_c);
    auto const column = kernel(a.weights, 5_c, 1_c);
    auto const row = kernel(a.weights + 5, 1_c, 5_c);
    run(image | pad(2_c, 2_c) | separable(column, row), view(a.out, 2160_c, 3840_c), a.workspace);
}

void w13_dense(arguments const& a) {
    auto const image = view(a.f32(), 2160_c, 3840_c);
    auto const k = kernel(a.weights, 7_c, 7_c);
    run(pad(image, same_for(k)) | conv(k), view(a.out, 2160_c, 3840_c), a.workspace);
}

} // namespace

void add_ours_on_screens(contenders& all) {
    all.push_back({"W9", kind::ours, "static", w9});
    all.push_back({"W11", kind::ours, "static", w11});
    all.push_back({"W13s", kind::ours, "static", w13_separable});
    all.push_back({"W13d", kind::ours, "static", w13_dense});
}

} // namespace bench
