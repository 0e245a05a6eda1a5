// Fractions as the bounds of integers.
// expect: the pixels are integers and clamp's bounds are not; write whole bounds: clamp\(0, 255\)
// expect: clamp_bounds_suit_the_pixels::says<false, double, .*\<6, 6>
// at most: gcc 12 lines, clang 15 lines, 1 error
#include <sluice/sluice.hpp>
using namespace sluice;

#ifdef SLUICE_FIXED
constexpr auto bounded = clamp(0, 100);
#else
constexpr auto bounded = clamp(0.5, 99.5);
#endif

void misfit(std::uint8_t const* pixels) {
    auto const out = eval(view(pixels, 6_c, 6_c) | bounded | relu() | bounded);
    (void)out.data();
}
