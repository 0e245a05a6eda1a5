// Two values of bias for three results.
// expect: the bias has another number of values than the kernel has results
// expect: bias_values<float, 2>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto values = 3_c;
#else
constexpr auto values = 2_c;
#endif

void misfit(float const* pixels, float const* weights) {
    auto const k = kernel(weights, 3_c, 3_c, 6_c, 3_c);
    auto const out = eval(view(pixels, 1_c, 28_c, 28_c, 6_c) | conv(k, bias(weights, values)) |
                          relu() | pool<sluice::max>(2_c, 2_c));
    (void)out.data();
}
