// Three groups for a kernel of eight results.
// expect: the number of groups does not divide the results
// expect: kernel_of<float, 3, 3, 2, 8>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto results = 9_c;
#else
constexpr auto results = 8_c;
#endif

void misfit(float const* pixels, float const* weights) {
    auto const k = kernel(weights, 3_c, 3_c, 2_c, results);
    auto const out = eval(view(pixels, 1_c, 28_c, 28_c, 6_c) | conv(k, groups<3>) | relu() |
                          pool<sluice::max>(2_c, 2_c));
    (void)out.data();
}
