// A clamp with one bound.
// expect: clamp is a stage with two bounds: clamp\(0, 255\); a number is clamped by std::clamp
// expect: clamp_takes_two_bounds<false, int>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto bounded = clamp(0, 255);
#else
constexpr auto bounded = clamp(255);
#endif

void misfit(int const* pixels) {
    auto const out = eval(view(pixels, 6_c, 6_c) | bounded | relu() | bounded);
    (void)out.data();
}
