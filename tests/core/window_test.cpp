// The rules and the shape that all windows share.

#include <doctest/doctest.h>
#include <sluice/core/window.hpp>

using namespace sluice;

static_assert(window_fits_inside::holds(3, 3) && !window_fits_inside::holds(4, 3));
static_assert(pool_fits_inside::holds(3, 3) && !pool_fits_inside::holds(4, 3));
static_assert(stride_is_positive::holds(1, 1) && !stride_is_positive::holds(1, 0));
static_assert(window_is_positive::holds(1, 2) && !window_is_positive::holds(1, -1));

template <class A, class B>
constexpr bool same_type(A const&, B const&) {
    return std::is_same_v<A, B>;
}
/// A stage of windows, and no more.
template <class Window, class Step>
struct windows {
    Window k;
    Step s;
    constexpr auto window() const { return k; }
    constexpr auto step() const { return s; }
};
template <class Window, class Step>
windows(Window, Step) -> windows<Window, Step>;

static_assert(same_type(windowed(windows{window<3, 3>(), stride<2, 1>()}, extents(5, 28_c, 28_c)),
                        extents(5, 13_c, 26_c)));
static_assert(same_type(windowed(windows{window(3, 3_c), stride<1, 1>()},
                                 extents(5, 28_c, 28_c, 3_c)),
                        extents(5, 26, 26_c, 3_c)));
static_assert(windowed(windows{window(3, 3), stride(2, 2)}, extents(9, 10)) == extents(4, 4));
static_assert(same_type(detail::with_plane(extents(1_c, 2_c), dim<7>{}, dim<8>{}),
                        extents(7_c, 8_c)));

TEST_CASE("window: the number of windows, counted one by one") {
    for (index_t n = 1; n <= 30; ++n)
        for (index_t k = 1; k <= n; ++k)
            for (index_t s = 1; s <= 6; ++s) {
                index_t count = 0;
                for (index_t x = 0; x + k <= n; x += s) ++count;
                REQUIRE_EQ(windowed(windows{window(k, k), stride(s, s)}, extents(n, n))[1], count);
            }
}

TEST_CASE("window: taps inside the picture, counted one by one") {
    for (index_t n = 1; n <= 9; ++n)
        for (index_t k = 1; k <= 4; ++k)
            for (index_t d = 1; d <= 3; ++d)
                for (index_t start = -12; start <= 10; ++start) {
                    index_t count = 0;
                    for (index_t t = 0; t < k; ++t)
                        count += start + t * d >= 0 && start + t * d < n;
                    REQUIRE_EQ(detail::taps_within(start, k, d, 0, n), count);
                }
}
TEST_CASE("window: the fewest taps of any window, counted one by one") {
    for (index_t n = 1; n <= 9; ++n)
        for (index_t k = 1; k <= 4; ++k)
            for (index_t d = 1; d <= 4; ++d)
                for (index_t s = 1; s <= 4; ++s)
                    for (index_t b = 0; b <= 5; ++b)
                        for (index_t e = 0; e <= 5; e += 2) {
                            index_t const reach = (k - 1) * d + 1;
                            index_t fewest = reach > n + b + e ? 1 : k;
                            for (index_t x = -b; x + reach <= n + e; x += s) {
                                index_t const taps = detail::taps_within(x, k, d, 0, n);
                                fewest = taps < fewest ? taps : fewest;
                            }
                            REQUIRE_EQ(detail::fewest_taps(n, k, d, s, b, e), fewest);
                        }
}
