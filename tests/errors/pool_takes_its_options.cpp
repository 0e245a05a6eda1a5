// Weights given to a pool.
// expect: this stage has no such option; pool takes stride<2,2>, dilation<2,2>, padding
// expect: group_count<2>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto option = ceil_mode;
#else
constexpr auto option = groups<2>();
#endif

void misfit(float const* pixels) {
    auto const out = eval(view(pixels, 28_c, 28_c) | pool<avg>(2_c, 2_c, option) | relu());
    (void)out.data();
}
