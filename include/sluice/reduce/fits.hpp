#pragma once
// Whether the sums of a pool fit into what they are summed in.

#include <sluice/core/number.hpp>
#include <sluice/core/size.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Refuses windows of h × w pixels whose sum could pass what `Reduce` sums integers in.
template <class Reduce, class Pixel>
constexpr void check_that_sums_fit(index_t h, index_t w) {
    using Sum = decltype(std::declval<Reduce const&>().first(Pixel()));
    if constexpr (std::is_integral_v<Sum> && sizeof(Sum) > sizeof(Pixel)) {
        constexpr double most =
            static_cast<double>(upper_end<Sum>()) / (static_cast<double>(upper_end<Pixel>()) + 1);
        if (static_cast<double>(h) * static_cast<double>(w) > most)
            fail<range_error>("pool: windows of ", h, " x ", w,
                              " pixels could sum to more than the accumulator holds; write "
                              "cast<float>() | pool");
    }
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
