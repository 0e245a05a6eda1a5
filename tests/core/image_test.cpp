// Owning pictures: aligned, contiguous, movable.

#include <cstdint>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>
#include <sluice/core/image.hpp>

using namespace sluice;

using batch = image<float, extents<dynamic_extent, 3, 5>>;
static_assert(!std::is_copy_constructible_v<batch> && std::is_nothrow_move_constructible_v<batch> &&
              std::is_nothrow_move_assignable_v<batch>);

TEST_CASE("image: memory of its shape at a multiple of 64 bytes") {
    for (index_t m : {1, 2, 7, 100000}) {
        batch one(extents(m, 3_c, 5_c));
        CHECK_EQ(reinterpret_cast<std::uintptr_t>(one.data()) % 64, 0);
        CHECK_EQ(one.size(), m * 15);
        CHECK_EQ(one.end() - one.begin(), m * 15);
        CHECK_EQ(one.extent(2), 5);
        CHECK_EQ(one.row_pitch(), 5);
        CHECK_EQ(one.image_pitch(), 15);
        one.data()[m * 15 - 1] = 4;
        CHECK_EQ(one.view().data()[m * 15 - 1], 4);
        CHECK(one.view().is_contiguous());
    }
}
TEST_CASE("image: large ones lie on 2 MiB") {
    image<float, extents<2048, 1024>> large(extents<2048, 1024>{});
    CHECK_EQ(reinterpret_cast<std::uintptr_t>(large.data()) % (std::uintptr_t{1} << 21), 0);
}
TEST_CASE("image: an empty batch has no memory and is fine") {
    batch none(extents(0, 3_c, 5_c));
    CHECK_EQ(none.size(), 0);
    CHECK(none.begin() == none.end());
    CHECK_EQ(none.view().span(), 0);
}
TEST_CASE("image: moving keeps the memory, and assignment releases what was there") {
    batch a(extents(2, 3_c, 5_c)), b(extents(1, 3_c, 5_c));
    float* const p = a.data();
    b = std::move(a);
    CHECK_EQ(b.data(), p);
    CHECK_EQ(b.extent(0), 2);
    batch c(std::move(b));
    CHECK_EQ(c.data(), p);
    CHECK(b.data() == nullptr);
    auto& self = c;
    c = std::move(self);
    CHECK_EQ(c.data(), p);
}
TEST_CASE("image: sizes below one and products that overflow are refused") {
    CHECK_THROWS_AS((image<float, extents<dynamic_extent, dynamic_extent>>(extents(0, 5))),
                    shape_error);
    index_t const large = index_t{1} << 40;
    CHECK_THROWS_AS((image<float, extents<dynamic_extent, dynamic_extent>>(extents(large, large))),
                    shape_error);
    CHECK_THROWS((image<float, extents<dynamic_extent, dynamic_extent>>(
        extents(std::numeric_limits<index_t>::max() / 4, 1))));
}
