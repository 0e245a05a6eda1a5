// Small kernels of sizes in the types, against the formulas.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("fold: typed kernels of 1, 2, 5 and 7 rows and columns, square and not") {
    check_on_widths<float>(conv(some_kernel<float>(1_c, 1_c)), 1, 1);
    check_on_widths<float>(conv(some_kernel<float>(2_c, 4_c)), 2, 4);
    check_on_widths<float>(conv(some_kernel<float>(7_c, 7_c)), 7, 7);
    check_on_widths<float>(conv(some_kernel<float>(1_c, 5_c), stride<2, 4>), 1, 5);
}

namespace {

/// Rows of W pixels, which the types know: a tap may come from a pack that was loaded for another.
template <index_t W>
void check_rows_of() {
    std::integral_constant<index_t, W> const width;
    pixels<float> const in(2 * 7 * W, flush::back);
    pixels<std::uint8_t> const bytes(2 * 7 * W * 3, flush::front);
    auto const pictures = view(in.data(), 2, 7, width);
    auto const k = some_kernel<float>(3_c, 3_c);
    CAPTURE(W);
    CHECK_AGAINST_REFERENCE(pictures | pad(same_for(k)) | conv(k));
    CHECK_AGAINST_REFERENCE(pictures | pad(1_c, 1_c, edge) | conv(k, stride<2, 2>));
    CHECK_AGAINST_REFERENCE(pictures | conv(some_kernel<float>(2_c, 4_c), stride<2, 1>));
    if constexpr (W >= 5)
        CHECK_AGAINST_REFERENCE(pictures | conv(some_kernel<float>(1_c, 5_c), stride<1, 2>));
    if constexpr (W >= 9) CHECK_AGAINST_REFERENCE(pictures | conv(some_kernel<float>(1_c, 9_c)));
    CHECK_AGAINST_REFERENCE(view(bytes.data(), 2, 7, width, 3_c) |
                            conv(some_kernel<float>(3_c, 3_c, 3_c)));
}

} // namespace

TEST_CASE("fold: rows of a width in the type, of fewer pixels than a pack has lanes and of more") {
    check_rows_of<4>();
    check_rows_of<14>();
    check_rows_of<16>();
    check_rows_of<18>();
    check_rows_of<28>();
    check_rows_of<33>();
}
TEST_CASE("fold: padding of sizes in the types around rows that only the run knows") {
    auto const k = some_kernel<float>(3_c, 3_c);
    check_on_widths<float>(pad(1_c, 1_c) | conv(k), 1, 1);
    check_on_widths<float>(pad(2_c, 0_c, 0_c, 2_c) | conv(k), 1, 1);
}

namespace {

/// Rows of W pixels in a padding that is wider than windows are: columns at the end see none.
template <index_t W>
void check_wide_padding() {
    std::integral_constant<index_t, W> const width;
    pixels<float> const in(2 * 5 * W * 3, flush::back);
    auto const pictures = view(in.data(), 2, 5, width);
    auto const k = some_kernel<float>(3_c, 3_c);
    auto const three = some_kernel<float>(3_c, 3_c, 3_c, 3_c);
    float const b[] = {0.5F, -3, 8};
    CAPTURE(W);
    CHECK_AGAINST_REFERENCE(pictures | pad(2_c, 4_c) | conv(k));
    CHECK_AGAINST_REFERENCE(pictures | pad(0_c, 0_c, 0_c, 9_c) | conv(k, stride<2, 2>) | relu());
    CHECK_AGAINST_REFERENCE(pictures | conv(k) | pad(1_c, 5_c) | conv(k));
    CHECK_AGAINST_REFERENCE(pictures | pad(1_c, 1_c, 6_c, 6_c, edge) | conv(k));
    CHECK_AGAINST_REFERENCE(view(in.data(), 2, 5, width, 3_c) | pad(1_c, 7_c) |
                            conv(three, bias(b, 3_c)) | transform([](auto x) { return x + 1; }));
}

} // namespace

