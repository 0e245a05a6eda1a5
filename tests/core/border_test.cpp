// What counts as a border.

#include <doctest/doctest.h>
#include <sluice/core/border.hpp>

using namespace sluice;

namespace {

struct ones {
    template <class T>
    static constexpr T outside() {
        return T(1);
    }
};
struct first {
    static constexpr index_t index(index_t, index_t) { return 0; }
};
struct neither {
    static constexpr float index(index_t) { return 0; }
};

} // namespace

static_assert(constant_border<ones> && !index_border<ones> && any_border<ones>);
static_assert(index_border<first> && !constant_border<first> && any_border<first>);
static_assert(!any_border<neither> && !any_border<int> && !any_border<dim<1>>);

TEST_CASE("floor_mod: from 0 to n - 1 on both sides of 0") {
    for (index_t n = 1; n < 6; ++n)
        for (index_t i = -20; i < 20; ++i) CHECK_EQ(detail::floor_mod(i, n), (i + 60 * n) % n);
}
