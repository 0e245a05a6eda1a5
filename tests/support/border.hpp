#pragma once
// One border in every place of a pipeline, on pictures of every width.

#include <initializer_list>

#include "same.hpp"
#include "sweep.hpp"

#define SLUICE_TEST_OTHER_PIXELS std::int8_t, std::uint16_t, std::int16_t, std::int32_t, double

namespace test {

/// Whether index(i, n) takes these values for i from −before on: 5 where nothing is said, 4 for n
/// of 1 or 2.
template <class Border>
constexpr bool is_at(Border border, index_t n, std::initializer_list<index_t> want,
                     index_t before = 0) {
    index_t i = -(before != 0 ? before : n > 2 ? 5 : 4);
    for (index_t w : want)
        if (border.index(i++, n) != w) return false;
    return true;
}

/// On the source and in the middle, under windows, on pictures of every width.
template <class T, class Border>
void check_border_under_windows(Border border) {
    using W = std::conditional_t<std::is_floating_point_v<T>, T, std::int8_t>;
    check_on_widths<T>(sluice::pad(1, 2, 3, 1, border) | sluice::pool<sluice::max>(3, 3) |
                       sluice::pad(2, 1, 1, 2, border) | sluice::conv(some_kernel<W>(3, 3)));
}

/// The same, alone, with channels, and wider than the picture.
template <class T, class Border>
void check_border(Border border) {
    using W = std::conditional_t<std::is_floating_point_v<T>, T, std::int8_t>;
    check_border_under_windows<T>(border);
    for (index_t wide : {5, 21}) check_on_widths<T>(sluice::pad(wide, 3, 2, wide, border));
    check_on_widths_with<T>(2,
                            sluice::pad(1, 1, border) | sluice::conv(some_kernel<W>(3, 2, 2, 2)) |
                                sluice::pad(3, 4, 9, 0, border) | sluice::pool<sluice::max>(2, 2));
}

} // namespace test
