// Every element type and kind of stage on pictures of every width from 1 to 40. It is compiled for
// every instruction set, so stages share pipelines, and only the engine is run.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Calls f(a value of the type) for each of some types.
template <class... T, class F>
void for_each(F f) {
    (f(T{}), ...);
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
    for_each<std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::int32_t, float, double>(
        []<class T>(T) {
            check_widths<T>(pad(1, 1) | conv(some_kernel<weight_for<T>>(3_c, 3_c)) | relu(), 1);
        });
}
TEST_CASE("targets: strided convolution of three channels with float weights") {
    for_each<std::uint8_t, std::int16_t, std::int32_t, float>([]<class T>(T) {
        auto const k = some_kernel<float>(2_c, 3_c, 3_c, 3_c);
        check_widths<T>(relu() | pad(0, 1) | conv(k, stride<2, 2>), 1, 3_c);
    });
}
TEST_CASE("targets: pools of two channels, in registers and in rows") {
    for_each<std::int8_t, std::uint16_t, float, double>([]<class T>(T) {
        check_widths<T>(pool<sluice::max>(2_c, 2_c) | pool<avg>(2_c, 3_c, stride<1, 2>), 6, 2_c);
    });
}
TEST_CASE("targets: a chain with rings, run-time sizes") {
    check_widths<float>(pad(1, 1) | conv(some_kernel<float>(3, 3)) | relu() | pad(2, 2) |
                            conv(some_kernel<float>(5, 5)) | pool<sluice::max>(2, 2),
                        2);
}
TEST_CASE("targets: borders that repeat pixels, at the source and in the middle") {
    check_widths<std::uint8_t>(pad(3, 9, wrap) | relu() | pad(1, 0, 2, 3, edge), 1);
    check_widths<std::int16_t>(
        pad(2, 5, reflect) | conv(some_kernel<std::int16_t>(2_c, 3_c)) | pad(1, 4, symmetric), 1);
    check_widths<double>(pad(1, 3, edge) | scale(9e9, 3) | saturate_cast<std::int32_t>() |
                             pad(7, 1, wrap) | cast<std::int8_t>(),
                         1);
}
TEST_CASE("targets: pools with padding and gaps, and pools to a size") {
    check_widths<std::uint8_t>(
        pool<avg>(3, 2, dilation(2, 1), stride(2, 3), padding(1, 1), ceil_mode, count_include_pad),
        1);
    auto const gaps = pool<sluice::min>(2_c, 3_c, stride<1, 2>, dilation<1, 2>, padding(1_c, 1_c));
    check_widths<float>(pad(0, 2, symmetric) | gaps | pad(1, 9, reflect), 1, 2_c);
    check_widths<std::int32_t>(
        saturate_cast<std::int16_t>() | adaptive_pool<avg>(3, 7) | global_pool<l2>(), 1);
}
TEST_CASE("targets: colours to grey, zeros between pixels, and what bytes become") {
    check_widths<float>(
        rgb_to_gray() | conv_transpose(some_kernel<float>(3_c, 2_c), stride<2, 2>, padding(1, 0)),
        1, 3_c);
    check_widths<std::uint8_t>(normalize({120, 110, 100}, {50, 60, 70}) | sigmoid() |
                                   rgb_to_gray() | scale(300, -20) | saturate_cast<std::uint8_t>(),
                               1, 3_c);
}

namespace {

struct past_caches : blocking {
    static constexpr index_t far_bytes = 0;
    static constexpr index_t collected_bytes = 128;
};

template <class E>
void check_past_caches(E const& e) {
    auto const want = eval(e);
    image<typename E::value_type, typename E::extents_type> out(e.extents());
    run<past_caches>(e, out);
    CHECK(std::equal(want.begin(), want.end(), out.begin()));
}

} // namespace

TEST_CASE("targets: large results, past the caches") {
    for (index_t w = 3; w <= 40; ++w) {
        pixels<float> const in(2 * 6 * w, flush::back);
        auto const images = view(in.data(), 2, 6, w);
        CAPTURE(w);
        check_past_caches(images | conv(some_kernel<float>(2_c, 3_c)));
        check_past_caches(images | scale(2, 1));
    }
}