TEST_CASE("fold: padding wider than a window, of sizes in the types") {
    check_wide_padding<3>();
    check_wide_padding<12>();
    check_wide_padding<13>();
    check_wide_padding<28>();
    check_wide_padding<30>();
    check_wide_padding<59>();
}
TEST_CASE("fold: what no pixel gives is not a number either where a weight is none") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> const in(3 * 28, 1);
    float const w[] = {1, 2, 3, 4, nan, 6, 7, 8, 9};
    auto const out = eval(view(in.data(), 3_c, 28_c) | pad(1_c, 4_c) | conv(kernel(w, 3_c, 3_c)));
    REQUIRE_EQ(out.size(), 3 * 34);
    for (index_t i = 0; i < out.size(); ++i) CHECK(out.data()[i] != out.data()[i]);
}
TEST_CASE("fold: columns two and four apart, of windows that end with a stride and within one") {
    check_on_widths<float>(conv(some_kernel<float>(2_c, 2_c), stride<2, 2>), 2, 2);
    check_on_widths<float>(conv(some_kernel<float>(3_c, 4_c), stride<2, 2>), 3, 4);
    check_on_widths<float>(conv(some_kernel<float>(3_c, 5_c), stride<1, 2>), 3, 5);
    check_on_widths<float>(conv(some_kernel<float>(1_c, 8_c), stride<2, 4>), 1, 8);
    check_on_widths<std::uint8_t>(conv(some_kernel<float>(3_c, 3_c), stride<2, 2>), 3, 3);
    check_on_widths<std::uint8_t>(conv(some_kernel<std::int8_t>(5_c, 5_c), stride<2, 2>), 5, 5);
    check_on_widths<std::int16_t>(conv(some_kernel<std::int16_t>(2_c, 6_c), stride<1, 4>), 2, 6);
}
TEST_CASE("fold: columns two and four apart, over borders") {
    auto const k = some_kernel<float>(4_c, 4_c);
    check_on_widths<float>(pad(1_c, 1_c) | conv(k, stride<2, 2>), 2, 2);
    check_on_widths<std::uint8_t>(pad(2_c, 1_c, 1_c, 2_c, edge) | conv(k, stride<1, 4>), 1, 1);
}
TEST_CASE("fold: columns two and four apart, of several channels, with results, groups and bias") {
    float const b[] = {0.5F, -3, 8};
    auto const three = some_kernel<float>(4_c, 4_c, 3_c, 3_c);
    check_on_widths_with<float>(3_c, conv(three, stride<2, 2>, bias(b, 3_c)), 4, 4);
    check_on_widths_with<std::uint8_t>(3_c, conv(three, stride<4, 4>, bias(b, 3_c)), 4, 4);
    auto const pairs = some_kernel<float>(3_c, 2_c, 1_c, 2_c);
    check_on_widths_with<float>(2_c, conv(pairs, stride<2, 2>, groups(2_c), bias(b, 2_c)), 3, 2);
}
TEST_CASE("fold: columns two apart take nothing from the pixels that no window holds") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    for (index_t w = 4; w <= 70; w += 2) {
        // windows of three columns, two apart, end one column before an even width
        std::vector<float> in(static_cast<std::size_t>(6 * w), 1);
        for (index_t i = w - 1; i < 6 * w; i += w) in[static_cast<std::size_t>(i)] = nan;
        auto const out =
            eval(view(in.data(), 6, w) | conv(some_kernel<float>(3_c, 3_c), stride<2, 2>));
        CAPTURE(w);
        for (index_t i = 0; i < out.size(); ++i) CHECK_EQ(out.data()[i], out.data()[0]);
    }
}

namespace {

/// min k(i, j) + in(y + i, x + j), as in mathematical morphology: nothing to add up in parts.
template <class Kernel>
struct erode_stage {
    using stage_kind = fold_kind;
    using rules = rules_list<window_fits_inside>;
    static constexpr char const* name = "erode";
    template <class Pixel>
    using result = float;

    Kernel shape_of_it;

    constexpr auto window() const { return shape_of_it.window(); }
    constexpr auto step() const { return stride<2, 2>(); }
    constexpr auto count() const { return dim<1>{}; }
    constexpr auto groups() const { return dim<1>{}; }
    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        return windowed(*this, in);
    }
    template <class L>
    constexpr L start(index_t) const {
        return L(1000);
    }
    template <class L>
    constexpr L tap(L least, L pixel, L weight) const {
        return min(least, L(pixel + weight));
    }
    template <class L>
    constexpr L finish(L least) const {
        return least;
    }
    constexpr float weight(index_t i, index_t j, index_t, index_t) const {
        return static_cast<float>(shape_of_it(i, j));
    }
};
template <class Kernel>
erode_stage(Kernel) -> erode_stage<Kernel>;

