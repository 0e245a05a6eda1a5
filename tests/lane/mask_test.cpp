// Comparisons of packs, and select, give what they give for numbers.

#include <cmath>
#include <string>

#include <doctest/doctest.h>
#include <sluice/lane/mask.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Values that are equal to, below and above one another; floats have NaN and zeros of both signs.
template <class T, int N>
void fill_close(T* to, std::uint64_t seed) {
    sequence s(seed);
    for (int i = 0; i < N; ++i) {
        to[i] = static_cast<T>(s.between(std::is_signed_v<T> ? -2 : 0, 2));
        if constexpr (std::is_floating_point_v<T>) {
            if (to[i] == T(2)) to[i] = std::numeric_limits<T>::quiet_NaN();
            if (to[i] == T(0) && s.between(0, 1) == 0) to[i] = -to[i];
        }
    }
}

/// f of packs against f of numbers, lane by lane; f gives a condition, which select shows.
template <class A, class B, int N, class F>
void check_one(F f, std::string& wrong) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        A a[N];
        B b[N];
        fill_close<A, N>(a, seed);
        fill_close<B, N>(b, seed + 7);
        auto const x = load<A, N, arch>(a);
        auto const y = load<B, N, arch>(b);
        auto const both = spill(select(f(x, y), x, y));
        auto const one = spill(select(f(x, b[0]), 7, y));
        using R = decltype(select(true, a[0], b[0]));
        static_assert(std::is_same_v<decltype(both.value[0] + R{}), decltype(R{} + R{})>);
        auto const alike = [](auto u, auto v) { return u == v || (u != u && v != v); };
        bool good = true;
        for (int i = 0; i < N; ++i)
            good = good && alike(both.value[i], select(f(a[i], b[i]), a[i], b[i])) &&
                   alike(one.value[i], select(f(a[i], b[0]), 7, b[i]));
        if (!good) wrong += " " + std::to_string(N);
    }
}

template <class A, class B>
std::string wrong_comparisons() {
    std::string wrong;
    for_each_size([&]<int N>(size<N>) {
        if constexpr (N != 2 && N != 8 && N != 32) return; // more of the same
        check_one<A, B, N>([](auto x, auto y) { return x < y; }, wrong);
        check_one<A, B, N>([](auto x, auto y) { return x <= y; }, wrong);
        check_one<A, B, N>([](auto x, auto y) { return x > y; }, wrong);
        check_one<A, B, N>([](auto x, auto y) { return x >= y; }, wrong);
        check_one<A, B, N>([](auto x, auto y) { return x == y; }, wrong);
        check_one<A, B, N>([](auto x, auto y) { return x != y; }, wrong);
        check_one<A, B, N>([](auto x, auto y) { return !(x < y) && (x == y || 0 < y); }, wrong);
    });
    return wrong;
}

} // namespace

TEST_CASE_TEMPLATE("mask: two packs of one type", T, SLUICE_TEST_TYPES) {
    CHECK_EQ(wrong_comparisons<T, T>(), "");
}
TEST_CASE("mask: packs of different types, wider and narrower ones chosen") {
    CHECK_EQ(wrong_comparisons<std::uint8_t, float>(), "");
    CHECK_EQ(wrong_comparisons<std::int8_t, std::uint8_t>(), "");
    CHECK_EQ(wrong_comparisons<double, std::int16_t>(), "");
}
TEST_CASE("mask: conditions on values of different types are joined") {
    std::uint8_t const in[8] = {0, 10, 11, 15, 20, 21, 200, 255};
    auto const x = load<std::uint8_t, 8, arch>(in);
    auto const between = spill(select(x > 10 && x < 20.5f, 1, 0));
    auto const outside = spill(select(x < 0.5 || 200 < x, 1, 0));
    for (int i = 0; i < 8; ++i) {
        CHECK_EQ(between.value[i], in[i] > 10 && in[i] < 20.5f);
        CHECK_EQ(outside.value[i], in[i] < 0.5 || 200 < in[i]);
    }
}
TEST_CASE("mask: select of types that were not compared") {
    std::uint8_t const in[8] = {0, 1, 2, 3, 252, 253, 254, 255};
    auto const x = load<std::uint8_t, 8, arch>(in);
    auto const wide = spill(select(x > std::uint8_t{127}, 0.5, -2.0));
    auto const narrow = spill(select(convert_to<double>(x) > 2.5, x, std::uint8_t{9}));
    static_assert(std::is_same_v<decltype(narrow.value[0]), std::uint8_t const&> ||
                  sizeof narrow.value[0] == 1);
    for (int i = 0; i < 8; ++i) {
        CHECK_EQ(wide.value[i], i < 4 ? -2.0 : 0.5);
        CHECK_EQ(narrow.value[i], i < 3 ? 9 : in[i]);
    }
}
