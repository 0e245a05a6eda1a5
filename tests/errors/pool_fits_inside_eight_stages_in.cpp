// The last pool of eight stages has less than its window left.
// expect: the window is larger than the image; make it smaller or give it padding\(
// expect: \<3, 3>.*\<50000, 2, 2>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto last = max_pool(2_c, 2_c);
#else
constexpr auto last = max_pool(3_c, 3_c);
#endif

void misfit(float const* pixels, float const* weights, float* result) {
    auto const k = kernel(weights, 3_c, 3_c);
    auto const e = view(pixels, 50000_c, 28_c, 28_c) | pad(same_for(k)) | conv(k) | relu() |
                   max_pool(2_c, 2_c) | conv(k) | relu() | max_pool(5_c, 5_c) | last;
    run(e, view(result, 50000_c, 1_c, 1_c));
}
