// The operators of packs give what the operators of numbers give, with the same promotions.

#include <cmath>
#include <string>

#include <doctest/doctest.h>
#include <sluice/lane/formula.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr auto rounding = [](auto exact) {
    return std::is_floating_point_v<decltype(exact)>
               ? 4e-7 * (1 + std::fabs(static_cast<double>(exact)))
               : 0.0;
};

/// f of packs against f of numbers, lane by lane, values and type. Says which sizes are wrong.
template <class A, class B, int N, class F>
void check_one(F f, A const* a, B const* b, std::string& wrong_sizes) {
    auto const lanes = f(load<A, N, arch>(a), load<B, N, arch>(b));
    using R = decltype(f(a[0], b[0]));
    static_assert(std::is_same_v<typename decltype(lanes)::value_type, R>);
    static_assert(std::is_same_v<typename decltype(f(load<A, N, arch>(a), b[0]))::value_type, R>);
    auto const x = spill(lanes);
    bool good = true;
    for (int i = 0; i < N; ++i) {
        auto const want = static_cast<double>(f(a[i], b[i]));
        good = good && std::fabs(static_cast<double>(x.value[i]) - want) <= rounding(f(a[i], b[i]));
    }
    if (!good) wrong_sizes += " " + std::to_string(N);
}

template <class A, class B>
void check_operators() {
    std::string wrong_sizes;
    for_each_size([&]<int N>(size<N>) {
        if constexpr (N > 16) return; // more registers of the same
        A a[N];
        B b[N];
        fill_small(a, N, 1);
        fill_small(b, N, 2);
        for (B& v : b)
            if (v == B(0)) v = B(3);
        check_one<A, B, N>([](auto x, auto y) { return x + y; }, a, b, wrong_sizes);
        check_one<A, B, N>([](auto x, auto y) { return x - y; }, a, b, wrong_sizes);
        check_one<A, B, N>([](auto x, auto y) { return x * y; }, a, b, wrong_sizes);

        check_one<A, B, N>([](auto x, auto y) { return x / y; }, a, b, wrong_sizes);
    });
    CHECK_EQ(wrong_sizes, "");
}

} // namespace

TEST_CASE("formula: operators on equal types") {
    check_operators<float, float>();
    check_operators<std::uint8_t, std::uint8_t>();
    check_operators<std::int32_t, std::int32_t>();
}
TEST_CASE("formula: integers in a register that they fill in part are divided, and only they") {
    guarded<std::int32_t> const a(4, flush::back),
        b(4, flush::back); // nothing that a compiler can see through
    for (int i = 0; i < 4; ++i) a[i] = 7 * i + 9, b[i] = i + 2;
    auto const divide = [&]<int N>(size<N>) {
        auto const out =
            spill(load<std::int32_t, N, arch>(a.data()) / load<std::int32_t, N, arch>(b.data()));
        for (int i = 0; i < N; ++i)
            if (out.value[i] != a[i] / b[i]) std::abort();
    };
    CHECK_FALSE(ends_the_process([&] { divide(size<4>{}); }));
    CHECK_FALSE(ends_the_process([&] { divide(size<2>{}); }));
}
TEST_CASE("formula: a number on one side is in every lane") {
    float const in[4] = {1, 2, 3, 4};
    auto const p = load<float, 4, arch>(in);
    auto const more = spill(p + 2.0f), less = spill(2 - p), quotient = spill(6.0f / p);
    auto const product = spill(p * 0.5);
    static_assert(std::is_same_v<decltype(p * 0.5)::value_type, double>);
    for (int i = 0; i < 4; ++i) {
        CHECK_EQ(more.value[i], in[i] + 2);
        CHECK_EQ(less.value[i], 2 - in[i]);
        CHECK_EQ(product.value[i], in[i] * 0.5);
        CHECK_EQ(quotient.value[i], 6 / in[i]);
    }
}
TEST_CASE("formula: operators on different types promote as numbers do") {
    check_operators<std::uint8_t, float>();
    check_operators<float, double>();
    check_operators<std::int16_t, std::int32_t>();
}
TEST_CASE_TEMPLATE("formula: minus a pack", T, SLUICE_TEST_TYPES) {
    for_each_size([]<int N>(size<N>) {
        T in[N];
        fill_small(in, N, 5);
        auto const out = spill(-load<T, N, arch>(in));
        using R = decltype(-in[0]);
        static_assert(std::is_same_v<typename decltype(-load<T, N, arch>(in))::value_type, R>);
        for (int i = 0; i < N; ++i) CHECK_EQ(out.value[i], static_cast<R>(-in[i]));
    });
    if constexpr (std::is_floating_point_v<T>)
        CHECK(std::signbit(spill(-pack<T, 4, arch>(T(0))).value[0]));
}
TEST_CASE_TEMPLATE("formula: lane_each calls the function once for every lane", T,
                   SLUICE_TEST_TYPES) {
    for_each_size([]<int N>(size<N>) {
        T in[N];
        fill_small(in, N, 5);
        int calls = 0;
        auto const out = spill(
            lane_each([&](T x) { return ++calls, x < T(9) ? 1.0f : 2.0f; }, load<T, N, arch>(in)));
        CHECK_EQ(calls, N);
        for (int i = 0; i < N; ++i) CHECK_EQ(out.value[i], in[i] < T(9) ? 1.0f : 2.0f);
    });
}
