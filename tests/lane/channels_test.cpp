// Interleaved channels from memory: against plain loops and the portable twin, at a forbidden page.

#include <doctest/doctest.h>
#include <sluice/lane/channels.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

template <class U, int C, class T, int N>
bool right() {
    for (flush side : both_ends) {
        pixels<T> const in(C * N, side);
        auto const fast = load_channels<U, C, N, arch>(in.data());
        auto const twin = sluice::detail::load_channels_by_shuffles<U, C, N, arch>(in.data());
        for (int c = 0; c < C; ++c) {
            auto const values = spill(fast.part[c]), twins = spill(twin.part[c]);
            for (int i = 0; i < N; ++i)
                if (values.value[i] != static_cast<U>(in.data()[i * C + c]) ||
                    values.value[i] != twins.value[i])
                    return false;
        }
    }
    return true;
}

template <class U, class T, int N>
void check_channels() {
    CAPTURE(N);
    CHECK(right<U, 1, T, N>());
    CHECK(right<U, 2, T, N>());
    CHECK(right<U, 3, T, N>());
    CHECK(right<U, 4, T, N>());
}

} // namespace

TEST_CASE("channels: bytes as floats and as int32, and no byte beyond them") {
    check_channels<float, std::uint8_t, 4>();
    check_channels<float, std::uint8_t, 8>();
    check_channels<float, std::uint8_t, 16>();
    check_channels<std::int32_t, std::uint8_t, 4>();
    check_channels<std::int32_t, std::uint8_t, 8>();
    check_channels<std::int32_t, std::uint8_t, 16>();
}
TEST_CASE("channels: bytes as bytes, floats as floats, int16 as double") {
    check_channels<std::uint8_t, std::uint8_t, 16>();
    check_channels<std::uint8_t, std::uint8_t, 32>();
    check_channels<float, float, 8>();
    check_channels<double, std::int16_t, 4>();
    check_channels<double, std::uint8_t, 2>();
}

namespace {

/// The last C channels of N pixels of `pitch` values each.
template <class U, int C, class T, int N, class Pitch>
bool right_apart(Pitch pitch) {
    for (flush side : both_ends) {
        index_t const apart = pitch;
        pixels<T> const in(apart * N, side);
        index_t const first = apart - C;
        auto const some = load_channels<U, C, N, arch>(in.data() + first, pitch);
        for (int c = 0; c < C; ++c) {
            auto const values = spill(some.part[c]);
            for (int i = 0; i < N; ++i)
                if (values.value[i] != static_cast<U>(in.data()[i * apart + first + c]))
                    return false;
        }
    }
    return true;
}

} // namespace

TEST_CASE("channels: some of many") {
    CHECK(right_apart<float, 4, float, 4>(8_c));
    CHECK(right_apart<float, 4, float, 8>(12_c));
    CHECK(right_apart<float, 4, float, 16>(index_t{20}));
    CHECK(right_apart<float, 4, std::int32_t, 16>(4_c));
    CHECK(right_apart<double, 4, double, 8>(8_c));
    CHECK(right_apart<double, 4, std::int64_t, 4>(5_c));
    CHECK(right_apart<float, 4, std::uint8_t, 16>(8_c));
    CHECK(right_apart<std::uint8_t, 4, std::uint8_t, 64>(16_c));
    CHECK(right_apart<float, 2, std::int16_t, 8>(6_c));
    CHECK(right_apart<float, 3, float, 16>(9_c));
}
