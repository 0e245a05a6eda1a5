// Sums over windows some columns apart, however many are made together, against the formulas.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("sums: columns two and four apart, of windows that end with a stride and within one") {
    check_on_widths<float>(conv(some_kernel<float>(2_c, 2_c), stride<2, 2>), 2, 2);
    check_on_widths<float>(conv(some_kernel<float>(3_c, 4_c), stride<2, 2>), 3, 4);
    check_on_widths<float>(conv(some_kernel<float>(3_c, 5_c), stride<1, 2>), 3, 5);
    check_on_widths<float>(conv(some_kernel<float>(1_c, 8_c), stride<2, 4>), 1, 8);
    check_on_widths<std::uint8_t>(conv(some_kernel<float>(3_c, 3_c), stride<2, 2>), 3, 3);
    check_on_widths<std::uint8_t>(conv(some_kernel<std::int8_t>(5_c, 5_c), stride<2, 2>), 5, 5);
    check_on_widths<std::int16_t>(conv(some_kernel<std::int16_t>(2_c, 6_c), stride<1, 4>), 2, 6);
}
TEST_CASE("sums: columns two and four apart, over borders") {
    auto const k = some_kernel<float>(4_c, 4_c);
    check_on_widths<float>(pad(1_c, 1_c) | conv(k, stride<2, 2>), 2, 2);
    check_on_widths<std::uint8_t>(pad(2_c, 1_c, 1_c, 2_c, edge) | conv(k, stride<1, 4>), 1, 1);
}
TEST_CASE("sums: columns two and four apart, of several channels, with results, groups and bias") {
    float const b[] = {0.5F, -3, 8};
    auto const three = some_kernel<float>(4_c, 4_c, 3_c, 3_c);
    check_on_widths_with<float>(3_c, conv(three, stride<2, 2>, bias(b, 3_c)), 4, 4);
    check_on_widths_with<std::uint8_t>(3_c, conv(three, stride<4, 4>, bias(b, 3_c)), 4, 4);
    auto const pairs = some_kernel<float>(3_c, 2_c, 1_c, 2_c);
    check_on_widths_with<float>(2_c, conv(pairs, stride<2, 2>, groups(2_c), bias(b, 2_c)), 3, 2);
}
TEST_CASE("sums: columns two apart take nothing from the pixels that no window holds") {
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

TEST_CASE("sums: a stage of one's own that adds no products, of windows two columns apart") {
    check_erosion<float>(some_kernel<float>(4_c, 4_c));
    check_erosion<std::uint8_t>(some_kernel<float>(3_c, 5_c));
}
TEST_CASE("sums: columns two apart, summed in what is narrower than an int") {
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

TEST_CASE("sums: the same sums however many are made together") {
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

TEST_CASE("sums: a step in the type that no picture is as long as") {
    constexpr index_t far = index_t{1} << 40;
    check_on_widths<float>(conv(some_kernel<float>(3_c, 3_c), stride<far, far>), 3, 3);
}
