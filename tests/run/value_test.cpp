// One value of each kind of stage, asked by itself.

#include <doctest/doctest.h>
#include <sluice/describe.hpp>
#include <sluice/run/value.hpp>

using namespace sluice;

namespace {

/// Pixel (y, x, c) is 100 y + 10 x + c.
constexpr float pixel(index_t y, index_t x, index_t c) {
    return static_cast<float>(100 * y + 10 * x + c);
}
constexpr extents<1, 4, 5, 3> shape;

template <class Result = float, class Stage>
constexpr Result value(Stage const& stage, index_t y, index_t x, index_t c) {
    return detail::value_of<Result>(typename Stage::stage_kind{}, stage, pixel, shape, {y, x, c});
}

constexpr float ones[12] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
static_assert(value(relu(), 1, 2, 1) == 121);
static_assert(value(crop(1, 2, 2, 2), 1, 1, 2) == 232);
static_assert(value(insert_zeros(stride<2, 3>), 2, 3, 1) == 111);
static_assert(value(insert_zeros(stride<2, 3>), 2, 4, 1) == 0);
static_assert(value(pad(1_c, 1_c), 0, 1, 0) == 0 && value(pad(1_c, 1_c), 2, 2, 1) == 111);
static_assert(value(pad(1_c, 1_c, wrap), 0, 0, 2) == 342);
static_assert(value(conv(kernel(ones, 1_c, 2_c, 3_c)), 1, 1, 0) == 3 * (110 + 120) + 6);
static_assert(value(conv(kernel(ones, 1_c, 2_c, 1_c, 3_c), groups<3>, dilation<1, 2>), 0, 1, 2) ==
              12 + 32);
static_assert(value(pool<sluice::max>(2_c, 2_c), 1, 1, 0) == 330);
static_assert(value(pool<sum>(2_c, 2_c, padding(1_c, 1_c)), 0, 0, 1) == 1);
static_assert(value(pool<avg>(2_c, 2_c, padding(1_c, 1_c), count_include_pad), 0, 1, 0) == 7.5f);
static_assert(value(adaptive_pool<avg>(2, 2), 1, 0, 0) == 250 + 10);

} // namespace

TEST_CASE("value: grey is the weighted sum of the three channels") {
    CHECK_LT(value(rgb_to_gray(), 0, 1, 0) - (0.299 * 10 + 0.587 * 11 + 0.114 * 12), 1e-5);
}
