// The border mirrored at the outermost pixels.

#include <sluice/border/reflect.hpp>

#include "../support/border.hpp"

using namespace sluice;
using namespace test;

static_assert(is_at(reflect, 4, {1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 2}));
static_assert(is_at(reflect, 2, {0, 1, 0, 1, 0, 1, 0, 1, 0, 1}));
static_assert(is_at(reflect, 1, {0, 0, 0, 0, 0, 0, 0, 0, 0}), "nothing to turn back to");

TEST_CASE_TEMPLATE("reflect: every width and place in a pipeline", T, std::uint8_t, float) {
    check_border<T>(reflect);
}

TEST_CASE_TEMPLATE("reflect: every other type", T, SLUICE_TEST_OTHER_PIXELS) {
    check_border_under_windows<T>(reflect);
}
