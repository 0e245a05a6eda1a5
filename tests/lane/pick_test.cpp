// Any lane to any lane.

#include <doctest/doctest.h>
#include <sluice/lane/pick.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

TEST_CASE_TEMPLATE("pick: every lane from where it was set, as through memory", T,
                   SLUICE_TEST_TYPES) {
    for_each_size([]<int N>(size<N>) {
        T in[N];
        fill_small(in, N, 11);
        auto const p = load<T, N, arch>(in);
        sequence s(N);
        for (int round = 0; round < 20; ++round) {
            lane_pick<T, N, arch> pick;
            int from[N];
            for (int i = 0; i < N; ++i) {
                from[i] = static_cast<int>(s.between(0, N - 1));
                pick.set(i, from[i]);
            }
            auto const given = spill(pick(p)), want = spill(detail::picked_in_memory(p, from));
            for (int i = 0; i < N; ++i) {
                REQUIRE_EQ(given.value[i], in[from[i]]);
                REQUIRE_EQ(want.value[i], in[from[i]]);
            }
        }
        auto const zeroth = spill(lane_pick<T, N, arch>()(p));
        for (int i = 0; i < N; ++i) REQUIRE_EQ(zeroth.value[i], in[0]);
    });
}
