// Convolutions of many channels with few results.

#include "../support/border.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Whether the last stage of e sums full packs of eight channels.
template <class E>
constexpr bool sums_packs(E const&) {
    return detail::sums_packs_of_channels<typename E::stage_type, typename E::input_type, 8>();
}

float const pixel = 1;
auto const sixteen = view(&pixel, 0, 9_c, 9_c, 16_c);

/// Pictures of 16 channels, of these widths in the type.
template <index_t... W, class Pipeline>
void check_typed_widths(Pipeline const& p) {
    (
        [&] {
            for (flush side : both_ends) {
                pixels<float> const in(2 * 4 * W * 16, side, W);
                CAPTURE(W);
                CHECK_AGAINST_REFERENCE(view(in.data(), 2, 4, dim<W>{}, 16_c) | p);
            }
        }(),
        ...);
}

} // namespace

TEST_CASE("deep sum: full packs of channels, few results") {
    CHECK(sums_packs(sixteen | conv(some_kernel<float>(3_c, 3_c, 16_c))));
    CHECK(sums_packs(sixteen | conv(some_kernel<float>(3, 3, 16_c, 2))));
    CHECK_FALSE(sums_packs(sixteen | conv(some_kernel<float>(3_c, 3_c, 8_c, 2_c), groups<2>)));
    auto const some = view(&pixel, 0, 9_c, 9_c, 12_c);
    CHECK_FALSE(sums_packs(some | conv(some_kernel<float>(3_c, 3_c, 12_c))));
    auto const unknown = view(&pixel, 0, 9_c, 9_c, 16);
    CHECK_FALSE(sums_packs(unknown | conv(some_kernel<float>(3_c, 3_c, 16_c))));
}
TEST_CASE_TEMPLATE("deep sum: every type", T, float, double, std::uint8_t, std::int16_t,
                   std::int32_t) {
    using W = std::conditional_t<std::is_floating_point_v<T>, T, std::int8_t>;
    check_on_widths_with<T>(16_c, conv(some_kernel<W>(3_c, 3_c, 16_c)), 3, 3);
    check_on_widths_with<T>(64_c, conv(some_kernel<W>(1, 2, 64_c, 3_c), stride<1, 2>), 1, 2);
}
TEST_CASE("deep sum: pixels are converted before they are summed") {
    check_on_widths_with<std::uint8_t>(32_c, conv(some_kernel<float>(2_c, 3_c, 32_c, 2_c)), 2, 3);
    check_on_widths_with<std::int16_t>(
        16_c, conv(some_kernel<std::int16_t>(2_c, 3_c, 16_c), acc<double>), 2, 3);
}
TEST_CASE("deep sum: dilation, stride, bias and sizes that only the run knows") {
    float const b[] = {0.5F, -2};
    check_on_widths_with<float>(
        16_c,
        conv(some_kernel<float>(2_c, 3_c, 16_c, 2_c), stride<2, 3>, dilation<2, 3>, bias(b, 2_c)),
        3, 7);
    check_on_widths_with<float>(16_c, conv(some_kernel<float>(3, 2, 16_c, 2), dilation(1, 2)), 3,
                                3);
}
TEST_CASE("deep sum: after a border, and between other stages") {
    auto const k = some_kernel<float>(3_c, 3_c, 16_c);
    check_on_widths_with<float>(16_c, pad(1, 1) | conv(k));
    check_on_widths_with<float>(16_c, pad(2, 0, 1, 3, reflect) | conv(k) | relu(), 3, 4);
    check_on_widths_with<float>(3_c,
                                pad(1, 1, edge) | conv(some_kernel<float>(3_c, 3_c, 3_c, 16_c)) |
                                    relu() | pad(1, 1) | conv(k) | pool<sluice::max>(2_c, 2_c),
                                2, 2);
    check_on_widths_with<float>(16_c,
                                scale(2, 1) | conv(k) | pad(1, 1) |
                                    conv(some_kernel<float>(3_c, 3_c)) | pool<avg>(3_c, 2_c),
                                5, 4);
    check_on_widths_with<float>(16_c, crop(1, 1, 2, 2) | conv(some_kernel<float>(2_c, 2_c, 16_c)),
                                3, 3);
}
TEST_CASE("deep sum: widths in the type") {
    auto const k = some_kernel<float>(3_c, 3_c, 16_c, 2_c);
    check_typed_widths<3, 9, 10, 11, 17, 18, 19, 33, 36>(conv(k));
    check_typed_widths<4, 10, 35>(conv(k) | pool<sluice::max>(2_c, 2_c));
}
TEST_CASE("deep sum: an infinite channel is counted once") {
    std::vector<float> values(16, 1.F), weights(16, 2.F);
    values[15] = std::numeric_limits<float>::infinity();
    auto const out =
        eval(view(values.data(), 1, 1, 1, 16_c) | conv(kernel(weights.data(), 1_c, 1_c, 16_c)));
    CHECK_EQ(out.data()[0], std::numeric_limits<float>::infinity());
}
TEST_CASE("deep sum: the lanes of each pack, in the order of the packs") {
    using A = xsimd::default_arch;
    constexpr int n = detail::register_bytes<A> / 4;
    pack<float, n, A> each[n];
    float numbered = 0;
    for (int l = 0; l < n; ++l) numbered += static_cast<float>(l);
    for (int p = 0; p < n; ++p) {
        float values[n];
        for (int l = 0; l < n; ++l) values[l] = static_cast<float>(100 * p + l);
        each[p] = load<float, n, A>(values);
    }
    auto const sums = spill(detail::sums_of_lanes(each));
    for (int p = 0; p < n; ++p) CHECK_EQ(sums.value[p], static_cast<float>(100 * p * n) + numbered);
}
