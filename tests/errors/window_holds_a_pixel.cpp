// A pool with more padding than its window is wide.
// expect: a window lies wholly in the padding; a pool's padding is smaller than its window
// expect: padding<2, 2, 2, 2>.*\<28, 28>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto around = padding(1_c, 1_c);
#else
constexpr auto around = padding(2_c, 2_c);
#endif

void misfit(float const* pixels) {
    auto const p = pool<avg>(window<2, 2>, around);
    auto const out = eval(view(pixels, 28_c, 28_c) | p | relu() | p);
    (void)out.data();
}
