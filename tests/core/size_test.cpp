// Sizes that the types may know: dims, extents, windows, strides, products.

#include <limits>

#include "../support/text.hpp"

#include <sluice/core/size.hpp>

using namespace sluice;
using namespace test;

namespace {

// a number is dynamic; a Hana or std integral constant, or a dim, is in the type
static_assert(detail::static_dim<int> == dynamic_extent &&
              detail::static_dim<std::size_t> == dynamic_extent);
static_assert(detail::static_dim<decltype(28_c)> == 28 &&
              detail::static_dim<std::integral_constant<int, 7>> == 7);
static_assert(detail::static_dim<dim<5>> == 5 &&
              detail::static_dim<dim<dynamic_extent>> == dynamic_extent);
static_assert(std::is_empty_v<dim<28>>);
static_assert(index_t(detail::to_dim(28)) == 28 && index_t(detail::to_dim(28_c)) == 28);

constexpr auto mixed = extents(50000, 28_c, 27_c);
static_assert(std::is_same_v<decltype(mixed), extents<dynamic_extent, 28, 27> const>);
static_assert(mixed.images() == 50000 && mixed.height() == 28 && mixed.width() == 27 &&
              mixed.channels() == 1);
static_assert(decltype(mixed.height())::is_static && !decltype(mixed.images())::is_static);
static_assert(mixed.count() == 50000 * 28 * 27 && mixed[0] == 50000 && mixed[2] == 27);
static_assert(!mixed.has_channels && extents(1, 2, 3, 4).has_channels &&
              extents(1, 2, 3, 4).count() == 24);
static_assert(extents(3, 4).images() == 1 && decltype(extents(3, 4).images())::is_static);
static_assert(extents(3, 4) == extents(3, 4) && !(extents(3, 4) == extents(4, 3)));
static_assert(extents<2, 3>()[1] == 3);

static_assert(std::is_same_v<decltype(stride(2_c, 3)), sizes::stride<2, dynamic_extent>>);
static_assert(std::is_same_v<decltype(detail::option(stride<2, 3>)), sizes::stride<2, 3>>);
static_assert(std::is_same_v<decltype(detail::option(window<2, 3>)), sizes::window<2, 3>>);
static_assert(stride(2, 3)[1] == 3 && window<4, 5>()[0] == 4);

constexpr auto minus = [](index_t a, index_t b) { return a - b; };
static_assert(std::is_same_v<decltype(detail::with_dims(minus, dim<5>{}, dim<3>{})), dim<2>>);
static_assert(detail::with_dims(minus, dim<5>{}, dim<dynamic_extent>{3}) == 2);

static_assert(detail::windows_in(dim<28>{}, dim<3>{}, dim<1>{}) == 26);
static_assert(detail::windows_in(dim<28>{}, dim<3>{}, dim<2>{}) == 13);
static_assert(detail::windows_in(dim<5>{}, dim<5>{}, dim<9>{}) == 1);
static_assert(detail::checked_product("sizes", 2, index_t{3}, index_t{0}) == 0);

} // namespace

TEST_CASE("size: products that no index can hold are refused") {
    index_t const half = std::numeric_limits<index_t>::max() / 2;
    CHECK_EQ(detail::checked_product("sizes", half, index_t{2}), half * 2);
    CHECK(says(text_of<shape_error>([&] { detail::checked_product("sizes", half, index_t{3}); }),
               {"sizes"}));
    CHECK_THROWS_AS(detail::checked_product("sizes", 8, index_t{1} << 40, index_t{1} << 40),
                    shape_error);
}
