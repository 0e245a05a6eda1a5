// Pictures of many channels: how a block is cut, and maps on it.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("deep: sums, weights and a pixel have a register each") {
    using detail::deep_shape_for;
    for (index_t channels = 8; channels < 200; ++channels) {
        auto const cut = deep_shape_for<xsimd::default_arch>(channels, 8);
        CHECK_LE(cut.packs * cut.pixels + cut.packs + 1,
                 detail::vector_registers<xsimd::default_arch>);
        CHECK_LE(8 * cut.packs, channels);
        CHECK_GE(cut.pixels, 1);
    }
}
TEST_CASE("deep: packs that are multiplied by none in vain") {
    auto const packs = [](index_t channels) {
        return detail::deep_shape_for<xsimd::default_arch>(channels, 8).packs;
    };
    CHECK_EQ(packs(8), 1);
    CHECK_EQ(packs(16), 2);
    CHECK_EQ(packs(24), 3);
    CHECK_EQ(packs(32), 2);
    CHECK_EQ(packs(48), 2);
}
TEST_CASE_TEMPLATE("deep: a map on the way, and one that knows the channel", T, float,
                   std::uint8_t) {
    check_on_widths_with<T>(
        64_c, pool<sluice::max>(2_c, 2_c) | scale(0.5F, 1) | saturate_cast<std::int16_t>(), 2, 2);
    double const mean[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7},
                 deviation[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7};
    check_on_widths_with<T>(16_c, pool<sluice::max>(2_c, 1_c) | normalize(mean, deviation), 2, 1);
}
TEST_CASE("deep: no pictures, and pictures of one pixel") {
    std::vector<float> const w = weights<float>(9 * 32);
    auto const k = kernel(w.data(), 3_c, 3_c, 1_c, 32_c);
    float const pixel = 3;
    CHECK_EQ(eval(view(&pixel, 0, 5, 5, 1_c) | conv(k)).size(), 0);
    auto const out = eval(view(&pixel, 1, 1, 1, 1_c) | pad(1, 1) | conv(k));
    for (index_t o = 0; o < 32; ++o) CHECK_EQ(out.data()[o], 3 * w[at(4 * 32 + o)]);
}
TEST_CASE("deep: a region of a larger picture") {
    pixels<float> const in(2 * 9 * 12 * 64, flush::back);
    auto const region = view(in.data(), 2, 9, 12, 64_c).region(2, 3, 5, 7);
    CHECK_AGAINST_REFERENCE(region | pool<avg>(2_c, 2_c));
    CHECK_AGAINST_REFERENCE(region | depthwise_conv(some_kernel<float>(3_c, 3_c, 64_c)));
    CHECK_AGAINST_REFERENCE(view(in.data(), 2, 9, 12, 64_c) | crop(2, 3, 5, 7) |
                            conv(some_kernel<float>(3_c, 3_c, 64_c, 16_c)));
}
