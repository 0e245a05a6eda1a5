// Pointwise stages between others: applied on the way, types may change.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("map: a transform between two convolutions") {
    check_on_widths<float>(conv(some_kernel<float>(2, 3)) | transform([](auto x) {
                               return x * 0.5f + 1.0f;
                           }) | conv(some_kernel<float>(3, 2)),
                           4, 4);
}
TEST_CASE("map: a transform that takes numbers is called for pixels, never for anything else") {
    auto const only_pixels = [](float x) {
        CHECK_LE(std::fabs(x), 1.0f);
        return 2 * x;
    };
    for (index_t w : {1, 2, 5, 8, 9, 15, 17, 33})
        for (flush side : both_ends) {
            pixels<float> const in(3 * w, side);
            auto const out = eval(view(in.data(), 3, w) | transform(only_pixels) | pad(1, 1) |
                                  pool<sluice::max>(1, 1));
            for (index_t x = 0; x < w; ++x) CHECK_EQ(out.data()[(w + 2) + 1 + x], 2 * in.data()[x]);
        }
}
TEST_CASE("map: lanes that no pixel is in are never divided by") {
    std::uint8_t const in[] = {1, 3, 7}; // behind the last difference others follow, of 7 and 7
    std::int8_t const difference[] = {-1, 1};
    auto const out = eval(view(in, 1, 1, 3) | conv(kernel(difference, 1, 2)) |
                          transform([](auto x) { return 8 / x; }));
    CHECK_EQ(out.data()[0], 4);
    CHECK_EQ(out.data()[1], 2);
}
TEST_CASE("map: uint8 to float to uint8 within one chain") {
    auto const round = [](float x) {
        return static_cast<std::uint8_t>(x < 0 ? 0.0f : x > 255 ? 255.0f : x);
    };
    check_on_widths<std::uint8_t>(
        conv(some_kernel<float>(2, 2)) | transform(round) | pool<sluice::max>(2, 2), 3, 3);
}
TEST_CASE("map: uint8 pixels stay integers all along") {
    check_on_widths<std::uint8_t>(pad(1, 1) | conv(some_kernel<std::int8_t>(3, 3)) | relu() |
                                      transform([](auto x) { return x / 16; }) |
                                      pool<sluice::max>(2_c, 2_c),
                                  2, 2);
}
TEST_CASE("map: the channel is known between other stages, few channels and many") {
    check_on_widths_with<std::uint8_t>(3_c,
                                       normalize({1, 2, 3}, {2, 4, 8}) |
                                           conv(some_kernel<float>(3_c, 3_c, 3_c, 2_c)) |
                                           normalize({5, -5}, {0.5, 2}),
                                       3, 3);
    check_on_widths_with<std::uint8_t>(
        2, pool<sluice::max>(2_c, 2_c) | normalize({100, 10}, {50, 5}) | pad(1, 1), 2, 2);
    check_on_widths_with<float>(
        5_c, pad(1, 1) | normalize({1, 2, 3, 4, 5}, {5, 6, 7, 8, 9}) | pool<avg>(2, 3), 2, 2);
}
TEST_CASE("map: a transform after channels are read") {
    check_on_widths_with<std::uint8_t>(3_c, transform([](auto x) {
                                                return x * 2.0f;
                                            }) | conv(some_kernel<float>(3_c, 3_c, 3_c, 2_c)),
                                       3, 3);
}
