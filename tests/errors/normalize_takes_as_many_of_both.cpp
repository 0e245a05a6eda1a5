// Three means and two standard deviations.
// expect: normalize takes as many standard deviations as means, one of each per channel
// expect: normalize_takes_as_many_of_both<false, .*dim<3>, .*dim<2>
// at most: gcc 12 lines, clang 17 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto normal = normalize({0.4, 0.5, 0.6}, {0.2, 0.2, 0.3});
#else
constexpr auto normal = normalize({0.4, 0.5, 0.6}, {0.2, 0.2});
#endif

void misfit(float const* pixels) {
    auto const out = eval(view(pixels, 4_c, 6_c, 6_c, 3_c) | normal | relu() | normal);
    (void)out.data();
}
