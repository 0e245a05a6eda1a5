// Sums of floats written to bytes.
// expect: the output's element type is not the result's
// expect: unsigned char.*float|float.*unsigned char
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
using element = float;
#else
using element = unsigned char;
#endif

void misfit(float const* pixels, float const* weights, element* result) {
    auto const k = kernel(weights, 3_c, 3_c);
    auto const e = view(pixels, 28_c, 28_c) | conv(k);
    run(e, view(result, 26_c, 26_c));
}
