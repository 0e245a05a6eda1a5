// A pool to no rows.
// expect: a result has at least one row and one column
// expect: adaptive_pool_stage<.*avg_reduce, 0, 4>.*\<28, 28>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto rows = 4_c;
#else
constexpr auto rows = 0_c;
#endif

void misfit(float const* pixels) {
    auto const p = adaptive_pool<avg>(rows, 4_c);
    auto const out = eval(view(pixels, 28_c, 28_c) | p | max_pool(4_c, 4_c));
    (void)out.data();
}
