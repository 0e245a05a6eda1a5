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
    check_rows_of<18>();
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
    check_wide_padding<13>();
    check_wide_padding<28>();
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
