// Chains of pointwise stages: any lengths, gaps, and exactly in place.

#include "../support/same.hpp"
#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const brighter = transform([](auto x) { return x * 2.0f - 0.5f; }) | relu();

/// Every result is taken for one that no cache holds.
struct past_caches : blocking {
    static constexpr index_t far_bytes = 0;
    static constexpr index_t collected_bytes = 300;
};

/// The chain on runs of every length, into memory that begins anywhere in a line.
template <class T, class C, class Pipeline>
void check_past_caches(C c, Pipeline const& p) {
    for (index_t w = 1; w < 1200; w += w < 20 ? 1 : w < 200 ? 23 : 151)
        for (index_t before : {0, 1, 3, 15})
            for (flush side : both_ends) {
                index_t const channels = detail::to_dim(c);
                pixels<T> const in(2 * w * channels, side);
                auto const e = view(in.data(), 1, 2, w, c) | p;
                auto const want = eval(e);
                using U = typename decltype(e)::value_type;
                guarded<U> const out(before + want.size(), side);
                CAPTURE(w);
                CAPTURE(before);
                run<past_caches>(e, view(out.data() + before, 1, 2, w, c));
                CHECK(std::equal(want.begin(), want.end(), out.data() + before));
                CHECK(out.rest_is_untouched());
                for (index_t i = 0; i < before; ++i)
                    CHECK(std::memcmp(&out[i], "\xff\xff\xff\xff\xff\xff\xff\xff", sizeof(U)) == 0);
            }
}

} // namespace

