// The transposed convolution: each pixel spreads the kernel.

#include "../support/same.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr int k4[2][2] = {{1, 2}, {3, 4}};
constexpr int in[4] = {1, 10, 100, 1000};
constexpr auto square = view(in, 2_c, 2_c);
constexpr auto k = kernel(k4);
static_assert(same(reference(square | conv_transpose(k)),
                   {1, 12, 20, 103, 1234, 2040, 300, 3400, 4000}));
static_assert(same(reference(square | conv_transpose(k, stride<2, 2>)),
                   {1, 2, 10, 20, 3, 4, 30, 40, 100, 200, 1000, 2000, 300, 400, 3000, 4000}));
static_assert(same(reference(square | conv_transpose(k, padding(1_c, 0_c))), {103, 1234, 2040}));
static_assert(same(reference(square |
                             conv_transpose(k, dilation<1, 2>, padding(0_c, 0_c, 1_c, 1_c))),
                   {10, 2, 30 + 1000, 4 + 200, 3000, 400}));
using doubled = decltype(view(in, 0_c, 14_c, 14_c) |
                         conv_transpose(kernel(k4[0], 4_c, 4_c), stride<2, 2>, padding(1_c, 1_c)));
static_assert(std::is_same_v<doubled::extents_type, extents<0, 28, 28>>);

/// out(y·s + i·d − t, …) += k · in, pixel by pixel: written from the definition.
template <class Kernel>
std::vector<float> spread(std::vector<float> const& image, shape4 from, Kernel const& w, index_t s,
                          index_t d, index_t t, shape4 to) {
    std::vector<float> out(at(to.count()));
    for (index_t m = 0; m < from.m; ++m)
        for (index_t y = 0; y < from.h; ++y)
            for (index_t x = 0; x < from.w; ++x)
                for (index_t i = 0; i < w.height(); ++i)
                    for (index_t j = 0; j < w.width(); ++j)
                        for (index_t c = 0; c < from.c; ++c)
                            for (index_t o = 0; o < to.c; ++o) {
                                index_t const row = y * s + i * d - t, column = x * s + j * d - t;
                                if (row < 0 || row >= to.h || column < 0 || column >= to.w)
                                    continue;
                                out[at(to.at(m, row, column, o))] +=
                                    w(i, j, c, o) * image[at(from.at(m, y, x, c))];
                            }
    return out;
}

} // namespace

TEST_CASE("conv_transpose: what each pixel spreads, over sizes, strides, dilations and paddings") {
    float w[3 * 4 * 2 * 3];
    for (std::size_t i = 0; i < 72; ++i) w[i] = static_cast<float>(i % 11) - 5;
    auto const kernels = kernel(w, 3, 4, 2, 3);
    for (index_t n : {1, 2, 5, 9, 17})
        for (index_t s = 1; s <= 3; ++s)
            for (index_t d = 1; d <= 2; ++d)
                for (index_t t = 0; t <= 2; ++t) {
                    if ((n - 1) * s + 3 * d + 1 - 2 * t < 1) continue;
                    shape4 const from{2, 3, n, 2};
                    std::vector<float> image(at(from.count()));
                    for (std::size_t i = 0; i < image.size(); ++i)
                        image[i] = static_cast<float>(i % 13) - 6;
                    auto const e =
                        view(image.data(), 2, 3, n, 2) |
                        conv_transpose(kernels, stride(s, s), padding(t, t), dilation(d, d));
                    CAPTURE(n);
                    CAPTURE(s);
                    CAPTURE(d);
                    CAPTURE(t);
                    REQUIRE_EQ(e.extent(1), 2 * s + 2 * d + 1 - 2 * t);
                    REQUIRE_EQ(e.extent(2), (n - 1) * s + 3 * d + 1 - 2 * t);
                    auto const want = spread(image, from, kernels, s, d, t, shape_of(e.extents()));
                    auto const got = eval(e);
                    CHECK(std::equal(want.begin(), want.end(), got.begin(), got.end()));
                }
}
TEST_CASE("conv_transpose: every width, with a bias") {
    float const b[] = {7};
    check_on_widths<float>(
        conv_transpose(some_kernel<float>(3_c, 3_c), stride<2, 2>, bias(b, 1_c)));
}
TEST_CASE("conv_transpose: a padding beyond the kernel's reach is refused") {
    auto const text =
        text_of<shape_error>([] { (void)conv_transpose(kernel(k4[0], 2, 2), padding(2, 0)); });
    CHECK(says(text, {"conv_transpose", "here 1", "not 2", "crop"}));
}
