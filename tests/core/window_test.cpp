// The rules and the shape that all windows share.

#include <doctest/doctest.h>
#include <sluice/core/window.hpp>

using namespace sluice;

static_assert(window_fits_inside::holds(3, 3) && !window_fits_inside::holds(4, 3));
static_assert(stride_is_positive::holds(1, 1) && !stride_is_positive::holds(1, 0));
static_assert(window_is_positive::holds(1, 2) && !window_is_positive::holds(1, -1));

template <class A, class B>
constexpr bool same_type(A const&, B const&) {
    return std::is_same_v<A, B>;
}
static_assert(same_type(detail::windowed(extents(5, 28_c, 28_c), window<3, 3>(), stride<2, 1>()),
                        extents(5, 13_c, 26_c)));
static_assert(same_type(detail::windowed(extents(5, 28_c, 28_c, 3_c), window(3, 3_c),
                                         stride<1, 1>()),
                        extents(5, 26, 26_c, 3_c)));
static_assert(detail::windowed(extents(9, 10), window(3, 3), stride(2, 2)) == extents(4, 4));
static_assert(same_type(detail::with_plane(extents(1_c, 2_c), dim<7>{}, dim<8>{}),
                        extents(7_c, 8_c)));

TEST_CASE("window: the number of windows, counted one by one") {
    for (index_t n = 1; n <= 30; ++n)
        for (index_t k = 1; k <= n; ++k)
            for (index_t s = 1; s <= 6; ++s) {
                index_t count = 0;
                for (index_t x = 0; x + k <= n; x += s) ++count;
                REQUIRE_EQ(detail::windowed(extents(n, n), window(k, k), stride(s, s))[1], count);
            }
}