TEST_CASE("pointwise: chains of floats on every width") { check_on_widths<float>(brighter); }
TEST_CASE("pointwise: a chain from uint8 to float on channels") {
    check_on_widths_with<std::uint8_t>(5, brighter);
}
TEST_CASE("pointwise: doubles, and integers that are promoted as numbers are") {
    check_on_widths<double>(transform([](auto x) { return 1 - x; }) | relu());
    check_on_widths<std::uint8_t>(transform([](auto x) { return x + 1000; }));
}
TEST_CASE("pointwise: large results are written past the caches") {
    check_past_caches<float>(1_c, brighter);
    check_past_caches<std::uint8_t>(1_c, cast<double>());
    check_past_caches<float>(1_c, saturate_cast<std::uint8_t>());
    check_past_caches<float>(3_c, normalize({1, 2, 3}, {2, 4, 8}));
    check_past_caches<double>(4_c, normalize({1, 2, 3, 4}, {2, 4, 8, 1}));
    check_past_caches<std::uint8_t>(3_c, normalize({1, 2, 3}, {2, 4, 8}));
    check_past_caches<float>(5, scale(2, 1));
}
TEST_CASE("pointwise: large results exactly in place") {
    for (index_t w : {1, 40, 3000}) {
        guarded<float> data(w, flush::back);
        fill(data.data(), w, 5);
        auto const all = view(data.data(), 1, w);
        auto const want = eval(all | brighter);
        run<past_caches>(all | brighter, all);
        CHECK(std::equal(want.begin(), want.end(), data.data()));
    }
}
TEST_CASE("pointwise: a chain needs no workspace") {
    float one[6] = {};
    CHECK_EQ(workspace_bytes(view(one, 2, 3) | brighter), 0);
}
TEST_CASE("pointwise: exactly in place, dense and with gaps") {
    for (index_t w = 1; w <= 70; ++w)
        for (index_t gap : {0, 3}) {
            index_t const m = 2, h = 3, row = w + gap, image = row * h + gap;
            guarded<float> data((m - 1) * image + (h - 1) * row + w, flush::back);
            fill(data.data(), data.count(), 5);
            std::vector<float> const before(data.data(), data.data() + data.count());
            auto const all = view(data.data(), extents(m, h, w), {row, image});
            auto const e = all | brighter;
            auto const want = expect(e);
            CAPTURE(w);
            run(e, all, {});
            CHECK_EQ(
                difference<float>(want, [&](index_t i, index_t y, index_t x,
                                            index_t) { return data[i * image + y * row + x]; }),
                "");
            for (index_t i = 0; i < data.count(); ++i)
                if (i % image >= row * h || i % image % row >= w)
                    REQUIRE_EQ(data[i], before[at(i)]);
        }
}
TEST_CASE("pointwise: gaps between rows and pictures, before and after") {
    index_t const m = 3, h = 2, w = 11;
    auto const gapped = [=](index_t row_gap, index_t image_gap) {
        return pitches{w + row_gap, (w + row_gap) * h + image_gap};
    };
    auto const span = [=](pitches p) { return (m - 1) * p.image + (h - 1) * p.row + w; };
    for (int gaps = 0; gaps < 16; ++gaps) {
        CAPTURE(gaps);
        pitches const from = gapped(gaps & 1 ? 2 : 0, gaps & 2 ? 5 : 0);
        pitches const to = gapped(gaps & 4 ? 3 : 0, gaps & 8 ? 7 : 0);
        pixels<float> const in(span(from), flush::back);
        guarded<float> out(span(to), flush::back);
        fill(out.data(), out.count(), 9);
        std::vector<float> const before(out.data(), out.data() + out.count());
        auto const e = view(in.data(), extents(m, h, w), from) | brighter;
        auto const want = expect(e);
        run(e, view(out.data(), extents(m, h, w), to));
        CHECK_EQ(
            difference<float>(want, [&](index_t i, index_t y, index_t x,
                                        index_t) { return out[i * to.image + y * to.row + x]; }),
            "");
        for (index_t i = 0; i < out.count(); ++i)
            if (i % to.image >= to.row * h || i % to.image % to.row >= w)
                REQUIRE_EQ(out[i], before[at(i)]);
    }
}
TEST_CASE("pointwise: exactly in place where a stage asks for the channel") {
    auto const p = scale(2, 0.5) | normalize({1, 2, 3}, {2, 4, 8}) | relu();
    auto const check = [&](auto c) {
        for (index_t w = 1; w <= 40; ++w)
            for (index_t gap : {0, 3}) {
                index_t const h = 3, row = 3 * w + gap;
                guarded<float> data((h - 1) * row + 3 * w, flush::back);
                fill(data.data(), data.count(), 5);
                auto const all = view(data.data(), extents(1, h, w, c), {row, row * h});
                auto const e = all | p;
                auto const want = expect(e);
                CAPTURE(w);
                run(e, all, {});
                CHECK_EQ(
                    difference<float>(want, [&](index_t, index_t y, index_t x,
                                                index_t o) { return data[y * row + x * 3 + o]; }),
                    "");
                CHECK(data.rest_is_untouched());
            }
    };
    check(3_c);
    check(3);
}
TEST_CASE("pointwise: a function that owns memory is called where it is, and allocates nothing") {
    std::vector<float> const table = {3, 1, 2};
    float const in[] = {0, 1, 2, 0};
    auto const e =
        view(in, 1, 4) | transform([table](float x) { return table[static_cast<std::size_t>(x)]; });
    CHECK(same(eval(e), {3, 1, 2, 3}));
    CHECK(same(eval(e | pad(0, 1)), {0, 3, 1, 2, 3, 0}));
}
TEST_CASE("pointwise: in place is refused where rows lie otherwise, or types have other sizes") {
    float data[64] = {};
    auto const in = view(data, extents(4, 4), {8, 32});
    CHECK_THROWS_AS(run(in | brighter, view(data, 4, 4)), memory_error);
    CHECK_THROWS_AS(run(in | brighter, view(data + 1, extents(4, 4), {8, 32})), memory_error);
    CHECK_THROWS_AS(
        run(view(reinterpret_cast<std::uint8_t*>(data), 4, 4) | brighter, view(data, 4, 4)),
        memory_error);
}
