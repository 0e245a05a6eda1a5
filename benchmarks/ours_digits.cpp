// W1 to W4: one convolution on a batch of small grey pictures.

#include "ours.hpp"

namespace bench {
namespace {

using namespace sluice;

void w1(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    auto const k = kernel(a.weights, 3_c, 3_c);
    run(images | conv(k), view(a.out, a.images(), 26_c, 26_c), a.workspace);
}

void w1_run_time_size(arguments const& a) {
    auto const images = view(a.f32(), a.images(), a.of->in.h, a.of->in.w);
    auto const k = kernel(a.weights, 3_c, 3_c);
    run(images | conv(k), view(a.out, a.images(), a.of->out().h, a.of->out().w), a.workspace);
}

void w1_run_time_kernel(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    auto const k = kernel(a.weights, a.of->first(op::conv).h, a.of->first(op::conv).w);
    run(images | conv(k), view(a.out, a.images(), 26_c, 26_c), a.workspace);
}

void w2(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    auto const k = kernel(a.weights, 3_c, 3_c);
    run(pad(images, same_for(k)) | conv(k), view(a.out, a.images(), 28_c, 28_c), a.workspace);
}

void w3(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    auto const k = kernel(a.weights, 3_c, 3_c);
    run(pad(images, 2_c, 4_c) | conv(k), view(a.out, a.images(), 30_c, 34_c), a.workspace);
}

void w4(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    auto const k = kernel(a.weights, 3_c, 3_c);
    run(images | conv(k, stride<2, 2>), view(a.out, a.images(), 13_c, 13_c), a.workspace);
}

void w4_run_time_kernel(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    auto const k = kernel(a.weights, a.of->first(op::conv).h, a.of->first(op::conv).w);
    run(images | conv(k, stride<2, 2>), view(a.out, a.images(), 13_c, 13_c), a.workspace);
}

} // namespace

void add_ours_on_digits(contenders& all) {
    all.push_back({"W1", kind::ours, "static", w1});
    all.push_back({"W1", kind::ours_run_time, "image size at run time", w1_run_time_size, 1.5});
    all.push_back({"W1", kind::ours_run_time, "kernel size at run time", w1_run_time_kernel, 1.25});
    all.push_back({"W2", kind::ours, "static", w2});
    all.push_back({"W3", kind::ours, "static", w3});
    all.push_back({"W4", kind::ours, "static", w4});
    all.push_back({"W4", kind::ours_run_time, "kernel size at run time", w4_run_time_kernel, 1.25});
}

} // namespace bench
