// The padding of a plain kernel before a dilated one.
// expect: the padding is 'same' for the kernel without its dilation; write same_for
// expect: window<5, 5>.*\<30, 30>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto apart = dilation<2, 2>();
#else
constexpr auto apart = dilation<1, 1>();
#endif

void misfit(float const* pixels, float const* weights) {
    auto const k = kernel(weights, 3_c, 3_c);
    auto const p = pad(same_for(k, apart)) | conv(k, dilation<2, 2>);
    auto const out = eval(view(pixels, 28_c, 28_c) | p | relu() | p);
    (void)out.data();
}
