// Packs: loads, stores, multiply-add, max, min and root against plain loops, for every type and
// size that occurs.

#include <cmath>

#include <doctest/doctest.h>
#include <sluice/lane/pack.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

template <class T, int N>
void check_memory() {
    guarded<T> from(N, flush::back), before(N, flush::front), to(N, flush::back),
        to_front(N, flush::front);
    fill(from.data(), N, 1);
    fill(before.data(), N, 2);
    store(to.data(), load<T, N, arch>(from.data()));
    store(to_front.data(), load<T, N, arch>(before.data()));
    for (int i = 0; i < N; ++i) {
        CHECK_EQ(to[i], from[i]);
        CHECK_EQ(to_front[i], before[i]);
    }
    CHECK(to.rest_is_untouched());
    CHECK(to_front.rest_is_untouched());
    auto const memory = spill(load<T, N, arch>(from.data()));
    auto const same_everywhere = spill(pack<T, N, arch>(from[0]));
    for (int i = 0; i < N; ++i) {
        CHECK_EQ(memory.value[i], from[i]);
        CHECK_EQ(same_everywhere.value[i], from[0]);
    }
    for (index_t n = 1; n <= N; ++n) {
        guarded<T> some(n, flush::back), some_to(n, flush::back);
        fill(some.data(), n, 3);
        auto const p = load_first<T, N, arch>(some.data(), n);
        store_first(some_to.data(), p, n);
        auto const all = spill(p);
        for (index_t i = 0; i < N; ++i) CHECK_EQ(all.value[i], some[i < n ? i : n - 1]);
        for (index_t i = 0; i < n; ++i) CHECK_EQ(some_to[i], some[i]);
        CHECK(some_to.rest_is_untouched());
    }
    guarded<T> none(0, flush::back);
    store_first(none.data(), load<T, N, arch>(from.data()), 0);
}

template <class T, int N>
void check_arithmetic() {
    T a[N], b[N], c[N];
    fill(a, N, 1);
    fill(b, N, 2);
    fill(c, N, 3);
    if constexpr (std::is_integral_v<T>)
        for (int i = 0; i < N; ++i)
            a[i] = static_cast<T>(a[i] % 8), b[i] = static_cast<T>(b[i] % 8),
            c[i] = static_cast<T>(c[i] % 8);
    auto const pa = load<T, N, arch>(a), pb = load<T, N, arch>(b), pc = load<T, N, arch>(c);
    auto const sum = spill(lane_multiply_add(pa, pb, pc));
    auto const larger = spill(lane_max(pa, pb)), smaller = spill(lane_min(pa, pb));
    for (int i = 0; i < N; ++i) {
        if constexpr (std::is_floating_point_v<T>)
            CHECK_LE(std::fabs(sum.value[i] - (a[i] * b[i] + c[i])),
                     4 * std::numeric_limits<T>::epsilon());
        else CHECK_EQ(sum.value[i], static_cast<T>(a[i] * b[i] + c[i]));
        CHECK_EQ(larger.value[i], a[i] > b[i] ? a[i] : b[i]);
        CHECK_EQ(smaller.value[i], a[i] < b[i] ? a[i] : b[i]);
    }
    if constexpr (std::is_floating_point_v<T>) {
        T const nan = std::numeric_limits<T>::quiet_NaN();
        auto const left = spill(lane_max(pack<T, N, arch>(nan), pb)),
                   right = spill(lane_max(pa, pack<T, N, arch>(nan)));
        auto const low_left = spill(lane_min(pack<T, N, arch>(nan), pb)),
                   low_right = spill(lane_min(pa, pack<T, N, arch>(nan)));
        auto const root = spill(lane_square_root(lane_max(pa, pb)));
        for (int i = 0; i < N; ++i) {
            CHECK(std::isnan(left.value[i]));
            CHECK(std::isnan(right.value[i]));
            CHECK(std::isnan(low_left.value[i]));
            CHECK(std::isnan(low_right.value[i]));
            CHECK((std::isnan(root.value[i]) ? larger.value[i] < 0
                                             : root.value[i] == std::sqrt(larger.value[i])));
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE("pack: loads and stores touch N values and no more", T, SLUICE_TEST_TYPES) {
    for_each_size([]<int N>(size<N>) { check_memory<T, N>(); });
}
TEST_CASE_TEMPLATE("pack: multiply-add, max, min and root are those of numbers, NaN wins", T,
                   SLUICE_TEST_TYPES) {
    for_each_size([]<int N>(size<N>) { check_arithmetic<T, N>(); });
}
TEST_CASE("pack: has as many registers as its type needs") {
    static_assert(pack<std::uint8_t, 4, arch>::registers == 1);
    static_assert(pack<double, 64, arch>::registers * pack<double, 64, arch>::lanes == 64);
    static_assert(pack<float, 8, arch>::size == 8);
}
