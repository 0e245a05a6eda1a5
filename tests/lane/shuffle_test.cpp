// Phases and neighbours: deinterleave and interleave against plain loops and against their twins.

#include <doctest/doctest.h>
#include <sluice/lane/shuffle.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

template <int S, class T, int N>
void check_one() {
    using P = pack<T, N, arch>;
    T flat[S * N];
    fill(flat, S * N, 11);
    bundle<P, S> in;
    for (int s = 0; s < S; ++s) in.part[s] = load<T, N, arch>(flat + s * N);
    auto const phases = deinterleave<S>(in);
    auto const phases_twin = sluice::detail::deinterleave_in_memory<S>(in);
    auto const back = interleave<S>(phases);
    auto const back_twin = sluice::detail::interleave_in_memory<S>(phases);
    bool good = true;
    for (int s = 0; s < S; ++s) {
        auto const a = spill(phases.part[s]), a_twin = spill(phases_twin.part[s]);
        auto const b = spill(back.part[s]), b_twin = spill(back_twin.part[s]);
        for (int i = 0; i < N; ++i) {
            good = good && a.value[i] == flat[i * S + s] && a.value[i] == a_twin.value[i];
            good = good && b.value[i] == flat[s * N + i] && b.value[i] == b_twin.value[i];
        }
    }
    CAPTURE(S);
    CAPTURE(N);
    CHECK(good);
}

template <class T, int N>
void check_all() {
    check_one<2, T, N>();
    check_one<3, T, N>();
    check_one<4, T, N>();
    check_one<5, T, N>();
    check_one<7, T, N>();
}

/// Two packs of a row, the second one `Last` places behind the first.
template <int Last, class T, int N>
void check_shifts() {
    using P = pack<T, N, arch>;
    T row[Last + N];
    fill(row, Last + N, 5);
    bundle<P, 1> const first{{load<T, N, arch>(row)}}, last{{load<T, N, arch>(row + Last)}};
    bool good = true;
    for (int by = 0; by <= Last; ++by) {
        auto const a = spill(sluice::detail::shifted<Last>(first, last, by).part[0]);
        auto const twin =
            spill(sluice::detail::shifted_in_memory<Last>(first.part[0], last.part[0], by));
        for (int i = 0; i < N; ++i)
            good = good && a.value[i] == row[by + i] && twin.value[i] == row[by + i];
    }
    CAPTURE(Last);
    CAPTURE(N);
    CHECK(good);
}

/// Every S-th value of a pack, and S values in all lanes.
template <int S, class T, int N>
void check_phases() {
    using P = pack<T, N, arch>;
    T row[N], few[S];
    fill(row, N, 3);
    fill(few, S, 7);
    auto const kept = spill(sluice::detail::every_nth<S>(load<T, N, arch>(row)));
    auto const again = spill(sluice::detail::repeated<P>(few));
    bool good = true;
    for (int i = 0; i < N; ++i)
        good =
            good && kept.value[i] == (i % S == 0 ? row[i] : T(0)) && again.value[i] == few[i % S];
    CAPTURE(S);
    CAPTURE(N);
    CHECK(good);
}

} // namespace

// lanes move by their size, whatever is in them
TEST_CASE_TEMPLATE("shuffle: two to seven phases, there and back", T, std::uint8_t, std::int16_t,
                   float, double) {
    for_each_size([]<int N>(size<N>) {
        if constexpr (N * sizeof(T) <= 64) check_all<T, N>();
    });
}
TEST_CASE("shuffle: one phase, eight phases and several registers") {
    check_one<1, float, 8>();
    check_one<8, float, 8>();
    check_one<6, std::uint8_t, 16>();
    check_one<2, float, 64>();
    check_one<3, double, 64>();
}
TEST_CASE("shuffle: neighbours out of two packs that overlap or lie side by side") {
    check_shifts<1, float, 16>();
    check_shifts<2, float, 16>();
    check_shifts<8, float, 16>();
    check_shifts<16, float, 16>();
    check_shifts<4, float, 4>();
    check_shifts<3, std::uint8_t, 16>();
}
TEST_CASE_TEMPLATE("shuffle: every second and fourth value, and as many values in turn", T,
                   std::uint8_t, std::int32_t, float, double) {
    for_each_size([]<int N>(size<N>) {
        if constexpr (sluice::detail::in_one_register<pack<T, N, arch>>) {
            check_phases<1, T, N>();
            check_phases<2, T, N>();
            check_phases<4, T, N>();
        }
    });
}
