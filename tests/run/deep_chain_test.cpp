// Which expressions are made in packs of channels, and how large these are.

#include <doctest/doctest.h>
#include <sluice/sluice.hpp>

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Packs of eight, whatever this file is compiled for.
template <class E>
constexpr bool is_deep(E const&) {
    return detail::makes_packs_of_channels<E, 8, xsimd::default_arch>();
}

float const pixel = 1;
auto const rgb = view(&pixel, 0, 9_c, 9_c, 3_c);
auto const eight = view(&pixel, 0, 9_c, 9_c, 8_c);

} // namespace

TEST_CASE("deep chain: convolutions with a pack of results, whatever the pictures have") {
    CHECK(is_deep(rgb | conv(some_kernel<float>(3_c, 3_c, 3_c, 8_c))));
    CHECK(is_deep(rgb | conv(some_kernel<float>(3, 3, 3_c, 9_c))));
    CHECK_FALSE(is_deep(rgb | conv(some_kernel<float>(3_c, 3_c, 3_c, 7_c))));
    CHECK_FALSE(is_deep(rgb | conv(some_kernel<float>(3_c, 3_c, 3_c, 8))));
    CHECK_FALSE(is_deep(eight | conv(some_kernel<float>(3_c, 3_c, 8_c))));
}
TEST_CASE("deep chain: groups only where each result has a channel of its own") {
    CHECK(is_deep(eight | depthwise_conv(some_kernel<float>(3_c, 3_c, 8_c))));
    CHECK_FALSE(is_deep(eight | depthwise_conv(some_kernel<float>(3_c, 3_c, 8_c, 2_c))));
    CHECK_FALSE(is_deep(eight | conv(some_kernel<float>(3_c, 3_c, 4_c, 8_c), groups<2>)));
}
TEST_CASE("deep chain: pools of many channels, and maps after what is deep") {
    CHECK(is_deep(eight | pool<sluice::max>(2, 2)));
    CHECK(is_deep(eight | pool<sluice::max>(2, 2) | relu()));
    CHECK_FALSE(is_deep(eight | relu()));
    CHECK_FALSE(is_deep(rgb | pool<sluice::max>(2, 2)));
    CHECK_FALSE(is_deep(eight | pool<sluice::max>(2, 2) |
                        normalize({1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 3, 4, 5, 6, 7, 8})));
}
TEST_CASE("deep chain: what is not made so is made from a ring of planes") {
    CHECK_FALSE(is_deep(eight | pool<sluice::max>(2, 2) | pad(1, 1)));
    CHECK_FALSE(is_deep(eight | pool<sluice::max>(2, 2) | crop(0, 0, 1, 1)));
    CHECK_FALSE(is_deep(eight | adaptive_pool<avg>(2, 2)));
}

namespace {

/// Values in a full register, where none is wider than T, or so many where that is less.
template <class T>
constexpr int at_most(int n) {
    constexpr int full = detail::register_bytes<blocking::arch> / int{sizeof(T)};
    return n < full ? n : full;
}
template <class E>
constexpr int per_pack(E const&) {
    return detail::values_per_pack<E, blocking>;
}
constexpr int any = 1000;
unsigned char const byte = 1;

} // namespace

TEST_CASE("deep chain: packs are no larger than convolutions have results") {
    CHECK_EQ(per_pack(rgb | conv(some_kernel<float>(3_c, 3_c, 3_c, 7_c))), at_most<float>(any));
    CHECK_EQ(per_pack(rgb | conv(some_kernel<float>(3_c, 3_c, 3_c, 8_c))), at_most<float>(8));
    CHECK_EQ(per_pack(rgb | conv(some_kernel<float>(3_c, 3_c, 3_c, 15_c)) | relu()),
             at_most<float>(8));
    CHECK_EQ(per_pack(eight | pool<sluice::max>(2, 2) | conv(some_kernel<float>(3_c, 3_c, 8_c))),
             at_most<float>(any));
}
TEST_CASE("deep chain: the convolution with the most results decides") {
    auto const wide = conv(some_kernel<float>(1_c, 1_c, 3_c, 16_c));
    auto const narrow = conv(some_kernel<float>(1_c, 1_c, 16_c, 8_c));
    CHECK_EQ(per_pack(rgb | wide | narrow), at_most<float>(16));
    CHECK_EQ(per_pack(rgb | wide | conv(some_kernel<float>(1_c, 1_c, 16_c))), at_most<float>(16));
}
TEST_CASE("deep chain: packs are no larger than pools have channels") {
    auto const bytes = [](auto c) { return view(&byte, 0, 9_c, 9_c, c); };
    auto const halves = pool<sluice::max>(2_c, 2_c);
    CHECK_EQ(per_pack(bytes(4_c) | halves), at_most<std::uint8_t>(any));
    CHECK_EQ(per_pack(bytes(5_c) | halves), at_most<std::uint8_t>(4));
    CHECK_EQ(per_pack(bytes(8_c) | halves), at_most<std::uint8_t>(8));
    CHECK_EQ(per_pack(bytes(31_c) | halves | relu()), at_most<std::uint8_t>(16));
    CHECK_EQ(per_pack(bytes(8_c) | relu()), at_most<std::uint8_t>(any));
    CHECK_EQ(per_pack(eight | pool<avg>(3, 3)), at_most<float>(8));
}
TEST_CASE("deep chain: what is known to the run only has no packs of its own") {
    CHECK_EQ(per_pack(view(&byte, 0, 9, 9, 8) | pool<sluice::max>(2, 2)),
             at_most<std::uint8_t>(any));
    CHECK_EQ(per_pack(rgb | conv(some_kernel<float>(3, 3, 3, 8))), at_most<float>(any));
}

namespace {

/// Convolutions and pools of C channels, in packs of as many.
template <class T, index_t C>
void check_channels() {
    dim<C> const c;
    check_on_widths_with<T>(3_c, conv(some_kernel<float>(2_c, 3_c, 3_c, c)) | relu(), 2, 3);
    check_on_widths_with<T>(c, pad(1, 1) | depthwise_conv(some_kernel<float>(3_c, 3_c, c)));
    check_on_widths_with<T>(c, pool<sluice::max>(2_c, 2_c), 2, 2);
    check_on_widths_with<T>(c, pool<avg>(3, 2, stride(1, 2), padding(1, 1)));
}

} // namespace

TEST_CASE("deep chain: packs of five to forty channels") {
    check_channels<float, 5>();
    check_channels<float, 13>();
    check_channels<std::uint8_t, 8>();
    check_channels<std::uint8_t, 40>();
    check_channels<std::int16_t, 7>();
    check_channels<double, 12>();
}
