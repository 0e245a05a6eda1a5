// The standard's functions, of packs: found by their arguments, the same types and values.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>
#include <sluice/lane/math.hpp>
#include <sluice/reduce/max.hpp>
#include <sluice/reduce/min.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Halves and their neighbours, large numbers, zeros of both signs, what is no number.
template <class T>
std::vector<T> interesting() {
    if constexpr (std::is_integral_v<T>) {
        std::vector<T> all;
        for (int i = std::is_signed_v<T> ? -100 : 0; i <= 100; i += 3)
            all.push_back(static_cast<T>(i));
        return all;
    } else {
        T const inf = std::numeric_limits<T>::infinity();
        std::vector<T> all = {0, std::numeric_limits<T>::quiet_NaN(), inf, T(0.49999997f)};
        T const most = static_cast<T>(std::is_same_v<T, float> ? 0x1p23 : 0x1p52);
        for (T x : {T(0.5), T(1), T(1.5), T(2.5), T(3.75), T(41.25), most / 2, most, most * 2})
            for (T y : {std::nextafter(x, T(0)), x, std::nextafter(x, inf)}) all.push_back(y);
        auto const n = all.size();
        for (std::size_t i = 0; i < n; ++i) all.push_back(-all[i]);
        return all;
    }
}

/// f of packs against f of numbers: the types, and all interesting values, in every lane. `units`
/// in the last place may be between them.
template <class T, int N, class F>
std::string wrong_function(F f, int units = 0) {
    using R = decltype(f(T{}));
    static_assert(std::is_same_v<typename decltype(f(pack<T, N, arch>(T{})))::value_type, R>);
    auto const all = interesting<T>();
    for (std::size_t at = 0; at < all.size(); ++at) {
        spilled<T, N> in;
        for (std::size_t i = 0; i < N; ++i) in.value[i] = all[(at + i) % all.size()];
        auto const out = spill(f(load<T, N, arch>(in.value)));
        for (int i = 0; i < N; ++i) {
            R const want = f(in.value[i]), got = out.value[i];
            bool good = got == want && std::signbit(got) == std::signbit(want);
            if constexpr (std::is_floating_point_v<R>)
                good = good || (std::isnan(got) && std::isnan(want)) ||
                       std::fabs(got - want) <=
                           static_cast<R>(units) * std::numeric_limits<R>::epsilon() * want ||
                       (units > 0 && got == 0 && want < std::numeric_limits<R>::min());
            if (!good)
                return std::to_string(in.value[i]) + " gives " + std::to_string(got) +
                       " instead of " + std::to_string(want) + " in packs of " + std::to_string(N);
        }
    }
    return "";
}

template <class T, int N>
void check_functions() {
    if constexpr (std::is_signed_v<T>) // clang warns of the absolute value of an unsigned one
        CHECK_EQ(wrong_function<T, N>([](auto x) {
                     using std::abs;
                     return abs(x);
                 }),
                 "");
    CHECK_EQ(wrong_function<T, N>([](auto x) {
                 using std::sqrt;
                 return sqrt(x);
             }),
             "");
    CHECK_EQ(wrong_function<T, N>(
                 [](auto x) {
                     using std::exp;
                     return exp(x);
                 },
                 2),
             "");
    CHECK_EQ(wrong_function<T, N>([](auto x) {
                 using std::floor;
                 return floor(x);
             }),
             "");
    CHECK_EQ(wrong_function<T, N>([](auto x) {
                 using std::ceil;
                 return ceil(x);
             }),
             "");
    CHECK_EQ(wrong_function<T, N>([](auto x) {
                 using std::trunc;
                 return trunc(x);
             }),
             "");
    CHECK_EQ(wrong_function<T, N>([](auto x) {
                 using std::nearbyint;
                 return nearbyint(x);
             }),
             "");
    CHECK_EQ(wrong_function<T, N>([](auto x) {
                 using std::round;
                 return round(x);
             }),
             "");
    CHECK_EQ(wrong_function<T, N>([](auto x) {
                 using std::max, std::min;
                 return min(max(x, T(3)), max(decltype(x)(T(50)), x));
             }),
             "");
    CHECK_EQ(wrong_function<T, N>([](auto x) { return sluice::min(sluice::max(2, x), T(50)); }),
             "");
}

} // namespace

TEST_CASE_TEMPLATE("math: functions of packs are the standard's", T, std::uint8_t, std::int16_t,
                   float, double) {
    check_functions<T, 4>();
    check_functions<T, 16>();
}
TEST_CASE("math: max and min take NaN as the standard's do, the words give NaN") {
    using std::max, std::min;
    float const nan = std::numeric_limits<float>::quiet_NaN();
    pack<float, 8, arch> const x(nan), one(1.0f);
    CHECK(std::isnan(spill(max(x, one)).value[5]));
    CHECK_EQ(spill(max(one, x)).value[5], max(1.0f, nan));
    CHECK_EQ(spill(min(one, x)).value[5], min(1.0f, nan));
    CHECK_EQ(spill(min(1.0f, x)).value[5], 1.0f);
    CHECK(std::isnan(spill(sluice::max(one, x)).value[5]));
    CHECK(std::isnan(spill(sluice::min(x, 1.0f)).value[5]));
}
