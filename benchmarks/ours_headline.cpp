// W8: the three-stage pipeline, on a batch of small pictures and on a large one.

#include "ours.hpp"

namespace bench {
namespace {

using namespace sluice;

void batch(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    auto const k = kernel(a.weights, 3_c, 3_c);
    auto const e = pad(images, same_for(k)) | conv(k, stride<2, 2>) | pool<sluice::max>(2_c, 2_c);
    run(e, view(a.out, a.images(), 7_c, 7_c), a.workspace);
}

void batch_run_time_size(arguments const& a) {
    auto const images = view(a.f32(), a.images(), a.of->in.h, a.of->in.w);
    auto const k = kernel(a.weights, 3_c, 3_c);
    auto const e = pad(images, same_for(k)) | conv(k, stride<2, 2>) | pool<sluice::max>(2_c, 2_c);
    run(e, view(a.out, a.images(), a.of->out().h, a.of->out().w), a.workspace);
}

void batch_run_time_kernel(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    auto const k = kernel(a.weights, a.of->first(op::conv).h, a.of->first(op::conv).w);
    auto const e = pad(images, same_for(k)) | conv(k, stride<2, 2>) | pool<sluice::max>(2_c, 2_c);
    run(e, view(a.out, a.images(), 7_c, 7_c), a.workspace);
}

void batch_run_time_pool(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    auto const k = kernel(a.weights, 3_c, 3_c);
    auto const window = a.of->first(op::max);
    auto const e = pad(images, same_for(k)) | conv(k, stride<2, 2>) |
                   pool<sluice::max>(static_cast<int>(window.h), static_cast<int>(window.w));
    run(e, view(a.out, a.images(), 7_c, 7_c), a.workspace);
}

void large(arguments const& a) {
    auto const image = view(a.f32(), 2160_c, 3840_c);
    auto const k = kernel(a.weights, 3_c, 3_c);
    auto const e = pad(image, same_for(k)) | conv(k, stride<2, 2>) | pool<sluice::max>(2_c, 2_c);
    run(e, view(a.out, 540_c, 960_c), a.workspace);
}

void large_run_time_size(arguments const& a) {
    auto const image = view(a.f32(), a.of->in.h, a.of->in.w);
    auto const k = kernel(a.weights, 3_c, 3_c);
    auto const e = pad(image, same_for(k)) | conv(k, stride<2, 2>) | pool<sluice::max>(2_c, 2_c);
    run(e, view(a.out, a.of->out().h, a.of->out().w), a.workspace);
}

} // namespace

void add_ours_headline(contenders& all) {
    all.push_back({"W8a", kind::ours, "static", batch});
    all.push_back({"W8a", kind::ours_run_time, "image size at run time", batch_run_time_size, 1.5});
    all.push_back(
        {"W8a", kind::ours_run_time, "kernel size at run time", batch_run_time_kernel, 1.25});
    all.push_back(
        {"W8a", kind::ours_run_time, "pool window at run time", batch_run_time_pool, 1.25});
    all.push_back({"W8b", kind::ours, "static", large});
    all.push_back({"W8b", kind::ours_run_time, "image size at run time", large_run_time_size, 1.2});
}

} // namespace bench
