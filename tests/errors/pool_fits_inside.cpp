// A pool of 3×3 on a picture of 2 rows.
// expect: the window is larger than the image; make it smaller or give it padding\(
// expect: \<3, 3>.*\<2, 28>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto around = padding(1_c, 1_c);
#else
constexpr auto around = padding(0_c, 1_c);
#endif

void misfit(float const* pixels) {
    auto const out = eval(view(pixels, 2_c, 28_c) | pool<max>(window<3, 3>, around) | relu());
    (void)out.data();
}
