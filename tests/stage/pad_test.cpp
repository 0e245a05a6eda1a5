// pad: shape, the 'same' conventions by known numbers, rules, laws, and the engine.

#include "../support/same.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr float ramp[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
constexpr float ones[49] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

// shape: (ph, pw) on both sides, or top, bottom, left, right
using both = decltype(view(ramp, 5, 28_c, 28_c) | pad(2_c, 4_c));
static_assert(std::is_same_v<both::extents_type, extents<dynamic_extent, 32, 36>>);
using four = decltype(view(ramp, 1_c, 28_c, 28_c, 3_c) | pad(1_c, 2_c, 3_c, 4_c));
static_assert(std::is_same_v<four::extents_type, extents<1, 31, 35, 3>>);
using counted = decltype(view(ramp, 3_c, 4_c) | pad(1, 2_c));
static_assert(std::is_same_v<counted::extents_type, extents<dynamic_extent, 8>>);

// a value worked by hand
static_assert(same(reference(view(ramp, 1_c, 2_c) | pad(1_c, 0_c, 2_c, 1_c)),
                   {0, 0, 0, 0, 0, 0, 0, 1, 2, 0}));
static_assert(same(reference(view(ramp, 1_c, 1_c, 2_c, 2_c) | pad(0_c, 1_c)),
                   {0, 0, 1, 2, 3, 4, 0, 0}));

/// Top, bottom, left and right of a convention on an image of h by w.
template <class Convention>
constexpr auto padding_for(Convention c, index_t h, index_t w) {
    if constexpr (requires { c.settle(extents(h, w)); }) return c.settle(extents(h, w));
    else return c;
}
template <class Padding>
constexpr bool is(Padding const& p, index_t t, index_t b, index_t l, index_t r) {
    return p[0] == t && p[1] == b && p[2] == l && p[3] == r;
}

// same_for: k − 1 in all, the odd one at the end, whatever the stride
static_assert(is(padding_for(same_for(window<3, 3>), 28, 28), 1, 1, 1, 1));
static_assert(is(padding_for(same_for(window<2, 4>), 28, 28), 0, 1, 1, 2));
static_assert(is(padding_for(same_for(kernel(ones, 1_c, 5_c)), 28, 28), 0, 0, 2, 2));
// same_upper: TensorFlow's numbers; at n = 28, k = 3, s = 2 windows start at 0, 2, 4 …
static_assert(is(padding_for(same_upper(window<3, 3>, stride<2, 2>), 28, 27), 0, 1, 1, 1));
static_assert(is(padding_for(same_upper(window<2, 2>), 5, 6), 0, 1, 0, 1));
static_assert(is(padding_for(same_upper(window<1, 2>, stride<3, 3>), 9, 10), 0, 0, 0, 1));
static_assert(is(padding_for(same_upper(window<5, 5>, stride<2, 3>), 8, 7), 1, 2, 2, 2));
// same_lower: the same total, the odd one at the beginning
static_assert(is(padding_for(same_lower(window<3, 3>, stride<2, 2>), 28, 27), 1, 0, 1, 1));
static_assert(is(padding_for(same_lower(window<2, 4>), 5, 6), 1, 0, 2, 1));
// keep_size: (n − 1)s + k − n, the odd one at the beginning: as large as before at any stride
static_assert(is(padding_for(keep_size(window<3, 3>, stride<2, 2>), 28, 27), 15, 14, 14, 14));
static_assert(is(padding_for(keep_size(window<3, 2>), 28, 28), 1, 1, 1, 0));
static_assert(is(padding_for(keep_size(window<3, 3>, stride<1, 3>), 4, 4), 1, 1, 4, 4));

// a dilated window is as wide as its reach
static_assert(is(padding_for(same_for(window<3, 3>, dilation<2, 3>), 28, 28), 2, 2, 3, 3));
static_assert(is(padding_for(same_upper(window<3, 2>, dilation<2, 2>, stride<2, 2>), 28, 27), 1, 2,
                 1, 1));
