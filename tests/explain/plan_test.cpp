// What nodes say of themselves, held against the run.

#include <algorithm>

#include "../support/explained.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const k = ones(3_c, 3_c);
auto const k9 = ones(9_c, 9_c);
auto const k6 = ones(6, 6);

/// The pieces make up the workspace, each ring's rows are its piece, and the stages of the page are
/// those of the expression with rings and borders between them.
template <class Choices = blocking, class E>
explanation checked(E const& e, std::size_t more_lines) {
    auto const page = explain<Choices>(e);
    CAPTURE(page.text());
    CHECK_EQ(page.workspace_bytes, workspace_bytes<Choices>(e));
    CHECK_EQ(sum_of(page), page.workspace_bytes);
    for (auto const& piece : page.pieces) {
        CHECK_GT(piece.bytes, 0);
        CHECK_LT(piece.stage, page.stages.size());
    }
    for (std::size_t i = 0; i < page.stages.size(); ++i)
        if (page.stages[i].lives == home::ring) {
            index_t rows = 0;
            for (auto const& piece : page.pieces)
                if (piece.stage == i && piece.what == "rows") rows = piece.bytes;
            CHECK_EQ(rows, page.stages[i].rows * page.stages[i].row_bytes);
        }
    auto const stages = detail::described(e).stages;
    std::size_t next = 0;
    for (auto const& s : page.stages)
        if (!s.shape.empty()) CHECK_EQ(s.name, stages[next++].name);
    CHECK_EQ(next, stages.size());
    CHECK_EQ(page.stages.size(), stages.size() + more_lines);
    return page;
}

int packs_made = 0;
/// Counts the packs that it is given.
template <class L>
constexpr L counting(L x) {
    if (!std::is_constant_evaluated()) ++packs_made;
    return x;
}

} // namespace

