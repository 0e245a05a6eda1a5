// Views: shapes, pitches, regions, and what they refuse.

#include <limits>

#include "../support/text.hpp"

#include <sluice/core/view.hpp>

using namespace sluice;
using namespace test;

namespace {

constexpr float data[60] = {};

constexpr auto batch = view(data, 3, 4_c, 5_c);
static_assert(std::is_same_v<decltype(batch)::extents_type, extents<dynamic_extent, 4, 5>>);
static_assert(std::is_same_v<decltype(batch)::value_type, float> &&
              std::is_same_v<decltype(batch)::element_type, float const>);
static_assert(batch.row_pitch() == 5 && batch.image_pitch() == 20 && batch.span() == 60 &&
              batch.is_contiguous());
static_assert(batch.data() == data && batch.extent(0) == 3);

constexpr auto like = view(data, batch.region(0, 0, 2, 3_c).extents());
static_assert(
    std::is_same_v<decltype(like)::extents_type, extents<dynamic_extent, dynamic_extent, 3>>);
static_assert(like.extent(0) == 3 && like.extent(1) == 2 && like.is_contiguous());

constexpr auto colour = picture(data, 4, 5, 3_c);
static_assert(
    std::is_same_v<decltype(colour)::extents_type, extents<1, dynamic_extent, dynamic_extent, 3>>);
static_assert(colour.row_pitch() == 15 && colour.image_pitch() == 60);

constexpr auto part = batch.region(1, 2, 3_c, 2);
static_assert(
    std::is_same_v<decltype(part)::extents_type, extents<dynamic_extent, 3, dynamic_extent>>);
static_assert(part.data() == data + 7 && part.row_pitch() == 5 && part.image_pitch() == 20 &&
              !part.is_contiguous());
static_assert(part.span() == 2 * 20 + 2 * 5 + 2);
static_assert(colour.region(1, 2, 2, 3).data() == data + 15 + 6 &&
              colour.region(1, 2, 2, 3).extent(3) == 3);
static_assert(view(data, 4, 5).region(3, 4, 1, 1).data() == data + 19);

constexpr auto gaps = view(data, extents(2, 3, 4), {5, 20});
static_assert(gaps.span() == 34 && !gaps.is_contiguous());
static_assert(view(data, 0, 3, 4).span() == 0);

} // namespace

TEST_CASE("view: sizes below one are refused, but for the batch, which may be empty") {
    CHECK(says(text_of<shape_error>([] { view(data, 0, 5); }), {"view", "axis h", "0"}));
    CHECK(says(text_of<shape_error>([] { view(data, 5, -3); }), {"view", "axis w", "-3"}));
    CHECK(says(text_of<shape_error>([] { view(data, -1, 5, 5); }), {"view", "axis m", "-1"}));
    CHECK(says(text_of<shape_error>([] { view(data, 1, 5, 5, 0); }), {"view", "axis c", "0"}));
    CHECK(says(text_of<shape_error>([] { view(data, 0, 5, 0); }), {"view", "axis w", "0"}));
    CHECK_NOTHROW(view(data, 0, 5, 5));
    CHECK_NOTHROW(view(static_cast<float*>(nullptr), 0, 5, 5));
}
TEST_CASE("view: a null pointer is refused, unless the batch is empty") {
    CHECK(says(text_of<memory_error>([] { view(static_cast<float*>(nullptr), 1, 5, 5); }),
               {"view", "null"}));
    CHECK_THROWS_AS(view(static_cast<float*>(nullptr), 5, 5), memory_error);
}
TEST_CASE(
    "view: sizes whose product overflows are refused, also in bytes, also of an empty batch") {
    index_t const large = index_t{1} << 31, most = std::numeric_limits<index_t>::max();
    CHECK_THROWS_AS(view(data, large, large, large), shape_error);
    CHECK_THROWS_AS(view(data, most / 4 + 1, 1), shape_error);
    CHECK_THROWS_AS(view(data, 0, large, large * 4), shape_error);
    for (std::size_t a = 0; a < 4; ++a) // 2⁶⁴ values, which wrap to none
        for (std::size_t b = 0; b < a; ++b) {
            index_t size[4] = {1, 1, 1, 1};
            size[a] = size[b] = 2 * large;
            CHECK_THROWS_AS(view(data, size[0], size[1], size[2], size[3]), shape_error);
        }
    CHECK_THROWS_AS(view(data, extents(2, 2, 2), {most, most}), shape_error);
    CHECK_THROWS_AS(view(data, extents(2, 2, 2), {2, most / 2}), shape_error);
}
TEST_CASE("view: sizes below one are refused beside pitches, too") {
    CHECK_THROWS_AS(view(data, extents(0, 3), {3, 9}), shape_error);
    CHECK_THROWS_AS(view(data, extents(-1, 3), {3, 9}), shape_error);
    CHECK_THROWS_AS(view(data, extents(3, 0), {3, 9}), shape_error);
    CHECK_THROWS_AS(view(data, extents(3, -1), {3, 9}), shape_error);
    CHECK_THROWS_AS(view(data, extents(-1, 2, 3), {3, 9}), shape_error);
    CHECK_THROWS_AS(view(data, extents(2, 2, 3, 0), {3, 9}), shape_error);
}
TEST_CASE("view: pitches shorter than what they step over are refused") {
    CHECK(says(text_of<shape_error>([] { view(data, extents(2, 3, 4), {3, 12}); }),
               {"row pitch", "3", "4"}));
    CHECK(says(text_of<shape_error>([] { view(data, extents(2, 3, 4), {5, 13}); }),
               {"image pitch", "13", "14"}));
    CHECK_NOTHROW(view(data, extents(1, 3, 4), {5, 0}));
    CHECK_NOTHROW(view(data, extents(2, 3, 4), {5, 14}));
    CHECK_THROWS_AS(view(data, extents(2, 3, 4), {-5, 14}), shape_error);
}
TEST_CASE("view: a region that does not lie inside is refused, with its numbers") {
    auto const in = view(data, 4, 5);
    CHECK(says(text_of<shape_error>([&] { in.region(2, 0, 3, 5); }), {"region", "2", "3", "h 4"}));
    CHECK_THROWS_AS(in.region(-1, 0, 2, 2), shape_error);
    CHECK_THROWS_AS(in.region(0, 4, 2, 2), shape_error);
    CHECK_THROWS_AS(in.region(0, 0, 0, 2), shape_error);
    CHECK_THROWS_AS(in.region(std::numeric_limits<index_t>::max(), 0, 1, 1), shape_error);
    CHECK_THROWS_AS(in.region(0, 1, 1, std::numeric_limits<index_t>::max()), shape_error);
}
