// Square kernels of 1×1 to 31×31, with their size in the type and known at run time.

#include "ours.hpp"
#include "series.hpp"

namespace bench {
namespace {

using namespace sluice;

constexpr index_t side = 1024;

template <index_t K>
void in_the_type(arguments const& a) {
    auto const picture = view(a.f32(), in_type<side>, in_type<side>);
    auto const k = kernel(a.weights, in_type<K>, in_type<K>);
    run(picture | conv(k), view(a.out, in_type<side - K + 1>, in_type<side - K + 1>), a.workspace);
}

void at_run_time(arguments const& a) {
    auto const picture = view(a.f32(), in_type<side>, in_type<side>);
    index_t const size = side - a.of->out().h + 1;
    auto const k = kernel(a.weights, size, size);
    run(picture | conv(k), view(a.out, a.of->out().h, a.of->out().w), a.workspace);
}

template <index_t K>
place with_kernel() {
    workload const w = valid_convolution({1, side, side, 1}, K);
    return {std::to_string(K), K, w, {{"typed", in_the_type<K>}, {"at run time", at_run_time}}};
}

} // namespace

series kernel_sizes() {
    return {"kernels",
            "square kernels on one picture of 1024×1024",
            "kernel",
            "multiply-add",
            multiply_adds_of,
            {with_kernel<1>(), with_kernel<3>(), with_kernel<5>(), with_kernel<7>(),
             with_kernel<9>(), with_kernel<11>(), with_kernel<15>(), with_kernel<21>(),
             with_kernel<31>()}};
}

} // namespace bench
