// Conversions: every type to every type, as static_cast does it, and as the form through memory
// does it.

#include <string>

#include <doctest/doctest.h>
#include <sluice/lane/convert.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Appends to a text what was converted wrongly.
template <class U, class T, int N>
void check_one(std::string& wrong_sizes) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        T in[N];
        if constexpr (std::is_integral_v<T>) fill(in, N, seed);
        else fill_small(in, N, seed);
        if constexpr (std::is_floating_point_v<T> && std::is_unsigned_v<U>)
            for (T& v : in) v = v < 0 ? -v : v;
        auto const p = load<T, N, arch>(in);
        auto const fast = spill(convert_to<U>(p)),
                   twin = spill(sluice::detail::convert_in_memory<U>(p));
        bool good = true;
        for (int i = 0; i < N; ++i)
            good = good && fast.value[i] == static_cast<U>(in[i]) && fast.value[i] == twin.value[i];
        if (!good)
            wrong_sizes += " " + std::to_string(N) + " to " + std::to_string(sizeof(U)) + " bytes";
    }
}

template <class T, int N>
void check_all(std::string& wrong_sizes) {
    check_one<std::uint8_t, T, N>(wrong_sizes);
    check_one<std::int8_t, T, N>(wrong_sizes);
    check_one<std::uint16_t, T, N>(wrong_sizes);
    check_one<std::int16_t, T, N>(wrong_sizes);
    check_one<std::int32_t, T, N>(wrong_sizes);
    check_one<std::int64_t, T, N>(wrong_sizes);
    check_one<float, T, N>(wrong_sizes);
    check_one<double, T, N>(wrong_sizes);
}

} // namespace

TEST_CASE_TEMPLATE("convert: to every type, in every size", T, SLUICE_TEST_TYPES) {
    std::string wrong_sizes;
    for_each_size([&]<int N>(size<N>) { check_all<T, N>(wrong_sizes); });
    CHECK_EQ(wrong_sizes, "");
}
