// The border that repeats the outermost pixels.

#include <sluice/border/edge.hpp>

#include "../support/border.hpp"

using namespace sluice;
using namespace test;

static_assert(is_at(edge, 4, {0, 0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 3, 3, 3}));
static_assert(is_at(edge, 1, {0, 0, 0, 0, 0, 0, 0, 0, 0}));

TEST_CASE_TEMPLATE("edge: every width and place in a pipeline", T, std::uint8_t, float) {
    check_border<T>(edge);
}
