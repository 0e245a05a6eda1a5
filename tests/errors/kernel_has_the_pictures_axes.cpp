// A kernel (kh,kw) on colour pictures (m,h,w,c).
// expect: the kernel and the pictures differ in their channel axis; for pictures \(m,h,w,c\)
// expect: kernel_of<float, 3, 3>.*extents<10, 28, 28, 3>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

void misfit(float const* pixels, float const* weights) {
#ifdef SLUICE_FIXED
    auto const k = kernel(weights, 3_c, 3_c, 3_c, 3_c);
#else
    auto const k = kernel(weights, 3_c, 3_c);
#endif
    auto const images = view(pixels, 10_c, 28_c, 28_c, 3_c);
    auto const out = eval(images | conv(k) | max_pool(2_c, 2_c) | conv(k));
    (void)out.data();
}
