// The workspace that a chain of nodes asks for: known beforehand, exact, and none too much.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("node: the bytes depend on the shapes only, and are a multiple of 64") {
    pixels<float> const in(6 * 9 * 40, flush::back);
    auto const p = conv(some_kernel<float>(3, 3)) | conv(some_kernel<float>(3, 3));
    for (index_t w = 5; w <= 40; ++w) {
        auto const dense = workspace_bytes(view(in.data(), 6, 9, w) | p);
        CHECK_EQ(dense % 64, 0);
        CHECK_EQ(dense, workspace_bytes(view(in.data() + 1, 5, 9, w) | p));
    }
}
TEST_CASE("node: a wider picture, a higher window and a wider pad need more, in proportion") {
    float const one[1] = {};
    auto const needs = [&](index_t w, index_t kh, index_t side) {
        std::vector<float> const ones(at(kh * 3), 1.0f);
        return workspace_bytes(view(one, 1, 1000, w) | conv(kernel(ones.data(), 1, 3)) |
                               pad(index_t{0}, side) | conv(kernel(ones.data(), kh, 3)));
    };
    CHECK_LE(needs(100, 3, 1), needs(200, 3, 1));
    CHECK_LE(needs(4000, 3, 1), 45 * needs(100, 3, 1));
    CHECK_LE(needs(100, 3, 1), needs(100, 30, 1));
    CHECK_LE(needs(100, 30, 1), 24 * needs(100, 3, 1));
    CHECK_LE(needs(100, 3, 1), needs(100, 3, 1000));
    CHECK_LE(needs(100, 3, 1000), 30 * needs(100, 3, 1));
}
TEST_CASE("node: a block is inside exactly where all that it reads is") {
    for (index_t k : {1, 2, 5})
        for (index_t s : {1, 2, 3, 4})
            for (index_t lo = -9; lo <= 9; ++lo)
                for (index_t hi = lo - 20; hi <= lo + 20; ++hi) {
                    index_t const lanes = 4;
                    auto const inside = detail::reach{k, s, lanes}.interior({lo, hi});
                    index_t wrong = 0;
                    for (index_t x = -40; x <= 40; ++x) {
                        index_t const first = x * s, last = (x + lanes - 1) * s + s - 1 + k - 1;
                        bool const reads_inside = first >= lo && last <= hi + lanes - 1;
                        wrong += (x >= inside.lo && x <= inside.hi) != reads_inside;
                    }
                    REQUIRE_EQ(wrong, 0);
                }
}
TEST_CASE("node: sizes whose workspace cannot be counted are refused, not wrapped") {
    float const one[1] = {};
    index_t const wide = index_t{1} << 60;
    auto const k = some_kernel<float>(3, 3);
    CHECK_THROWS_AS(workspace_bytes(view(one, 1, 1, 1) | conv(some_kernel<float>(1, 1)) |
                                    pad(index_t{1}, wide) | conv(k)),
                    shape_error);
}
TEST_CASE("node: a loop over what the types know, and over what the run knows") {
    auto const visited = [](auto end, index_t first, index_t step) {
        std::vector<index_t> all;
        detail::in_a_loop(first, end, step, [&](index_t i) { all.push_back(i); });
        return all;
    };
    CHECK_EQ(visited(dim<7>{}, 1, 3), std::vector<index_t>{1, 4});
    CHECK_EQ(visited(dim<dynamic_extent>{8}, 1, 3), std::vector<index_t>{1, 4, 7});
    CHECK(visited(dim<2>{}, 2, 1).empty());
    CHECK(visited(dim<dynamic_extent>{2}, 3, 1).empty());
}
