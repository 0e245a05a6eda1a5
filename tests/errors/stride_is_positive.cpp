// A convolution that would never leave its first row.
// expect: a stride is one or more; leave it out for the default
// expect: stride<0, 2>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto step = stride<1, 2>();
#else
constexpr auto step = stride<0, 2>();
#endif

void misfit(float const* pixels, float const* weights) {
    auto const k = kernel(weights, 3_c, 3_c);
    auto const out = eval(view(pixels, 28_c, 28_c) | conv(k, step) | relu() | conv(k, step));
    (void)out.data();
}
