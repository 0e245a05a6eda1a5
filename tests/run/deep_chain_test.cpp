// Which expressions are made in packs of channels.

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
