// Conversions to types that may not hold the value: every type to every type, as numbers convert.

#include <string>

#include <doctest/doctest.h>
#include <sluice/lane/cast.hpp>

#include "../support/lanes.hpp"
#include "../support/special.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Appends what was converted wrongly to a text.
void report(std::string& wrong, char const* what, long double from, long double got,
            long double want, int size) {
    wrong += what + (" of " + std::to_string(from)) + " gives " + std::to_string(got) +
             " instead of " + std::to_string(want) + " in packs of " + std::to_string(size) + "\n";
}

template <class U, class T, int N>
void check_one(std::string& wrong, std::vector<T> const& values) {
    if constexpr (N <= (sizeof(T) + sizeof(U) == 2 ? 32 : 16)) // others are more of the same
        for (std::size_t first = 0; first < values.size() && wrong.size() < 1000; first += N) {
            spilled<T, N> in;
            for (std::size_t i = 0; i < N; ++i) in.value[i] = values[(first + i) % values.size()];
            auto const p = load<T, N, arch>(in.value);
            auto const cut = spill(cast_to<U>(p)), near = spill(saturate_to<U>(p));
            auto const cut_twin = spill(sluice::detail::cast_in_memory<U>(p)),
                       near_twin = spill(sluice::detail::saturate_in_memory<U>(p));
            for (int i = 0; i < N; ++i) {
                T const x = in.value[i];
                U const c = cast_to<U>(x), n = saturate_to<U>(x);
                if (!alike(cut.value[i], c)) report(wrong, "cast", x, cut.value[i], c, N);
                if (!alike(cut_twin.value[i], c))
                    report(wrong, "its twin", x, cut_twin.value[i], c, N);
                if (!alike(near.value[i], n)) report(wrong, "saturate", x, near.value[i], n, N);
                if (!alike(near_twin.value[i], n))
                    report(wrong, "its twin", x, near_twin.value[i], n, N);
            }
        }
}

template <class T, int N>
void check_all(std::string& wrong, std::vector<T> const& values) {
    check_one<std::uint8_t, T, N>(wrong, values);
    check_one<std::int8_t, T, N>(wrong, values);
    check_one<std::uint16_t, T, N>(wrong, values);
    check_one<std::int16_t, T, N>(wrong, values);
    check_one<std::int32_t, T, N>(wrong, values);
    check_one<std::int64_t, T, N>(wrong, values);
    check_one<float, T, N>(wrong, values);
    check_one<double, T, N>(wrong, values);
}

} // namespace

TEST_CASE_TEMPLATE("cast: to every type, in every size", T, SLUICE_TEST_TYPES) {
    auto values = special_values<T>();
    sequence s(3);
    for (int i = 0; i < 2000; ++i) {
        if constexpr (std::is_floating_point_v<T>)
            values.push_back(std::ldexp(s.any<T>(), static_cast<int>(s.between(-3, 34))));
        else values.push_back(s.any<T>());
    }
    std::string wrong;
    for_each_size([&]<int N>(size<N>) { check_all<T, N>(wrong, values); });
    CHECK_EQ(wrong, "");
}