static_assert(is(padding_for(same_lower(window<3, 3>, stride<1, 1>, dilation<1, 2>), 9, 9), 1, 1, 2,
                 2));
static_assert(is(padding_for(keep_size(window<3, 3>, dilation<2, 2>), 28, 28), 2, 2, 2, 2));

// in the types, where they know the picture
using upper = decltype(view(ramp, 1_c, 28_c, 28_c) | pad(same_upper(window<3, 3>, stride<2, 2>)) |
                       conv(kernel(ones, 3_c, 3_c), stride<2, 2>));
static_assert(std::is_same_v<upper::extents_type, extents<1, 14, 14>>);
using kept = decltype(view(ramp, 1_c, 28_c, 28_c) | pad(keep_size(window<3, 3>, stride<2, 2>)) |
                      conv(kernel(ones, 3_c, 3_c), stride<2, 2>));
static_assert(std::is_same_v<kept::extents_type, extents<1, 28, 28>>);

// rules
template <class Stage, class View>
constexpr bool fits(Stage const&, View const&) {
    return accepts<Stage, View>;
}
static_assert(fits(pad(0_c, 5_c), view(ramp, 3_c, 4_c)));
static_assert(padding_is_not_negative::holds(0, 0) && !padding_is_not_negative::holds(0, -1));
static_assert(fits(pad(-1, 0), view(ramp, 3_c, 4_c)), "known at run time: thrown by the pipe");

// a law: pads add up
static_assert(equal(reference(view(ramp, 3_c, 4_c) | pad(1_c, 0_c, 2_c, 3_c) |
                              pad(2_c, 1_c, 0_c, 1_c)),
                    reference(view(ramp, 3_c, 4_c) | pad(3_c, 1_c, 2_c, 4_c))));

/// Every convention gives the size it promises, for every window, stride and picture.
constexpr bool sizes_are_kept() {
    for (index_t n = 1; n <= 12; ++n)
        for (index_t k = 1; k <= 7; ++k)
            for (index_t s = 1; s <= 5; ++s) {
                auto const out = [&](auto const& p) { return (n + p[0] + p[1] - k) / s + 1; };
                auto const w = window(k, k);
                auto const step = stride(s, s);
                index_t const ceil = (n + s - 1) / s;
                if (out(padding_for(same_for(w), n, n)) != ceil) return false;
                auto const up = padding_for(same_upper(w, step), n, n);
                auto const low = padding_for(same_lower(w, step), n, n);
                if (out(up) != ceil || out(low) != ceil) return false;
                if (up[0] != low[1] || up[1] != low[0] || up[1] - up[0] < 0 || up[1] - up[0] > 1)
                    return false;
                auto const keep = padding_for(keep_size(w, step), n, n);
                if (out(keep) != n || keep[0] - keep[1] < 0 || keep[0] - keep[1] > 1) return false;
            }
    return true;
}
static_assert(sizes_are_kept());

} // namespace

TEST_CASE("pad: every convention gives the size that it promises") { CHECK(sizes_are_kept()); }

TEST_CASE("pad: windows start where each convention says") {
    std::vector<float> in(28);
    for (std::size_t i = 0; i < 28; ++i) in[i] = static_cast<float>(i);
    float const first[3] = {0, 0,
                            1}; // the last pixel of each window, so windows start two before it
    auto const k = kernel(first, 1, 3);
    auto const row = view(in.data(), 1, 28);
    auto const ends = [&](auto convention) {
        return eval(row | pad(convention) | conv(k, stride(1, 2)));
    };
    auto const torch = ends(same_for(k));
    CHECK_EQ(torch.extent(1), 14);
    CHECK_EQ(torch.data()[0], 1); // from −1, 1, 3 …
    CHECK_EQ(torch.data()[13], 27);
    auto const tensorflow = ends(same_upper(k, stride(1, 2)));
    CHECK_EQ(tensorflow.extent(1), 14);
    CHECK_EQ(tensorflow.data()[0], 2); // from 0, 2, 4 …
    CHECK_EQ(tensorflow.data()[12], 26);
    CHECK_EQ(tensorflow.data()[13], 0); // the pad
    auto const lower = ends(same_lower(k, stride<1, 2>));
    CHECK_EQ(lower.extent(1), 14);
    CHECK_EQ(lower.data()[0], 1);
    auto const keep = ends(keep_size(k, stride(1, 2)));
    CHECK_EQ(keep.extent(1), 28);
    CHECK_EQ(keep.data()[6], 0); // from −15, −13 …: the seventh window ends at −1
    CHECK_EQ(keep.data()[7], 1);
}

