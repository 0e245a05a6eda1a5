// The grey of pictures with an alpha channel.
// expect: the pictures do not have three channels, red, green and blue
// expect: rgb_to_gray_stage.*\<28, 28, 4>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto channels = 3_c;
#else
constexpr auto channels = 4_c;
#endif

void misfit(float const* pixels) {
    auto const out =
        eval(picture(pixels, 28_c, 28_c, channels) | rgb_to_gray() | max_pool(2_c, 2_c));
    (void)out.data();
}
