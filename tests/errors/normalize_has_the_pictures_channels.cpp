// Means of three channels for pictures of two.
// expect: normalize has another number of means than the pictures have channels; give one mean and
// expect: normalize_has_the_pictures_channels::says<false, .*normalize_stage<3>, .*\<4, 6, 6, 2>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto normal = normalize({0.4, 0.5}, {0.2, 0.2});
#else
constexpr auto normal = normalize({0.4, 0.5, 0.6}, {0.2, 0.2, 0.3});
#endif

void misfit(float const* pixels) {
    auto const out = eval(view(pixels, 4_c, 6_c, 6_c, 2_c) | normal | relu() | normal);
    (void)out.data();
}
