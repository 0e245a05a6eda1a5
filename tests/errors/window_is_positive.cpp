// A pool whose window has no rows.
// expect: a window has at least one row and one column; write window<2,2> or larger
// expect: window<0, 2>.*\<6, 6>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto none = max_pool(1_c, 2_c);
#else
constexpr auto none = max_pool(0_c, 2_c);
#endif

void misfit(float const* pixels) {
    auto const out = eval(view(pixels, 6_c, 6_c) | none | relu() | none);
    (void)out.data();
}
