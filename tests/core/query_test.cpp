// What is known of an expression without running it, and that it is true of what the formulas read.

#include <vector>

#include <doctest/doctest.h>
#include <sluice/describe.hpp>
#include <sluice/run/reference.hpp>

using namespace sluice;

namespace {

constexpr float ones[49] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
constexpr auto k3 = kernel(ones, 3_c, 3_c);
constexpr auto grey = view(ones, 7_c, 7_c);

constexpr auto headline =
    pad(grey, same_for(k3)) | conv(k3, stride<2, 2>) | pool<sluice::max>(2_c, 2_c);
static_assert(std::is_same_v<decltype(receptive_field(headline)), sizes::window<5, 5>>);
static_assert(std::is_same_v<decltype(total_stride(headline)), sizes::stride<4, 4>>);
static_assert(std::is_same_v<decltype(halo(headline)), sizes::padding<1, 3, 1, 3>>);

constexpr auto twice = grey | pad(1_c, 0_c, 2_c, 1_c) | conv(kernel(ones, 2_c, 4_c)) | relu() |
                       pad(0_c, 1_c) | conv(kernel(ones, 1_c, 3_c));
static_assert(std::is_same_v<decltype(receptive_field(twice)), sizes::window<2, 6>>);
static_assert(std::is_same_v<decltype(halo(twice)), sizes::padding<1, 0, 3, 2>>);

static_assert(std::is_same_v<decltype(receptive_field(grey | relu())), sizes::window<1, 1>>);

/// Which columns of a row a result reads: those that change it.
template <class Pipeline>
bool reads_what_it_says(Pipeline const& p) {
    std::vector<float> row(40, 1.0f);
    auto const e = view(row.data(), 40, 1) | transform([](auto x) { return x; }) | p;
    index_t const before = halo(e)[0], window = receptive_field(e)[0], step = total_stride(e)[0];
    auto const base = reference(e);
    for (index_t y = 0; y < 40; ++y) {
        row[static_cast<std::size_t>(y)] = 1000.0f;
        auto const changed = reference(e);
        row[static_cast<std::size_t>(y)] = 1.0f;
        for (index_t out = 0; out < e.extent(0); ++out) {
            bool const inside = y >= out * step - before && y < out * step - before + window;
            if ((changed[out] != base[out]) != inside) return false;
        }
    }
    return true;
}

} // namespace

TEST_CASE(
    "query: every source row that the receptive field names, and no other, changes the result") {
    CHECK(reads_what_it_says(conv(kernel(ones, 3, 1))));
    CHECK(reads_what_it_says(conv(kernel(ones, 3, 1), stride(2, 1)) |
                             conv(kernel(ones, 2, 1), stride(3, 1))));
    CHECK(reads_what_it_says(pad(2, 1, 0, 0) | conv(kernel(ones, 4, 1), stride(2, 1)) |
                             pad(1, 2, 0, 0) | pool<avg>(2, 1)));
    CHECK(reads_what_it_says(pad(3, 0, 0, 0)));
}
TEST_CASE("query: sizes known at run time") {
    auto const e = grey | conv(kernel(ones, 3, 2), stride(2, 3)) | pool<avg>(2_c, 1_c);
    CHECK(receptive_field(e) == sizes::window<dynamic_extent, dynamic_extent>(5, 2));
    CHECK(total_stride(e) == sizes::stride<dynamic_extent, dynamic_extent>(4, 3));
}
TEST_CASE("query: a pad that is not read has no halo behind") {
    auto const e = grey | pad(2_c, 0_c, 0_c, 0_c) | conv(kernel(ones, 2_c, 1_c));
    CHECK_EQ(halo(e)[0], 2);
    CHECK_EQ(halo(e)[1], 0);
}
TEST_CASE("query: an adaptive pool sees its largest window, and steps by its shortest way") {
    auto const e = grey | conv(kernel(ones, 3_c, 2_c)) | adaptive_pool<avg>(1, 1);
    CHECK_EQ(receptive_field(e)[0], grey.extents().height());
    CHECK_EQ(receptive_field(e)[1], grey.extents().width());
    // windows 0..3, 2..5, 4..7 of seven, and after a stride of 2 twice as far
    std::vector<float> const pixels(14 * 7);
    auto const seven = view(pixels.data(), 14, 7_c) | conv(kernel(ones, 2_c, 1_c), stride<2, 1>);
    auto const three = seven | adaptive_pool<sluice::max>(3_c, 3_c);
    CHECK_EQ(receptive_field(three)[1], 3);
    CHECK_EQ(total_stride(three)[1], 2);
    CHECK_EQ(receptive_field(three)[0], 2 + 2 * 2);
    CHECK_EQ(total_stride(three)[0], 4);
    CHECK_EQ(receptive_field<decltype(three)>()[1], 3);
    // windows 0..3, 2..6, 5..8 of eight
    auto const eight = view(pixels.data(), 8, 8) | adaptive_pool<sluice::max>(3, 3);
    CHECK_EQ(receptive_field(eight)[0], 4);
    CHECK_EQ(total_stride(eight)[0], 2);
}
