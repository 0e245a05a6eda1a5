// The reference in constant expressions: whole pipelines, worked by hand.

#include <array>

#include <doctest/doctest.h>
#include <sluice/describe.hpp>
#include <sluice/run/reference.hpp>

#include "../support/same.hpp"

using namespace sluice;
using test::same;

namespace {

constexpr float ramp[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr float box[3][3] = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};

constexpr auto picture44 = view(ramp, 4_c, 4_c);

// valid: the sums of four 3×3 windows
static_assert(same(reference(picture44 | conv(kernel(box))), {45, 54, 81, 90}));
// same: corners see four pixels
static_assert(same(reference(pad(picture44, same_for(kernel(box))) | conv(kernel(box))),
                   {10, 18, 24, 18, 27, 45, 54, 39, 51, 81, 90, 63, 42, 66, 72, 50}));
// strided: windows start at rows and columns −1 and 1
static_assert(same(reference(pad(picture44, same_for(kernel(box))) |
                             conv(kernel(box), stride<2, 2>)),
                   {10, 24, 51, 90}));
// a chain
static_assert(same(reference(pad(picture44, 1_c, 1_c) | conv(kernel(box), stride<2, 2>) |
                             pool<sluice::max>(2_c, 2_c)),
                   {90}));
static_assert(same(reference(picture44 | pool<avg>(2_c, 2_c)), {2.5f, 4.5f, 10.5f, 12.5f}));
static_assert(same(reference(picture44 | transform([](auto x) { return 8 - x; }) | relu() |
                             pool<sluice::max>(4_c, 1_c)),
                   {8, 7, 6, 5}));

// run-time sizes in a constant expression
constexpr bool dynamic_shapes_agree() {
    auto const typed = reference(picture44 | pad(1_c, 2_c) | conv(kernel(box), stride<2, 3>));
    auto const counted =
        reference(view(ramp, 4, 4) | pad(1, 2) |
                  conv(kernel(&box[0][0], 1, 3) /* a row of ones */, stride(1, 1)) |
                  conv(kernel(&box[0][0], 3, 1), stride(2, 3)));
    if (!(typed.size() == counted.size())) return false;
    for (index_t i = 0; i < typed.size(); ++i)
        if (typed[i] != counted[i]) return false;
    return true;
}
static_assert(dynamic_shapes_agree());

// channels are summed, kernels give channels
constexpr std::uint8_t rgb[12] = {1, 2, 3, 10, 20, 30, 4, 5, 6, 40, 50, 60};
constexpr std::int8_t ones3[3] = {1, 1, 1};
constexpr std::int8_t first_and_last[6] = {1, 0, 0, 0, 0, 1};
static_assert(same(reference(picture(rgb, 2_c, 2_c, 3_c) | conv(kernel(ones3, 1_c, 1_c, 3_c))),
                   {6, 60, 15, 150}));
static_assert(same(reference(picture(rgb, 2_c, 2_c, 3_c) |
                             conv(kernel(first_and_last, 1_c, 1_c, 3_c, 2_c))),
                   {1, 3, 10, 30, 4, 6, 40, 60}));
static_assert(same(reference(picture(rgb, 2_c, 2_c, 3_c) | pool<sluice::max>(2_c, 2_c)),
                   {40, 50, 60}));

} // namespace

TEST_CASE("reference: a picture itself is its values, without the gaps") {
    float const gapped[] = {1, 2, -1, 3, 4, -1};
    CHECK(same(reference(view(gapped, extents(2, 2), {3, 6})), {1, 2, 3, 4}));
}
TEST_CASE("reference: every image of a batch by itself") {
    CHECK(same(reference(view(ramp, 4, 2, 2) | pool<sluice::max>(2, 2)), {3, 7, 11, 15}));
    CHECK(same(reference(view(ramp, 2, 2, 4) | pad(0, 0, 1, 0) |
                         conv(kernel(&box[0][0], 2, 3), stride(1, 2))),
               {10, 24, 42, 72}));
}
TEST_CASE("reference: the same in a constant expression and at run time") {
    CHECK(dynamic_shapes_agree());
}
