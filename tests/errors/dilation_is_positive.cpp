// Taps that all lie in one place.
// expect: a dilation is one or more; leave it out for the default
// expect: dilation<1, 0>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto apart = dilation<1, 2>();
#else
constexpr auto apart = dilation<1, 0>();
#endif

void misfit(float const* pixels, float const* weights) {
    auto const k = kernel(weights, 3_c, 3_c);
    auto const out = eval(view(pixels, 28_c, 28_c) | conv(k, apart) | relu() | conv(k, apart));
    (void)out.data();
}
