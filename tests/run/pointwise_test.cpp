// Chains of pointwise stages: any lengths, gaps, and exactly in place.

#include "../support/same.hpp"
#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const brighter = transform([](auto x) { return x * 2.0f - 0.5f; }) | relu();

} // namespace

TEST_CASE("pointwise: chains of floats on every width") { check_on_widths<float>(brighter); }
TEST_CASE("pointwise: a chain from uint8 to float on channels") {
    check_on_widths_with<std::uint8_t>(5, brighter);
}
TEST_CASE("pointwise: doubles, and integers that are promoted as numbers are") {
    check_on_widths<double>(transform([](auto x) { return 1 - x; }) | relu());
    check_on_widths<std::uint8_t>(transform([](auto x) { return x + 1000; }));
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
