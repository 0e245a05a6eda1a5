// A crop that ends below the picture.
// expect: the crop does not lie inside the picture; crop
// expect: crop_stage<10, 0, 20, 28>.*\<28, 28>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto part = crop(4_c, 0_c, 20_c, 28_c);
#else
constexpr auto part = crop(10_c, 0_c, 20_c, 28_c);
#endif

void misfit(float const* pixels) {
    auto const out =
        eval(view(pixels, 28_c, 28_c) | part | max_pool(2_c, 2_c) | max_pool(10_c, 10_c));
    (void)out.data();
}
