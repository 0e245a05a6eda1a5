// Packs over the edge of a row: lanes outside are zero, whatever was in them.

#include <cstring>

#include <doctest/doctest.h>
#include <sluice/lane/edge.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

template <class T, int N>
void check_edges() {
    T in[N];
    for (int i = 0; i < N; ++i) {
        if constexpr (std::is_floating_point_v<T>)
            in[i] = i % 3 == 0 ? std::numeric_limits<T>::quiet_NaN() : T(i + 1);
        else in[i] = static_cast<T>(i + 1);
    }
    auto const p = load<T, N, arch>(in);
    for (index_t n = 1; n <= 2 * N; ++n) {
        T line[4 * N] = {};
        std::memset(line + N, 0xff, sizeof(T) * static_cast<std::size_t>(n));
        for (index_t at = -N - 2; at <= n + 2; ++at) {
            for (row_ends const over : {row_ends{}, row_ends{true, false}, row_ends{false, true},
                                        row_ends{false, false}}) {
                auto const out = spill(lanes_inside<T, N, arch>(at, n, over).keep(p));
                bool good = true;
                for (index_t i = 0; i < N; ++i) {
                    bool const inside = (!over.left || at + i >= 0) && (!over.right || at + i < n);
                    T const want = inside ? in[i] : T(0);
                    good = good &&
                           (out.value[i] == want || (out.value[i] != out.value[i] && want != want));
                }
                CAPTURE(N);
                CAPTURE(n);
                CAPTURE(at);
                CAPTURE(over.left);
                CAPTURE(over.right);
                CHECK(good);
            }
            if (at < -N || at > n) continue; // a line reaches so far
            auto const looked_up = spill(lanes_inside<T, N, arch>(line + (N + at)).keep(p));
            auto const computed = spill(lanes_inside<T, N, arch>(at, n).keep(p));
            CAPTURE(n);
            CAPTURE(at);
            CHECK_EQ(std::memcmp(looked_up.value, computed.value, sizeof(T) * N), 0);
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE("edge: lanes_inside keeps the lanes inside and zeroes the others", T,
                   SLUICE_TEST_TYPES) {
    for_each_size([]<int N>(size<N>) { check_edges<T, N>(); });
}
