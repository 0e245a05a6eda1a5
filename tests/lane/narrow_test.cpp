// Registers of wide types as registers of narrower ones, against numbers.

#include <cmath>
#include <cstring>
#include <string>

#include <doctest/doctest.h>
#include <sluice/lane/narrow.hpp>
#include <sluice/lane/pack.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

template <class U, class T, int N, class F>
std::string wrong(char const* what, F f, bool (*same)(T, U)) {
    auto const of = [](auto reg) {
        spilled<U, 64> out;
        std::memcpy(out.value, &reg, sizeof reg);
        return out;
    };
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        T in[N];
        fill(in, N, seed);
        if constexpr (std::is_floating_point_v<T>)
            for (T& x : in) x *= T(1000);
        auto const out = of(f(load<T, N, arch>(in).reg[0].data));
        for (int i = 0; i < N; ++i)
            if (!same(in[i], out.value[i]))
                return what + (" " + std::to_string(in[i])) + " gives " +
                       std::to_string(out.value[i]) + " in " + std::to_string(N);
    }
    return "";
}

template <class T, class U, int N>
void check_modular() {
    using From = pack<T, N, arch>;
    using To = pack<U, N, arch>;
    if constexpr (sluice::detail::narrowed_in_a_register<From, To>)
        CHECK_EQ(wrong<U, T, N>(
                     "modulo",
                     [](auto reg) { return sluice::detail::narrow<sizeof(T), sizeof(U)>(reg); },
                     [](T x, U y) { return y == static_cast<U>(x); }),
                 "");
}

template <class T, int N>
void check_dwords() {
    using sluice::detail::dwords;
    using Dwords = pack<std::int32_t, N, arch>;
    if constexpr (sluice::detail::has_dwords<pack<T, N, arch>, Dwords>) {
        CHECK_EQ(wrong<std::int32_t, T, N>(
                     "cut", [](auto reg) { return dwords(reg, sluice::detail::towards_zero{}); },
                     [](T x, std::int32_t y) { return y == static_cast<std::int32_t>(x); }),
                 "");
        CHECK_EQ(wrong<std::int32_t, T, N>(
                     "near", [](auto reg) { return dwords(reg, sluice::detail::to_nearest{}); },
                     [](T x, std::int32_t y) {
                         return y == static_cast<std::int32_t>(std::nearbyint(x));
                     }),
                 "");
    }
}

} // namespace

TEST_CASE("narrow: integers modulo 2⁸, 2¹⁶ and 2³², floats as dwords, doubles as floats") {
    for_each_size([]<int N>(size<N>) {
        check_modular<std::int32_t, std::uint8_t, N>();
        check_modular<std::int32_t, std::uint16_t, N>();
        check_modular<std::int16_t, std::uint8_t, N>();
        check_modular<std::int64_t, std::uint8_t, N>();
        check_modular<std::int64_t, std::uint16_t, N>();
        check_modular<std::int64_t, std::uint32_t, N>();
        check_dwords<float, N>();
        check_dwords<double, N>();
        if constexpr (sluice::detail::has_floats<pack<double, N, arch>, pack<float, N, arch>>)
            CHECK_EQ(wrong<float, double, N>(
                         "float", [](auto reg) { return sluice::detail::floats(reg); },
                         [](double x, float y) { return y == static_cast<float>(x); }),
                     "");
    });
}
#if defined(__AVX2__) || (defined(__SSE4_1__) && !defined(__AVX__))
// what the engine's chains consist of: packs that fill a register with their widest type
constexpr int n = static_cast<int>(xsimd::batch<std::int32_t, arch>::size);
static_assert(sluice::detail::narrowed_in_a_register<pack<std::int32_t, n, arch>,
                                                     pack<std::uint8_t, n, arch>>);
static_assert(sluice::detail::narrowed_in_a_register<pack<std::int32_t, n, arch>,
                                                     pack<std::uint16_t, n, arch>>);
static_assert(sluice::detail::has_dwords<pack<float, n, arch>, pack<std::int32_t, n, arch>>);
static_assert(
    sluice::detail::has_dwords<pack<double, n / 2, arch>, pack<std::int32_t, n / 2, arch>>);
static_assert(sluice::detail::has_floats<pack<double, n / 2, arch>, pack<float, n / 2, arch>>);
#endif
