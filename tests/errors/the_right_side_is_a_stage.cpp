// A kernel where the convolution with it was meant.
// expect: the right side of \| is a stage, such as conv\(k\), or a pipeline of stages
// expect: right_side_is_a_stage<.*kernel_of<float, 3, 3>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

void misfit(float const* pixels, float const* weights) {
    auto const k = kernel(weights, 3_c, 3_c);
#ifdef SLUICE_FIXED
    auto const right = conv(k);
#else
    auto const right = k;
#endif
    auto const out = eval(view(pixels, 28_c, 28_c) | right | relu() | right);
    (void)out.data();
}
