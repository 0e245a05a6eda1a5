// A kernel for four channels on pictures that have three.
// expect: the kernel has another number of channels than the pictures; give both the same c
// expect: kernel_of<float, 3, 3, 4, 3>.*extents<10, 28, 28, 3>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
using channels = dim<3>;
#else
using channels = dim<4>;
#endif

void misfit(float const* pixels, float const* weights) {
    auto const k = kernel(weights, 3_c, 3_c, channels{}, 3_c);
    auto const images = view(pixels, 10_c, 28_c, 28_c, 3_c);
    auto const out = eval(images | conv(k) | max_pool(2_c, 2_c) | conv(k));
    (void)out.data();
}
