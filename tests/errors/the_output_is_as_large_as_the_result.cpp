// The result (10,26,26) written where (10,28,28) has its place.
// expect: the output is not as large as the result
// expect: extents<10, 28, 28>
// expect: extents<10, 26, 26>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

void misfit(float const* pixels, float const* weights, float* result) {
    auto const k = kernel(weights, 3_c, 3_c);
    auto const e = view(pixels, 10_c, 28_c, 28_c) | conv(k);
#ifdef SLUICE_FIXED
    auto const out = view(result, 10_c, 26_c, 26_c);
#else
    auto const out = view(result, 10_c, 28_c, 28_c);
#endif
    run(e, out);
}
