// A cache that nothing can be asked into.
// expect: blocking: asked_into_cache is 1 or 2
// expect: third_cache
// at most: gcc 18 lines, clang 26 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

struct third_cache : blocking {
#ifdef SLUICE_FIXED
    static constexpr int asked_into_cache = 2;
#else
    static constexpr int asked_into_cache = 3;
#endif
};

void caches(float const* pixels, float const* weights) {
    auto const e = view(pixels, 7, 6_c, 6_c) | conv(kernel(weights, 3_c, 3_c));
    auto const out = eval<third_cache>(e);
    (void)out.data();
}
