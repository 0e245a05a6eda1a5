// Names, shapes, types and operations of stages.

#include "../support/explained.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const grey = unread<float>(7, 40, 50_c);
auto const colour = unread<std::uint8_t>(7, 40_c, 50, 4_c);

/// The last stage of an expression.
template <class E>
explained_stage last(E const& e) {
    return detail::described(e).stages.back();
}

template <index_t P>
struct nameless_border {
    static constexpr index_t index(index_t i, index_t) { return i < 0 ? 0 : P; }
};
struct nameless_max : max_reduce {
    static constexpr char const* name = "own";
};

} // namespace

TEST_CASE("explain: convolutions are named with what is not usual about them") {
    CHECK_EQ(last(grey | conv(ones(3_c, 5_c))).name, "conv 3×5");
    CHECK_EQ(last(grey | conv(ones(3, 5))).name, "conv 3×5");
    CHECK_EQ(last(grey | conv(ones(3_c, 3_c), stride<2, 1>)).name, "conv 3×3, stride 2×1");
    CHECK_EQ(last(grey | conv(ones(3_c, 3_c), dilation(1, 2))).name, "conv 3×3, dilation 1×2");
    CHECK_EQ(last(colour | conv(ones(3_c, 3_c, 4_c))).name, "conv 3×3, 4→1");
    CHECK_EQ(last(colour | conv(ones(3_c, 3_c, 4_c, 8_c))).name, "conv 3×3, 4→8");
    CHECK_EQ(last(colour | conv(ones(3_c, 3_c, 2_c, 8_c), groups<2>)).name,
             "conv 3×3, 4→8, 2 groups");
}
TEST_CASE("explain: pools are named with their kind; their stride where it is not the window") {
    CHECK_EQ(last(grey | pool<sluice::max>(2, 3)).name, "max pool 2×3");
    CHECK_EQ(last(grey | pool<avg>(3_c, 3_c, stride<2, 2>)).name, "avg pool 3×3, stride 2×2");
    CHECK_EQ(last(grey | pool<avg>(3_c, 3_c, padding(1, 1))).name, "avg pool 3×3, padding 1, 1");
    CHECK_EQ(last(grey | pool<nameless_max{}>(2, 2)).name, "own pool 2×2");
    CHECK_EQ(last(grey | adaptive_pool<l2>(4, 5_c)).name, "adaptive l2 pool 4×5");
}
TEST_CASE("explain: pads are named as they are written") {
    CHECK_EQ(last(grey | pad(1, 2)).name, "pad 1, 2, zero");
    CHECK_EQ(last(grey | pad(1, 2, 3, 4, edge)).name, "pad 1, 2, 3, 4, edge");
    CHECK_EQ(last(grey | pad(1, 1, 2, 2, reflect)).name, "pad 1, 2, reflect");
    CHECK_EQ(last(grey | pad(1, 1, symmetric)).name, "pad 1, 1, symmetric");
    CHECK_EQ(last(grey | pad(1, 1, wrap)).name, "pad 1, 1, wrap");
    CHECK_EQ(last(grey | pad(1, 1, constant(2))).name, "pad 1, 1, constant");
    CHECK_EQ(last(grey | pad(1, 1, nameless_border<3>{})).name, "pad 1, 1, a border of your own");
}
TEST_CASE("explain: the others") {
    CHECK_EQ(last(grey | crop(1, 2, 3_c, 4)).name, "crop 3×4 at 1, 2");
    CHECK_EQ(last(grey | relu()).name, "relu");
    CHECK_EQ(last(unread<float>(7, 4, 5, 3_c) | rgb_to_gray()).name, "rgb_to_gray");
    auto const page = detail::described(grey | conv_transpose(ones(3_c, 3_c), stride<2, 3>));
    REQUIRE_EQ(page.stages.size(), 4);
    CHECK_EQ(page.stages[1].name, "insert_zeros 2×3");
}
TEST_CASE("explain: shapes as the expression has them, and types by letter and bits") {
    auto const page = detail::described(colour | conv(ones(3_c, 3_c, 4_c)) | cast<std::int64_t>());
    CHECK_EQ(page.stages[0].shape, "7×40×50×4");
    CHECK_EQ(page.stages[0].type, "u8");
    CHECK_EQ(page.stages[1].shape, "7×38×48");
    CHECK_EQ(page.stages[1].type, "f32");
    CHECK_EQ(page.stages[2].type, "i64");
    CHECK_EQ(page.result, "7×38×48 i64");
    CHECK_EQ(page.bytes_written, 8);
}
TEST_CASE("explain: operations of one value of each stage") {
    CHECK_EQ(last(grey | conv(ones(3_c, 5_c))).work.multiply_adds, 15);
    CHECK_EQ(last(colour | conv(ones(3_c, 3_c, 4_c, 8_c))).work.multiply_adds, 36);
    CHECK_EQ(last(colour | conv(ones(3_c, 3_c, 2_c, 8_c), groups<2>)).work.multiply_adds, 18);
    CHECK_EQ(last(grey | pool<sluice::max>(2, 3)).work.combines, 5);
    CHECK_EQ(last(grey | global_pool<avg>()).work.combines, 40 * 50 - 1);
    CHECK_EQ(last(grey | adaptive_pool<avg>(3, 5)).work.combines, doctest::Approx(14 * 10 - 1));
    CHECK_EQ(last(grey | relu()).work.steps, 1);
    CHECK_EQ(last(grey | pad(1, 1)).work.steps, 0);
}
TEST_CASE("explain: operations of one value of the result count what every stage gives for it") {
    auto const page = detail::described(unread<float>(7, 28_c, 28_c) | pad(1, 1) |
                                        conv(ones(3_c, 3_c), stride<2, 2>) | relu() |
                                        pool<sluice::max>(2_c, 2_c));
    CHECK_EQ(page.work.multiply_adds, 4 * 9);
    CHECK_EQ(page.work.steps, 4);
    CHECK_EQ(page.work.combines, 3);
    CHECK_EQ(page.sees[0], 5);
    CHECK_EQ(page.apart[1], 4);
    CHECK_EQ(page.halo[0], 1);
    CHECK_EQ(page.halo[3], 3);
}
TEST_CASE("explain: what one value sees grows from stage to stage") {
    auto const page = detail::described(grey | conv(ones(3_c, 5_c)) | pool<avg>(2, 2) |
                                        conv(ones(3, 3)) | adaptive_pool<sluice::max>(1, 1));
    CHECK_EQ(page.stages[0].sees[0], 1);
    CHECK_EQ(page.stages[1].sees[0], 3);
    CHECK_EQ(page.stages[1].sees[1], 5);
    CHECK_EQ(page.stages[2].sees[0], 4);
    CHECK_EQ(page.stages[2].sees[1], 6);
    CHECK_EQ(page.stages[3].sees[0], 8);
    CHECK_EQ(page.stages[4].sees[0], 40);
}
