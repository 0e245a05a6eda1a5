// A kernel of 7×7 on a picture of 6×6, and a pool that would not fit either.
// expect: the window is larger than the image; pad first: pad\(img, same_for\(k\)\) \| conv\(k\)
// expect: \<7, 7>.*\<6, 6>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr float weights[5][5] = {};
#else
constexpr float weights[7][7] = {};
#endif

void misfit(float const* pixels) {
    auto const image = view(pixels, 6_c, 6_c);
    auto const k = kernel(weights);
    auto const out = eval(image | conv(k) | pool<max>(2_c, 2_c) | pad(same_for(k)) | conv(k));
    (void)out.data();
}
