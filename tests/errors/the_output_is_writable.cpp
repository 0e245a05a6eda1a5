// A result written where nothing may be written.
// expect: the output is not writable: give run a view of non-const elements
// expect: const float
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
using element = float;
#else
using element = float const;
#endif

void misfit(float const* pixels, float const* weights, element* result) {
    auto const k = kernel(weights, 3_c, 3_c);
    run(view(pixels, 28_c, 28_c) | conv(k), view(result, 26_c, 26_c));
}
