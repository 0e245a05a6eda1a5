// Convolutions with a kernel's size in the type and known at run time.

#include "ours.hpp"

namespace bench {
namespace {

using namespace sluice;

template <index_t K, index_t H, index_t W>
void in_the_type(arguments const& a) {
    auto const images = view(a.f32(), a.images(), in_type<H>, in_type<W>);
    auto const k = kernel(a.weights, in_type<K>, in_type<K>);
    run(images | conv(k), view(a.out, a.images(), in_type<H - K + 1>, in_type<W - K + 1>),
        a.workspace);
}

template <index_t H, index_t W>
void at_run_time(arguments const& a) {
    auto const images = view(a.f32(), a.images(), in_type<H>, in_type<W>);
    auto const k = kernel(a.weights, a.of->first(op::conv).h, a.of->first(op::conv).w);
    run(images | conv(k), view(a.out, a.images(), a.of->out().h, a.of->out().w), a.workspace);
}

} // namespace

void add_ours_kernels(contenders& all) {
    all.push_back({"K1", kind::ours, "static", in_the_type<1, 28, 28>});
    all.push_back({"K2", kind::ours, "static", in_the_type<2, 28, 28>});
    all.push_back({"K3", kind::ours, "static", in_the_type<3, 28, 28>});
    all.push_back({"K5", kind::ours, "static", in_the_type<5, 28, 28>});
    all.push_back({"K7", kind::ours, "static", in_the_type<7, 28, 28>});
    all.push_back({"K11", kind::ours, "static", in_the_type<11, 64, 64>});
    for (char const* name : {"K1", "K2", "K3", "K5", "K7"})
        all.push_back(
            {name, kind::ours_run_time, "kernel size at run time", at_run_time<28, 28>, 1.25});
    all.push_back({"K11", kind::ours_run_time, "kernel size at run time", at_run_time<64, 64>, 2});
}

} // namespace bench
