// What a run refuses of an output: what the types know, and which memory overlaps.

#include <doctest/doctest.h>
#include <sluice/sluice.hpp>

using namespace sluice;
using namespace sluice::detail;

TEST_CASE("output: sizes that both types know must be equal, others may be") {
    static_assert(may_equal<extents<2, 3>, extents<2, 3>>);
    static_assert(may_equal<extents<dynamic_extent, 3>, extents<2, 3>>);
    static_assert(may_equal<extents<2, dynamic_extent>, extents<dynamic_extent, 3>>);
    static_assert(!may_equal<extents<2, 4>, extents<2, 3>>);
    static_assert(!may_equal<extents<dynamic_extent, 4>, extents<2, 3>>);
    static_assert(!may_equal<extents<2, 3>, extents<2, 3, 1>>);
    CHECK(true);
}

TEST_CASE("output: the types allow its element type and its shape, or do not") {
    using E = decltype(view(static_cast<float const*>(nullptr), 4, 8_c, 8_c) |
                       pool<sluice::max>(2_c, 2_c));
    static_assert(accepts_output<E, float, extents<dynamic_extent, 4, 4>>);
    static_assert(accepts_output<E, float, extents<7, dynamic_extent, 4>>);
    static_assert(!accepts_output<E, float, extents<dynamic_extent, 4, 5>>);
    static_assert(!accepts_output<E, double, extents<dynamic_extent, 4, 4>>);
    static_assert(!accepts_output<E, float const, extents<dynamic_extent, 4, 4>>);
    CHECK(true);
}

TEST_CASE("output: a size that only the run knows is compared before anything is written") {
    float in[3 * 3] = {}, out[9] = {1};
    auto const e = view(in, 3, 3) | pool<sluice::max>(2, 2);
    CHECK_THROWS_WITH_AS(run(e, view(out, 1, 2)),
                         "run: the output is not as large as the result (axis w: output 2, result "
                         "1)",
                         shape_error);
    CHECK(out[0] == 1);
}

TEST_CASE("output: byte ranges overlap where they share a byte") {
    char m[8] = {};
    CHECK(overlap(bytes_of(m, 4), bytes_of(m + 3, 5)));
    CHECK(overlap(bytes_of(m, 8), bytes_of(m + 3, 1)));
    CHECK_FALSE(overlap(bytes_of(m, 4), bytes_of(m + 4, 4)));
    CHECK_FALSE(overlap(bytes_of(m + 1, 0), bytes_of(m, 8)));
    double const two[2] = {};
    CHECK(bytes_of(two, 2).end - bytes_of(two, 2).begin == 16);
}
