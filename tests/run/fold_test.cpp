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
    check(kernel(w.data(), 3_c, 2_c), stride<3, 1>, dilation<2, 2>);
    check(kernel(w.data(), 5_c, 5_c));
    check(kernel(w.data(), 5_c, 5_c), stride<2, 1>);
    check(kernel(w.data(), 7_c, 7_c), stride<2, 2>);
}
