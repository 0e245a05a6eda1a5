// A usual kernel of no rows.
// expect: blocking: usual_kernels are of 1×1 or larger
// expect: odd_kernels
// at most: gcc 18 lines, clang 26 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

struct odd_kernels : blocking {
#ifdef SLUICE_FIXED
    static constexpr index_t usual_kernels[] = {3, 1};
#else
    static constexpr index_t usual_kernels[] = {3, 0};
#endif
};

void kernels(float const* pixels, float const* weights) {
    auto const e = view(pixels, 7, 6_c, 6_c) | conv(kernel(weights, 3_c, 3_c));
    auto const out = eval<odd_kernels>(e);
    (void)out.data();
}
