// A pipeline that was made without pictures does not fit those that it is given.
// expect: the window is larger than the image; pad first: pad\(img, same_for\(k\)\) \| conv\(k\)
// expect: \<3, 3>.*\<100, 2, 2>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
using size = dim<28>;
#else
using size = dim<4>;
#endif

void misfit(float const* pixels, float const* weights) {
    auto const k = kernel(weights, 3_c, 3_c);
    auto const p = conv(k) | conv(k) | max_pool(2_c, 2_c) | conv(k);
    auto const out = eval(view(pixels, 100_c, size{}, size{}) | p | conv(k));
    (void)out.extent(0);
}