TEST_CASE("explain: a border on the pictures is addressed, all else is made in registers") {
    auto const page = checked(unread<float>(9, 28_c, 28_c) | pad(1, 1) | conv(k, stride<2, 2>) |
                                  pool<sluice::max>(2_c, 2_c),
                              0);
    CHECK(page.stages[0].lives == home::memory);
    CHECK(page.stages[1].lives == home::addressed);
    CHECK(page.stages[2].lives == home::registers);
    CHECK(page.stages[2].windows == window_loop::unrolled);
    CHECK_EQ(page.stages[2].rows, 4);
    CHECK_EQ(page.stages[3].rows, 2);
    CHECK_EQ(page.stages[3].pixels, page.pixels);
}
TEST_CASE("explain: a ring stands behind the stage whose rows it holds") {
    auto const page = checked(unread<float>(9, 400, 300) | conv(k) | relu() | conv(k6), 1);
    CHECK_EQ(page.stages[3].name, "ring");
    CHECK_EQ(page.stages[3].rows, 16); // 6 under a window, 5 for 6 rows, 3 of a step: up to 16
    CHECK_FALSE(page.stages[3].whole_height);
    CHECK(page.stages[4].windows == window_loop::looped);
}
TEST_CASE("explain: a border in the middle is the margin of a ring") {
    auto const page = checked(unread<float>(9, 400, 300) | conv(k) | pad(1, 1) | conv(k), 0);
    CHECK(page.stages[2].lives == home::ring);
    CHECK_EQ(page.stages[2].rows, 16);
}
TEST_CASE("explain: wrap, and mirrors as high as the picture, hold the whole height") {
    auto const rings = [](index_t h, auto border, index_t rows) {
        return checked(unread<float>(1, h, 100) | conv(k) | pad(rows, 1, border) | conv(k), 0)
            .stages[2];
    };
    CHECK(rings(100, wrap, 1).whole_height);
    CHECK_GE(rings(4000, wrap, 1).rows, 3998);
    CHECK_FALSE(rings(100, reflect, 1).whole_height);
    CHECK(rings(100, reflect, 97).whole_height);
    CHECK_FALSE(rings(100, edge, 97).whole_height);
    CHECK_FALSE(rings(100, zero, 97).whole_height);
}
TEST_CASE("explain: pools with padding bring a border of their own") {
    auto const pool3 = pool<sluice::max>(3_c, 3_c, stride<2, 2>, padding(1, 1));
    auto const on_pictures = checked(unread<float>(9, 40, 30) | pool3, 1);
    CHECK_EQ(on_pictures.stages[1].name, "border");
    CHECK(on_pictures.stages[1].lives == home::addressed);
    auto const in_the_middle = checked(unread<float>(9, 40, 30) | relu() | pool3, 1);
    CHECK_EQ(in_the_middle.stages[2].name, "ring");
}
TEST_CASE("explain: an adaptive pool has a ring of its own, before a border and at the end") {
    auto const page =
        checked(unread<float>(9, 40, 30) | adaptive_pool<avg>(7, 5) | pad(1, 1) | conv(k), 1);
    CHECK(page.stages[1].lives == home::lines);
    CHECK_EQ(page.stages[2].name, "ring");
    CHECK_EQ(page.stages[3].name, "pad 1, 1, zero");
    CHECK(page.stages[3].lives == home::ring);
    checked(unread<float>(9, 40, 30) | global_pool<avg>(), 1);
}
TEST_CASE("explain: pads of nothing") {
    checked(unread<float>(9, 40, 30) | conv(k) | pad(0_c, 0_c) | conv(k), 0);
    checked(unread<float>(9, 40, 30) | pad(0_c, 0_c) | pad(0_c, 0_c) | conv(k), 0);
    checked(unread<float>(9, 40, 30) | pad(0_c, 0_c) | pool<sluice::min>(2_c, 2_c), 0);
}
TEST_CASE("explain: a crop of the pictures is a view, a later one is not") {
    auto const page = checked(unread<float>(9, 40, 30) | crop(1, 1, 20, 20) | crop(2, 2, 10, 11) |
                                  conv(k) | crop(0, 1, 3, 4),
                              0);
    CHECK(page.stages[1].lives == home::memory);
    CHECK(page.stages[2].lives == home::memory);
    CHECK(page.stages[4].lives == home::registers);
    CHECK_EQ(page.bytes_read, 10. * 11 * sizeof(float) / (3 * 4));
}
TEST_CASE("explain: channels, planes of them, mixtures and zeros between pixels") {
    auto const colour = unread<std::uint8_t>(9, 40, 30, 3_c);
    auto const page = checked(colour | conv(ones(3_c, 3_c, 3_c, 2_c)), 1);
    CHECK_EQ(page.stages[1].name, "ring");
    CHECK_EQ(page.stages[2].channels, 2);
    CHECK_EQ(page.stages[2].rows, (blocking::window_rows<2, 27>));
    checked(colour | rgb_to_gray() | pad(1, 1, edge) | conv(k) | saturate_cast<std::uint8_t>(), 0);
    checked(colour | conv(ones(3_c, 3_c, 3_c, 8_c)) | relu() | pool<avg>(2_c, 2_c), 1);
    checked(unread<float>(9, 20, 30) | conv_transpose(k, stride<2, 2>), 0);
    checked(unread<float>(9, 20, 30) | separable(ones(5_c, 1_c), ones(1_c, 5_c)), 1);
    checked(unread<float>(9, 20, 30) | pool<avg>(5, 5, stride(7, 2), ceil_mode, padding(2, 2)), 1);
}
TEST_CASE("explain: usual windows that only the run knows are shown as they run") {
    auto const usual = checked(unread<float>(9, 40, 30) | conv(ones(3, 3)), 0);
    CHECK(usual.windows_as_typed);
    CHECK(usual.stages[1].windows == window_loop::unrolled);
    auto const other = checked(unread<float>(9, 40, 30) | conv(ones(3, 4)), 0);
    CHECK_FALSE(other.windows_as_typed);
    CHECK(other.stages[1].windows == window_loop::looped);
    CHECK_FALSE(checked(unread<float>(9, 40, 30) | conv(k), 0).windows_as_typed);
}

