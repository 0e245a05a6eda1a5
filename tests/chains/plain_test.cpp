// The plain loops give what was worked out by hand, and a result that differs from theirs is told.

#include "../support/text.hpp"
#include "run.hpp"

using namespace test;

namespace {

expected picture(shape4 shape, std::vector<long double> values) {
    std::vector<long double> const none(values.size());
    return {shape, std::move(values), none};
}

expected const nine = picture({1, 3, 3, 1}, {1, 2, 3, 4, 5, 6, 7, 8, 9});
expected const two_channels = picture({1, 1, 2, 2}, {1, 10, 2, 20});

std::vector<long double> values_after(stage_numbers const& s, expected const& in) {
    return after(s, in).value;
}

using list = std::vector<long double>;

} // namespace

TEST_CASE("plain: windows, steps, borders and maps as worked out by hand") {
    expected const two = picture({1, 1, 2, 1}, {-5, 6});
    CHECK_EQ(values_after({{verb::conv}, {2, 2, 1, 1, 1, 1, 1}, {1, 0, 0, -1}, {0}}, nine),
             list{-4, -4, -4, -4});
    CHECK_EQ(values_after({{verb::conv}, {2, 1, 1, 2, 1, 2, 1}, {1, 1}, {1}}, nine), list{9, 13});
    CHECK_EQ(values_after({{verb::convolve}, {1, 2, 2, 1, 1, 1, 1}, {0, 1}, {0}}, nine),
             list{1, 2, 7, 8});
    CHECK_EQ(values_after({{verb::max}, {2, 1, 1, 2}, {}, {}}, nine), list{4, 6, 7, 9});
    CHECK_EQ(values_after({{verb::min}, {2, 1, 1, 2}, {}, {}}, nine), list{1, 3, 4, 6});
    CHECK_EQ(values_after({{verb::avg}, {1, 2, 2, 1}, {}, {}}, nine), list{1.5, 2.5, 7.5, 8.5});
    CHECK_EQ(values_after({{verb::sum}, {1, 2, 2, 1}, {}, {}}, nine), list{3, 5, 15, 17});
    CHECK_EQ(values_after({{verb::padded_max}, {3, 3, 2, 2}, {}, {}}, nine), list{5, 6, 8, 9});
    CHECK_EQ(values_after({{verb::padded_max}, {3, 2, 2, 3}, {}, {}}, nine), list{4, 6, 7, 9});
    CHECK_EQ(values_after({{verb::padded_avg}, {2, 2, 2, 2}, {}, {}}, nine),
             list{0.25, 1.25, 2.75, 7});
    CHECK_EQ(values_after({{verb::crop}, {1, 0, 2, 1}, {}, {}}, nine), list{4, 7});
    CHECK_EQ(values_after({{verb::spread}, {1, 3}, {}, {}}, two), list{-5, 0, 0, 6});
    CHECK_EQ(values_after({{verb::clamp}, {}, {}, {}}, picture({1, 1, 3, 1}, {-51, 7, 61})),
             list{-50, 7, 60});
    CHECK_EQ(values_after({{verb::narrow}, {}, {}, {}}, picture({1, 1, 4, 1}, {-1, 2.5, 3.5, 256})),
             list{0, 2, 4, 255});
    CHECK_EQ(values_after({{verb::zero}, {0, 1, 1, 0}, {}, {}}, two), list{0, -5, 6, 0, 0, 0});
    CHECK_EQ(values_after({{verb::constant}, {0, 0, 1, 0}, {}, {}}, two), list{1, -5, 6});
    CHECK_EQ(values_after({{verb::edge}, {0, 0, 2, 1}, {}, {}}, two), list{-5, -5, -5, 6, 6});
    CHECK_EQ(values_after({{verb::reflect}, {0, 0, 2, 1}, {}, {}}, two), list{-5, 6, -5, 6, -5});
    CHECK_EQ(values_after({{verb::symmetric}, {0, 0, 2, 1}, {}, {}}, two), list{6, -5, -5, 6, 6});
    CHECK_EQ(values_after({{verb::wrap}, {0, 0, 2, 1}, {}, {}}, two), list{-5, 6, -5, 6, -5});
    CHECK_EQ(values_after({{verb::relu}, {}, {}, {}}, two), list{0, 6});
    CHECK_EQ(values_after({{verb::negate}, {}, {}, {}}, two), list{5, -6});
    CHECK_EQ(values_after({{verb::half}, {}, {}, {}}, two), list{-2.5, 3});
}
TEST_CASE("plain: kernels sum channels, depthwise ones and pools keep them") {
    CHECK_EQ(
        values_after({{verb::conv}, {1, 1, 1, 1, 2, 1, 1}, {1, 0, 1, 1}, {0, 1}}, two_channels),
        list{11, 11, 22, 21});
    CHECK_EQ(values_after({{verb::gather}, {1, 2, 1, 1, 1, 1, 1}, {1, 0, 0, 1}, {0}}, two_channels),
             list{21});
    CHECK_EQ(values_after({{verb::depthwise}, {1, 1, 1, 1, 2, 1, 1}, {1, -1, 0, 1}, {0, 0}},
                          two_channels),
             list{1, -1, 0, 10, 2, -2, 0, 20});
    CHECK_EQ(values_after({{verb::max}, {1, 2, 1, 1}, {}, {}}, two_channels), list{2, 20});
}
TEST_CASE("plain: a run fits, and its results are small but not always one pixel") {
    bool larger = false, empty = false;
    for (std::uint64_t number = 0; number < chains; ++number)
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            run_numbers const run = drawn_for(chain_of(number), seed);
            REQUIRE_EQ(run.stages.size(), chain::length);
            shape4 s = run.pictures;
            for (auto const& stage : run.stages) {
                REQUIRE(stage.fits(s.h, s.w));
                s = shape_after(stage, s);
            }
            REQUIRE_GE(s.h, 1);
            REQUIRE_GE(s.w, 1);
            larger = larger || (s.h > 3 && s.w > 32);
            empty = empty || s.m == 0;
        }
    CHECK(larger);
    CHECK(empty);
}
TEST_CASE("plain: a value or a shape that differs is told, with the run that it is in") {
    float const pixels[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    auto const e = sluice::view(pixels, 1, 3, 3) | sluice::relu();
    CHECK_EQ(wrong_in_structure(e, nine, 1), "");
    expected other = nine;
    other.value[4] = 5.5;
    CHECK(says(wrong_in_structure(e, other, 1), {"reference", "y 1 x 1", "instead of 5.5"}));
    CHECK(says(wrong_in_structure(e, two_channels, 1), {"shape"}));
    run_numbers const run{nine.shape, {{{verb::max, {2, 2, 2, 2}}, {2, 2, 2, 2}, {}, {}}}};
    CHECK_EQ(text_of(run, 1), "(1,3,3,1) | max 2 2 2 2");
}
