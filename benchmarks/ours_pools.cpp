// Pools with a window's size in the type and known at run time.

#include "ours.hpp"

namespace bench {
namespace {

using namespace sluice;

template <index_t K>
void in_the_type(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    run(images | pool<sluice::max>(in_type<K>, in_type<K>),
        view(a.out, a.images(), in_type<28 / K>, in_type<28 / K>), a.workspace);
}

void at_run_time(arguments const& a) {
    auto const images = view(a.f32(), a.images(), 28_c, 28_c);
    auto const window = a.of->first(op::max);
    run(images | pool<sluice::max>(static_cast<int>(window.h), static_cast<int>(window.w)),
        view(a.out, a.images(), a.of->out().h, a.of->out().w), a.workspace);
}

} // namespace

void add_ours_pools(contenders& all) {
    all.push_back({"P2", kind::ours, "static", in_the_type<2>});
    all.push_back({"P3", kind::ours, "static", in_the_type<3>});
    all.push_back({"P7", kind::ours, "static", in_the_type<7>});
    for (char const* name : {"P2", "P3", "P7"})
        all.push_back({name, kind::ours_run_time, "pool window at run time", at_run_time, 1.25});
}

} // namespace bench
