// A padding that would take rows away.
// expect: a padding is zero or more; to take rows or columns away write crop
// expect: padding<-2, 0, 1, 1>.*\<28, 28>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto border = pad(dim<2>{}, 0_c, 1_c, 1_c);
#else
constexpr auto border = pad(dim<-2>{}, 0_c, 1_c, 1_c);
#endif

void misfit(float const* pixels) {
    auto const out = eval(view(pixels, 28_c, 28_c) | border | max_pool(2_c, 2_c) | border);
    (void)out.data();
}
