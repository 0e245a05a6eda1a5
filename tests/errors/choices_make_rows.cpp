// A blocking that makes no row at a time.
// expect: blocking: at least one row is made at a time
// expect: no_rows
// at most: gcc 18 lines, clang 26 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

struct no_rows : blocking {
    template <int, index_t>
#ifdef SLUICE_FIXED
    static constexpr int window_rows = 1;
#else
    static constexpr int window_rows = 0;
#endif
};

void none(float const* pixels, float const* weights) {
    auto const e = view(pixels, 7, 6_c, 6_c) | conv(kernel(weights, 3_c, 3_c));
    auto const out = eval<no_rows>(e);
    (void)out.data();
}
