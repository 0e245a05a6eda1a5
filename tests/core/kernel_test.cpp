// Kernels: order of the weights, sizes in the type or not, copies.

#include <limits>
#include <vector>

#include "../support/text.hpp"

#include <sluice/core/image.hpp>
#include <sluice/core/kernel.hpp>

using namespace sluice;
using namespace test;

namespace {

constexpr int w[24] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                       12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23};

// C order: rows, columns, channels, kernels
constexpr auto plane = kernel(w, 2_c, 3_c);
static_assert(plane(0, 0) == 0 && plane(0, 2) == 2 && plane(1, 0) == 3);
static_assert(plane.height() == 2 && plane.width() == 3 && plane.channels() == 1 &&
              plane.count() == 1);
static_assert(std::is_same_v<decltype(plane.window()), sizes::window<2, 3>>);
constexpr auto summing = kernel(w, 2_c, 3_c, 4_c);
static_assert(summing(1, 2, 3) == 23 && summing(0, 1, 2) == 6 && summing.channels() == 4);
constexpr auto several = kernel(w, 1_c, 2_c, 3_c, 4_c);
static_assert(several(0, 1, 2, 3) == 23 && several(0, 0, 1, 2) == 6 && several.count() == 4);
constexpr int square[2][2] = {{1, 2}, {3, 4}};
static_assert(kernel(square)(1, 0) == 3 && decltype(kernel(square).height())::is_static);

/// Arrays of arrays that count up in C order.
struct counting {
    int cube[2][3][4], several[2][3][2][2];
    constexpr counting() : cube(), several() {
        int n = 0;
        for (auto& row : cube)
            for (auto& tap : row)
                for (int& weight : tap) weight = n++;
        n = 0;
        for (auto& row : several)
            for (auto& tap : row)
                for (auto& channel : tap)
                    for (int& weight : channel) weight = n++;
    }
};
template <class K>
constexpr bool counts_up(K const& k) {
    int n = 0;
    for (index_t i = 0; i < k.height(); ++i)
        for (index_t j = 0; j < k.width(); ++j)
            for (index_t c = 0; c < k.channels(); ++c)
                for (index_t o = 0; o < k.count(); ++o)
                    if (k(i, j, c, o) != n++) return false;
    return n == 24;
}
static_assert(counts_up(kernel(counting().cube)) && counts_up(kernel(counting().several)));
static_assert(
    std::is_same_v<decltype(kernel(counting().several)), decltype(kernel(w, 2_c, 3_c, 2_c, 2_c))>);

constexpr int dynamic_sum(index_t h, index_t width) {
    auto const k = kernel(w, h, width);
    auto copy = k;
    auto moved = std::move(copy);
    copy = moved;
    int sum = 0;
    for (index_t i = 0; i < h; ++i)
        for (index_t j = 0; j < width; ++j) sum += copy(i, j) + moved(i, j);
    return sum;
}
static_assert(dynamic_sum(4, 6) == 2 * 276 && dynamic_sum(1, 1) == 0);
static_assert(
    std::is_same_v<decltype(kernel(w, 2, 3_c).window()), sizes::window<dynamic_extent, 3>>);

} // namespace

TEST_CASE("kernel: the weights are copied when it is made") {
    std::vector<float> weights = {1, 2, 3, 4};
    auto const typed = kernel(weights.data(), 2_c, 2_c);
    auto const counted = kernel(weights.data(), 2, 2);
    weights.assign(4, 0);
    CHECK_EQ(typed(1, 1), 4);
    CHECK_EQ(counted(1, 1), 4);
}
TEST_CASE("kernel: more weights than fit inside live in memory of their own") {
    std::vector<float> weights(40 * 40);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<float>(i);
    auto const k = kernel(weights.data(), 40_c, 40_c);
    auto const copy = k;
    CHECK_EQ(copy(39, 39), 1599);
}
TEST_CASE("kernel: an array of weights gives its sizes, those in its type too") {
    image<float, extents<3, dynamic_extent, 2, 1>> array(
        extents<3, dynamic_extent, 2, 1>(3_c, 4, 2_c, 1_c));
    for (index_t i = 0; i < array.size(); ++i) array.data()[i] = static_cast<float>(i);
    auto const k = kernel(array);
    static_assert(std::is_same_v<decltype(k), kernel_of<float, 3, dynamic_extent, 2, 1> const>);
    CHECK_EQ(k.width(), 4);
    CHECK_EQ(k(2, 3, 1), 23);
    static_assert(std::is_same_v<decltype(kernel(std::declval<image<float, extents<2, 1>>>())),
                                 kernel_of<float, 2, 1>>);
    CHECK_THROWS_AS(kernel(image<float, extents<dynamic_extent, 2, 2>>(extents(0, 2_c, 2_c))),
                    shape_error);
}
TEST_CASE("kernel: sizes below one, null and products that overflow are refused") {
    float const one[1] = {};
    CHECK(says(text_of<shape_error>([&] { kernel(one, 1, 0); }), {"kernel", "0", "at least 1"}));
    CHECK(says(text_of<shape_error>([&] { kernel(one, -3, 1); }), {"kernel", "-3"}));
    CHECK_THROWS_AS(kernel(one, 1, 1, 0), shape_error);
    CHECK_THROWS_AS(kernel(one, 1, 1, 1, -1), shape_error);
    CHECK_THROWS_AS(kernel(static_cast<float const*>(nullptr), 1, 1), memory_error);
    index_t const large = index_t{1} << 31;
    CHECK_THROWS_AS(kernel(one, large, large, large), shape_error);
}

TEST_CASE("kernel: flipped turns rows and columns around, channels and results stay") {
    int each[2 * 3 * 2 * 2];
    for (int i = 0; i < 24; ++i) each[i] = i;
    auto const k = kernel(each, 2_c, 3, 2_c, 2);
    auto const f = k.flipped();
    for (index_t i = 0; i < 24; ++i)
        CHECK_EQ(f(i / 12, i / 4 % 3, i / 2 % 2, i % 2),
                 k(1 - i / 12, 2 - i / 4 % 3, i / 2 % 2, i % 2));
    using depthwise = decltype(kernel(each, 1_c, 2_c, 2_c, 3_c).by_channel());
    static_assert(std::is_same_v<depthwise, kernel_of<int, 1, 2, 1, 6>>);
}
