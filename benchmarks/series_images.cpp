// Batches of 1 to 100000 digits, into memory that is there and into a result of their own.

#include <algorithm>

#include "ours.hpp"
#include "series.hpp"

namespace bench {
namespace {

using namespace sluice;

auto valid(arguments const& a) {
    return view(a.f32(), a.images(), 28_c, 28_c) | conv(kernel(a.weights, 3_c, 3_c));
}

void into_memory(arguments const& a) {
    run(valid(a), view(a.out, a.images(), 26_c, 26_c), a.workspace);
}

void into_memory_of_its_own(arguments const& a) {
    auto const out = eval(valid(a));
    asm volatile("" : : "r"(out.data()) : "memory");
}

void copied(arguments const& a) {
    auto const out = eval(valid(a));
    std::copy(out.begin(), out.end(), a.out);
}

} // namespace

series numbers_of_images() {
    series s{"images", "3×3 on batches of 28×28", "images", "image", images_of, {}};
    for (index_t m = 1; m <= 100000; m *= 10) {
        workload const w = valid_convolution({m, 28, 28, 1}, 3);
        s.places.push_back({std::to_string(m),
                            static_cast<double>(m),
                            w,
                            {{"run", into_memory}, {"eval", into_memory_of_its_own, copied}}});
    }
    return s;
}

} // namespace bench
