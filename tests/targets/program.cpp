// Every element type and kind of stage on pictures of every width from 1 to 40. It is compiled for
// every instruction set, so stages share pipelines, and only the engine is run.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Calls f(a value of the type) for every type that pixels have.
template <class F>
void for_each_type(F f) {
    f(std::uint8_t{}), f(std::int8_t{}), f(std::uint16_t{}), f(std::int16_t{});
    f(std::int32_t{}), f(float{}), f(double{});
}

/// Weights that the pixels' type is usually multiplied with.
template <class Pixel>
using weight_for = std::conditional_t<std::is_floating_point_v<Pixel>, Pixel, std::int16_t>;

/// Runs `pictures | p` on two images of 5 to 8 rows, for each width.
template <class Pixel, class Pipeline, class... C>
void check_widths(Pipeline const& p, index_t least_w, C... c) {
    for (index_t w = least_w; w <= 40; ++w) {
        index_t const h = 5 + w % 4;
        pixels<Pixel> const in(2 * h * w * (index_t(detail::to_dim(c)) * ... * 1),
                               w % 2 == 0 ? flush::front : flush::back,
                               static_cast<std::uint64_t>(w));
        CAPTURE(h);
        CAPTURE(w);
        auto const e = view(in.data(), 2, h, w, c...) | p;
        CHECK_EQ(wrong_in_guarded_run(e, expect(e), flush::back, w % 3), "");
    }
}

} // namespace

TEST_CASE("targets: same convolution, then relu") {
    for_each_type([]<class T>(T) {
        check_widths<T>(pad(1, 1) | conv(some_kernel<weight_for<T>>(3_c, 3_c)) | relu(), 1);
    });
}
TEST_CASE("targets: strided convolution of three channels with float weights") {
    for_each_type([]<class T>(T) {
        auto const k = some_kernel<float>(2_c, 3_c, 3_c, 3_c);
        check_widths<T>(relu() | pad(0, 1) | conv(k, stride<2, 2>), 1, 3_c);
    });
}
TEST_CASE("targets: pools of two channels, in registers and in rows") {
    for_each_type([]<class T>(T) {
        check_widths<T>(pool<sluice::max>(2_c, 2_c) | pool<avg>(2_c, 3_c, stride<1, 2>), 6, 2_c);
    });
}
TEST_CASE("targets: a chain with rings, run-time sizes") {
    check_widths<float>(pad(1, 1) | conv(some_kernel<float>(3, 3)) | relu() | pad(2, 2) |
                            conv(some_kernel<float>(5, 5)) | pool<sluice::max>(2, 2),
                        2);
}
