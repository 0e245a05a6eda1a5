// A window given to a convolution, whose kernel has one.
// expect: this stage has no such option; conv takes stride<2,2>, dilation<2,2>
// expect: window<2, 2>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto option = stride<2, 2>();
#else
constexpr auto option = window<2, 2>();
#endif

void misfit(float const* pixels, float const* weights) {
    auto const k = kernel(weights, 3_c, 3_c);
    auto const out =
        eval(view(pixels, 28_c, 28_c) | conv(k, option) | relu() | pool<sluice::max>(2_c, 2_c));
    (void)out.data();
}
