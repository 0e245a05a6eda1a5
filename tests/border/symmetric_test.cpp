// The border mirrored at the edge.

#include <sluice/border/symmetric.hpp>

#include "../support/border.hpp"

using namespace sluice;
using namespace test;

static_assert(is_at(symmetric, 4, {2, 3, 3, 2, 1, 0, 0, 1, 2, 3, 3, 2, 1, 0, 0}, 6));
static_assert(is_at(symmetric, 1, {0, 0, 0, 0, 0, 0, 0, 0, 0}));

TEST_CASE_TEMPLATE("symmetric: every width and place in a pipeline", T, std::uint8_t, float) {
    check_border<T>(symmetric);
}
