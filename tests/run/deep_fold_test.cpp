// Convolutions with many results, and those of many channels one by one.

#include "../support/border.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Whether the planner gives packs of channels to this.
template <class E>
constexpr bool is_deep(E const& e) {
    using namespace sluice::detail;
    return deep_node<decltype(plan_of<blocking, windows_as_written>(e))>;
}

/// A width in the type: cut into blocks that do not overlap.
template <index_t... W>
void check_typed_widths() {
    (
        [] {
            pixels<float> const in(2 * 4 * W * 2, flush::back, W);
            auto const images = view(in.data(), 2, 4, dim<W>{}, 2_c);
            CAPTURE(W);
            CHECK_AGAINST_REFERENCE(images | pad(1, 1) |
                                    conv(some_kernel<float>(3_c, 3_c, 2_c, 16_c)));
            CHECK_AGAINST_REFERENCE(images | pad(1, 2) |
                                    conv(some_kernel<float>(3_c, 3_c, 2_c, 9_c)) |
                                    pool<sluice::max>(2_c, 2_c));
        }(),
        ...);
}

} // namespace

TEST_CASE("deep fold: convolutions with at least a pack of results, and what follows them") {
    float const* const p = pixels<float>(4, flush::back).data();
    auto const images = view(p, 0, 8_c, 8_c, 3_c);
    CHECK(is_deep(images | conv(some_kernel<float>(3_c, 3_c, 3_c, 64_c))));
    CHECK(is_deep(images | conv(some_kernel<float>(3_c, 3_c, 3_c, 65_c)) | relu() |
                  pool<sluice::max>(2_c, 2_c)));
    CHECK_FALSE(is_deep(images | conv(some_kernel<float>(3_c, 3_c, 3_c, 1_c))));
    CHECK_FALSE(is_deep(images | conv(some_kernel<float>(3_c, 3_c, 3_c, 64_c)) |
                        conv(some_kernel<float>(3_c, 3_c, 64_c))));
}

TEST_CASE_TEMPLATE("deep fold: results that fill packs, and some more", T, float, double,
                   std::uint8_t, std::int16_t, std::int32_t) {
    using W = std::conditional_t<std::is_floating_point_v<T>, T, std::int8_t>;
    check_on_widths_with<T>(3_c, conv(some_kernel<W>(3_c, 3_c, 3_c, 16_c)), 3, 3);
    check_on_widths_with<T>(1_c, conv(some_kernel<W>(2, 3, 1_c, 67_c), stride<1, 2>), 2, 3);
}
TEST_CASE("deep fold: pixels are converted before they are summed") {
    check_on_widths_with<std::uint8_t>(3_c, conv(some_kernel<float>(3_c, 3_c, 3_c, 32_c)), 3, 3);
    check_on_widths_with<std::int32_t>(2_c, pad(1, 1, edge) |
                                                conv(some_kernel<float>(3_c, 3_c, 2_c, 32_c)));
}
TEST_CASE("deep fold: borders of each kind, in the middle too") {
    auto const check = [](auto border) {
        auto const p = pad(1, 2, 3, 1, border) | conv(some_kernel<float>(3_c, 3_c, 5_c, 17_c)) |
                       pad(2, 1, 0, 2, border) | conv(some_kernel<float>(2, 2, 17_c, 24_c));
        for (index_t w : {1, 2, 3, 5, 8, 13, 18})
            for (flush side : both_ends) {
                pixels<float> const in(2 * 4 * w * 5, side);
                CAPTURE(w);
                CHECK_AGAINST_REFERENCE(view(in.data(), 2, 4, w, 5_c) | p);
            }
    };
    check(constant(2.5F));
    check(reflect);
    check(wrap);
}
TEST_CASE("deep fold: stride, dilation and bias") {
    std::vector<float> const b = weights<float>(40, 3);
    check_on_widths_with<float>(2_c,
                                conv(some_kernel<float>(3_c, 2_c, 2_c, 40_c), stride<2, 3>,
                                     dilation<2, 3>, bias(b.data(), 40_c)),
                                5, 4);
    check_on_widths_with<float>(
        2_c,
        conv(some_kernel<float>(3, 2, 2_c, 40_c), stride(3, 2), dilation(1, 2), bias(b.data(), 40)),
        3, 3);
}
TEST_CASE("deep fold: each channel by itself") {
    check_on_widths_with<float>(19_c, depthwise_conv(some_kernel<float>(3_c, 3_c, 19_c)), 3, 3);
    for (index_t w : {3, 4, 9, 16, 25}) {
        pixels<std::uint8_t> const in(2 * 4 * w * 64, flush::back);
        CAPTURE(w);
        CHECK_AGAINST_REFERENCE(
            view(in.data(), 2, 4, w, 64_c) | pad(1, 1) |
            depthwise_conv(some_kernel<std::int8_t>(3, 3, 64_c), dilation<1, 2>));
    }
    check_on_widths_with<float>( // more results than channels: packs of pixels
        4_c, depthwise_conv(some_kernel<float>(2_c, 2_c, 4_c, 4_c)), 2, 2);
}
TEST_CASE("deep fold: a network of convolutions, and one result at its end") {
    check_on_widths_with<std::uint8_t>(
        3_c,
        scale(1 / 255.F, 0) | pad(1, 1) | conv(some_kernel<float>(3_c, 3_c, 3_c, 16_c)) | relu() |
            pool<sluice::max>(2_c, 2_c) | pad(1, 1) |
            conv(some_kernel<float>(3_c, 3_c, 16_c, 8_c)) | leaky_relu(0.1F) |
            conv(some_kernel<float>(1_c, 1_c, 8_c, 3_c)),
        2, 2);
    check_on_widths_with<float>(3_c,
                                conv(some_kernel<float>(3_c, 3_c, 3_c, 33_c)) |
                                    conv(some_kernel<float>(2_c, 2_c, 33_c)),
                                4, 4);
}
TEST_CASE("deep fold: widths in the type") { check_typed_widths<1, 2, 6, 7, 11, 13, 29>(); }
TEST_CASE("deep fold: NaN in a border is a real value of it") {
    float const pixel[2] = {1, 2};
    std::vector<float> weights(9 * 32, 0.F);
    auto const k = kernel(weights.data(), 3_c, 3_c, 1_c, 32_c);
    auto const nan = std::numeric_limits<float>::quiet_NaN();
    auto const out = eval(view(pixel, 1, 1, 2, 1_c) | pad(1, 1, constant(nan)) | conv(k));
    for (index_t i = 0; i < out.size(); ++i) CHECK(std::isnan(out.data()[i]));
}