namespace {

struct two_rows : blocking {
    template <int, index_t>
    static constexpr int window_rows = 2;
    static constexpr index_t most_unrolled_taps = 8;
    static constexpr index_t near_bytes = 1000;
    static constexpr index_t read_ahead = 512;
};

} // namespace

TEST_CASE("explain: other choices, other plans") {
    auto const e = unread<float>(9, 40, 30) | conv(k) | conv(k);
    auto const page = checked<two_rows>(e, 1);
    CHECK_EQ(page.stages[1].rows, 2);
    CHECK_EQ(page.stages[2].rows, 8); // 3 under a window, 1 for 2 rows, 1 of a step: up to 8
    CHECK(page.stages[1].windows == window_loop::looped);
    CHECK_EQ(page.stages[0].bytes_ahead, 512);
    CHECK_EQ(checked(e, 1).stages[0].bytes_ahead, 0);
    CHECK_EQ(explain(unread<float>(300, 40, 30) | conv(k)).stages[0].bytes_ahead,
             blocking::read_ahead);
    CHECK_EQ(explain(unread<float>(300, 40, 2000) | conv(k)).stages[0].bytes_ahead, 0);
    CHECK_EQ(explain<narrow>(e).pixels, 4);
    CHECK_EQ(explain<narrow>(e | cast<double>()).pixels, 2);
}
TEST_CASE("explain: lines of a large result, on their way past the caches") {
    auto const told = [](index_t m, auto h, auto w, auto kernel) {
        bool found = false;
        for (auto const& piece : checked(unread<float>(m, h, w) | conv(kernel), 0).pieces)
            if (piece.what == "lines of the result, on their way past the caches") found = true;
        return found;
    };
    CHECK_EQ(told(10000, 64_c, 64_c, k), detail::can_write_past_caches);
    CHECK_FALSE(told(500, 64_c, 64_c, k));
    CHECK_FALSE(told(10000, 64_c, 64_c, k9)); // made more slowly than they are written
    bool const is_small = blocking::least_far_block > 4 * 12 * index_t{sizeof(float)};
    CHECK_EQ(told(99999, 14_c, 14_c, k), detail::can_write_past_caches && !is_small);
    CHECK_EQ(told(99999, 14_c, 14_c, ones(2_c, 2_c)), detail::can_write_past_caches);
}
TEST_CASE("explain: room for rows that may not be made where they are stored") {
    auto const bytes = [](auto h, auto w) {
        index_t found = 0;
        for (auto const& piece : checked(unread<float>(2, h, w) | conv(k), 0).pieces)
            if (piece.what == "rows that are not made whole") found = piece.bytes;
        return found;
    };
    index_t const pack = explain(unread<float>(2, 9, 99) | conv(k)).pixels;
    CHECK_EQ(bytes(9, 99), 0);
    CHECK_EQ(bytes(9_c, 99_c), 0);
    CHECK(bytes(3, 99) >= 97 * index_t{sizeof(float)});  // one row, where four are made together
    CHECK(bytes(9, 3) >= pack * index_t{sizeof(float)}); // one column
    CHECK_EQ(bytes(9, pack + 2), 0);
}
TEST_CASE("explain: pointwise chains run through runs of values, or pixels where channels differ") {
    auto const plain = checked(unread<float>(9, 40, 30) | relu() | scale(2, 1), 0);
    CHECK_EQ(plain.stages[1].rows, 0);
    CHECK_EQ(plain.stages[2].channels, 1);
    CHECK_EQ(plain.workspace_bytes, 0);
    auto const three = normalize({1, 2, 3}, {1, 2, 3});
    CHECK_EQ(checked(unread<float>(9, 40, 30, 3_c) | three, 0).stages[1].channels, 3);
    CHECK_EQ(checked(unread<float>(9, 40, 30, 3) | three, 0).stages[1].channels, 1);
}
TEST_CASE("explain: a run makes as many packs as the page says") {
    for (index_t h : {3, 8, 10, 23})
        for (index_t w : {5, 40, 67}) {
            pixels<float> const in(2 * h * w, flush::back);
            auto const e = view(in.data(), 2, h, w) | pad(1, 1) | conv(k) |
                           transform([](auto x) { return counting(x); }) |
                           pool<sluice::max>(2_c, 2_c);
            if (e.extent(1) < 1 || e.extent(2) < 1) continue;
            auto const page = explain(e);
            auto const& made = stage_of(page, "transform");
            auto const& last = stage_of(page, "max pool");
            packs_made = 0;
            eval(e);
            index_t const blocks = (e.extent(1) + last.rows - 1) / last.rows;
            index_t const packs = (e.extent(2) + last.pixels - 1) / last.pixels;
            CAPTURE(h);
            CAPTURE(w);
            int const of_each = w > last.pixels ? 2 : 1; // the second may lie behind the row's end
            CHECK_EQ(packs_made, 2 * blocks * made.rows * packs * of_each);
        }
}
TEST_CASE("explain: packs of channels, with their weights in the workspace") {
    auto const page =
        checked(unread<float>(9, 56_c, 56_c, 16_c) | pad(1, 1) | conv(ones(3_c, 3_c, 16_c, 32_c)) |
                    relu() | pool<sluice::max>(2_c, 2_c) | pool<avg>(3_c, 3_c, stride<1, 1>),
                1);
    CHECK(page.stages[1].lives == home::ring);
    CHECK_EQ(page.stages[2].rows, 1);
    CHECK_EQ(page.stages[2].channels % page.pixels, 0);
    CHECK(page.stages[2].windows == window_loop::looped);
    CHECK_EQ(page.stages[4].pixels, page.stages[2].pixels / 2);
    CHECK_EQ(page.stages[5].name, "ring");
    auto const weights = std::find_if(page.pieces.begin(), page.pieces.end(),
                                      [](auto const& p) { return p.what == "weights, in order"; });
    REQUIRE(weights != page.pieces.end());
    CHECK_EQ(weights->bytes, 3 * 3 * 16 * 32 * 4);
}
TEST_CASE("explain: few results of many channels are looped over, one row at a time") {
    auto const page =
        checked(unread<float>(9, 56_c, 56_c, 64_c) | pad(1, 1) | conv(ones(3_c, 3_c, 64_c)), 0);
    CHECK(page.stages[1].lives == home::ring);
    CHECK(page.stages[2].lives == home::registers);
    CHECK(page.stages[2].windows == window_loop::looped);
    CHECK_EQ(page.stages[2].rows, 1);
    CHECK_EQ(page.stages[2].pixels, page.pixels);
    REQUIRE_EQ(page.pieces.size(), 3);
    CHECK_EQ(page.pieces[2].what, "weights, in order");
    CHECK_EQ(page.pieces[2].bytes, 3 * 3 * 64 * 4);
}
TEST_CASE("explain: a factor and the grey that takes it in are one") {
    auto const page =
        checked(unread<std::uint8_t>(9, 56_c, 56_c, 3_c) | scale(1 / 255.0) | rgb_to_gray(), 0);
    CHECK(page.stages[1].lives == home::merged);
    CHECK_EQ(page.stages[1].work.steps, 0);
    CHECK(page.stages[2].lives == home::registers);
    CHECK_EQ(page.work.steps, 1);
}
TEST_CASE("explain: a convolution and the mean of its results are one, with fewer operations") {
    auto const page =
        checked(unread<float>(9, 56_c, 56_c) | conv(ones(5_c, 5_c)) | pool<avg>(2_c, 2_c), 0);
    CHECK(page.stages[1].lives == home::merged);
    CHECK_EQ(page.stages[1].work.multiply_adds, 0);
    CHECK_EQ(page.stages[2].work.multiply_adds, 36);
    CHECK_EQ(page.stages[2].work.combines, 0);
    CHECK_EQ(page.work.multiply_adds, 36);
}