template <class Pixel, class Kernel>
void check_erosion(Kernel const& k) {
    for (index_t w = k.width(); w <= 40; ++w) {
        pixels<Pixel> const in(2 * 7 * w, flush::back);
        auto const out = eval(view(in.data(), 2, 7, w) | erode_stage{k});
        index_t wrong = 0;
        for (index_t n = 0; n < out.size(); ++n) {
            index_t const x = n % out.extent(2), y = n / out.extent(2) % out.extent(1),
                          m = n / out.extent(2) / out.extent(1);
            float least = 1000;
            for (index_t i = 0; i < k.height(); ++i)
                for (index_t j = 0; j < k.width(); ++j)
                    least = std::min(least, in.data()[(m * 7 + 2 * y + i) * w + 2 * x + j] +
                                                static_cast<float>(k(i, j)));
            wrong += out.data()[n] != least;
        }
        CAPTURE(w);
        CHECK_EQ(wrong, 0);
    }
}

} // namespace

TEST_CASE("fold: a stage of one's own that adds no products, of windows two columns apart") {
    check_erosion<float>(some_kernel<float>(4_c, 4_c));
    check_erosion<std::uint8_t>(some_kernel<float>(3_c, 5_c));
}
TEST_CASE("fold: columns two apart, summed in what is narrower than an int") {
    check_on_widths<std::uint8_t>(
        conv(some_kernel<std::int8_t>(2_c, 4_c), stride<2, 2>, acc<std::int16_t>), 2, 4);
}

namespace {

/// All sums in as few registers as can be, or in more than there are.
template <int Most>
struct sums : blocking {
    static constexpr int most_sums_of_phases = Most;
    static constexpr index_t least_taps_of_phases = 1;
};

} // namespace

TEST_CASE("fold: the same sums however many are made together") {
    pixels<std::uint8_t> const in(2 * 19 * 45, flush::back);
    auto const check = [&](auto const& k, auto step) {
        auto const e = view(in.data(), 2, 19, 45) | conv(k, step);
        auto const formulas = reference(e);
        auto const same = [&](auto const& out) {
            REQUIRE_EQ(out.size(), formulas.size());
            for (index_t i = 0; i < out.size(); ++i) CHECK_EQ(out.data()[i], formulas.data()[i]);
        };
        same(eval<sums<-1>>(e));
        same(eval<sums<4>>(e));
        same(eval<sums<8>>(e));
        same(eval<sums<64>>(e));
    };
    check(some_kernel<std::int16_t>(1_c, 1_c), stride<2, 2>);
    check(some_kernel<std::int16_t>(4_c, 4_c), stride<2, 2>);
    check(some_kernel<std::int16_t>(5_c, 8_c), stride<1, 4>);
}

TEST_CASE("fold: the order in which the taps are added is the same for every row of a picture") {
    // floats that round: a window's sum does not tell where in the picture it lies
    pixels<float> const row(40, flush::back);
    std::vector<float> same(17 * 40);
    for (std::size_t i = 0; i < same.size(); ++i) same[i] = row.data()[i % 40] * 0.1F + 0.3F;
    auto const pictures = view(same.data(), 17, 40);
    auto const check = [&](auto const& k, auto... option) {
        auto const out = eval(pictures | conv(k, option...));
        index_t const w = out.extent(1);
        for (index_t i = w; i < out.size(); ++i) CHECK_EQ(out.data()[i], out.data()[i % w]);
    };
    std::vector<float> w(49);
    for (std::size_t i = 0; i < w.size(); ++i) w[i] = 0.07F * static_cast<float>(i + 1);
    check(kernel(w.data(), 3_c, 3_c));
    check(kernel(w.data(), 3_c, 3_c), stride<2, 2>);
    check(kernel(w.data(), 4_c, 4_c), stride<2, 2>);
    check(kernel(w.data(), 4_c, 4_c), stride<1, 4>);
    check(kernel(w.data(), 3_c, 2_c), stride<3, 1>, dilation<2, 2>);
    check(kernel(w.data(), 5_c, 5_c));
    check(kernel(w.data(), 5_c, 5_c), stride<2, 1>);
    check(kernel(w.data(), 7_c, 7_c), stride<2, 2>);
}
