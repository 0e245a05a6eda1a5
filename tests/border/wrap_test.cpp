// The border of tiles.

#include <sluice/border/wrap.hpp>

#include "../support/border.hpp"

using namespace sluice;
using namespace test;

static_assert(is_at(wrap, 4, {3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3}));
static_assert(is_at(wrap, 1, {0, 0, 0, 0, 0, 0, 0, 0, 0}));

TEST_CASE_TEMPLATE("wrap: every width and place in a pipeline", T, std::uint8_t, float) {
    check_border<T>(wrap);
}

TEST_CASE("wrap: shifting a tile shifts the result, nothing is lost at the seams") {
    float in[5 * 12], moved[5 * 12];
    fill(in, 60, 3);
    for (index_t y = 0; y < 5; ++y)
        for (index_t x = 0; x < 12; ++x) moved[y * 12 + x] = in[(y + 2) % 5 * 12 + (x + 7) % 12];
    auto const p = pad(1, 1, wrap) | conv(some_kernel<float>(3, 3));
    auto const a = eval(view(in, 5, 12) | p), b = eval(view(moved, 5, 12) | p);
    for (index_t y = 0; y < 5; ++y)
        for (index_t x = 0; x < 12; ++x)
            REQUIRE_EQ(b.data()[y * 12 + x], a.data()[(y + 2) % 5 * 12 + (x + 7) % 12]);
}
