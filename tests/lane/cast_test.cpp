// Conversions to types that may not hold the value: every type to every type, as numbers convert.

#include <string>

#include <doctest/doctest.h>
#include <sluice/lane/cast.hpp>

#include "../support/lanes.hpp"
#include "../support/special.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Appends to a text what was converted wrongly.
template <class U, class T, int N>
void check_one(std::string& wrong, std::vector<T> const& values) {
    for (std::size_t first = 0; first < values.size(); first += N) {
        spilled<T, N> in;
        for (std::size_t i = 0; i < N; ++i) in.value[i] = values[(first + i) % values.size()];
        auto const p = load<T, N, arch>(in.value);
        auto const cut = spill(cast_to<U>(p)), near = spill(saturate_to<U>(p));
        auto const cut_twin = spill(sluice::detail::cast_in_memory<U>(p)),
                   near_twin = spill(sluice::detail::saturate_in_memory<U>(p));
        for (int i = 0; i < N; ++i) {
            U const c = cast_to<U>(in.value[i]), s = saturate_to<U>(in.value[i]);
            if (!alike(cut.value[i], c) || !alike(cut_twin.value[i], c))
                wrong += " cast " + std::to_string(in.value[i]) + " in " + std::to_string(N) +
                         " to " + std::to_string(sizeof(U)) +
                         " bytes: " + std::to_string(cut.value[i]) + " instead of " +
                         std::to_string(c) + "\n";
            if (!alike(near.value[i], s) || !alike(near_twin.value[i], s))
                wrong += " saturate " + std::to_string(in.value[i]) + " in " + std::to_string(N) +
                         " to " + std::to_string(sizeof(U)) +
                         " bytes: " + std::to_string(near.value[i]) + " instead of " +
                         std::to_string(s) + "\n";
        }
        if (wrong.size() > 1000) return;
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
