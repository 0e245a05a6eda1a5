// A cache line that is none.
// expect: blocking: line_bytes is a power of two from 8 on, way_bytes not 0
// expect: odd_lines
// at most: gcc 18 lines, clang 26 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

struct odd_lines : blocking {
#ifdef SLUICE_FIXED
    static constexpr index_t line_bytes = 32;
#else
    static constexpr index_t line_bytes = 48;
#endif
};

void lines(float const* pixels, float const* weights) {
    auto const e = view(pixels, 7, 6_c, 6_c) | conv(kernel(weights, 3_c, 3_c));
    auto const out = eval<odd_lines>(e);
    (void)out.data();
}