TEST_CASE("pad: even kernels have the odd one where each convention puts it") {
    float const in[] = {1, 2, 3}, pair[] = {10, 1};
    auto const k = kernel(pair, 1, 2);
    CHECK(same(eval(view(in, 1, 3) | pad(same_for(k)) | conv(k)), {12, 23, 30}));
    CHECK(same(eval(view(in, 1, 3) | pad(same_lower(k)) | conv(k)), {1, 12, 23}));
    CHECK(same(eval(view(in, 1, 3) | pad(keep_size(k)) | conv(k)), {1, 12, 23}));
}

TEST_CASE("pad: then conv keeps the size, for every kernel") {
    for (index_t kh = 1; kh <= 7; ++kh)
        for (index_t kw = 1; kw <= 7; ++kw) {
            auto const k = kernel(ones, kh, kw);
            auto const e = pad(view(ramp, 3, 4), same_for(k)) | conv(k);
            CHECK_EQ(e.extent(0), 3);
            CHECK_EQ(e.extent(1), 4);
            CHECK_EQ(wrong(e), "");
        }
}

TEST_CASE("pad: a pad at the end of a chain, and the largest of all") {
    check_on_widths<float>(relu() | pad(1, 2));
    check_on_widths<float>(pad(3_c, 9_c));
}

TEST_CASE("pad: zeros beside NaN are numbers, and NaN times zero weights is NaN") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    float const in[] = {nan, 1, 1, 1, 1, 1, 1, 1, 1, nan}, zeros[] = {0, 0, 1};
    auto const k = kernel(zeros, 1, 3);
    auto const out = eval(pad(view(in, 1, 10), same_for(k)) | conv(k));
    for (index_t x : {0, 1}) CHECK(std::isnan(out.data()[x])); // windows over the first pixel
    for (index_t x : {8, 9}) CHECK(std::isnan(out.data()[x]));
    for (index_t x = 2; x < 8; ++x) CHECK_EQ(out.data()[x], 1);
    auto const alone = eval(view(in, 1, 10) | pad(1, 3));
    for (index_t x = 0; x < 16; ++x) {
        CHECK_EQ(alone.data()[x], 0);
        CHECK_EQ(alone.data()[32 + x], 0);
        CHECK_EQ(std::isnan(alone.data()[16 + x]), x == 3 || x == 12);
    }
    CHECK_EQ(alone.data()[16], 0);
    CHECK_EQ(alone.data()[31], 0);
}

TEST_CASE("pad: a misfit is thrown by the pipe, with stage, axis and sizes") {
    auto const grey = view(ramp, 3, 4);
    CHECK(says(text_of<shape_error>([&] { (void)(grey | pad(-1, 0)); }),
               {"pad", "axis h", "padding -1"}));
    CHECK(says(text_of<shape_error>([&] { (void)(grey | pad(0, 0, 0, -7)); }),
               {"pad", "axis w", "padding -7"}));
    CHECK(says(
        text_of<shape_error>([&] { (void)(grey | pad(same_upper(window(3, 3), stride(1, 0)))); }),
        {"pad", "axis w", "stride 0"}));
    index_t const most = std::numeric_limits<index_t>::max();
    CHECK(says(text_of<shape_error>([&] { (void)(grey | pad(most, most)); }), {"pad"}));
    CHECK(says(text_of<shape_error>(
                   [&] { (void)(grey | pad(most - 1, index_t{0}, index_t{0}, index_t{0})); }),
               {"pad"}));
}
