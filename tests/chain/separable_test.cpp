// A convolution by a column and a row.

#include "../support/same.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr int column[3] = {1, 2, -1}, row[2] = {3, 1}, outer[3][2] = {{3, 1}, {6, 2}, {-3, -1}};
constexpr std::uint8_t bytes[16] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3};
constexpr auto p = separable(kernel(column, 3_c, 1_c), kernel(row, 1_c, 2_c));
using result = decltype(view(bytes, 0_c, 28_c, 28_c) | p);
static_assert(std::is_same_v<result::extents_type, extents<0, 26, 27>>);
static_assert(std::is_same_v<result::value_type, std::int64_t>);

// a law: it is the convolution by the outer product
static_assert(equal(reference(view(bytes, 4_c, 4_c) | p),
                    reference(view(bytes, 4_c, 4_c) | conv(kernel(outer)))));

} // namespace

TEST_CASE("separable: every width, typed and at run time, with strides") {
    auto const c = some_kernel<float>(5_c, 1_c);
    auto const r = some_kernel<float>(1_c, 5_c);
    check_on_widths<float>(separable(c, r), 5, 5);
    check_on_widths<float>(pad(2, 2, reflect) | separable(some_kernel<float>(5, 1),
                                                          some_kernel<float>(1, 3), stride(2, 2)));
    check_on_widths<std::uint8_t>(pad(same_for(window<3, 3>), edge) |
                                  separable(some_kernel<std::int8_t>(3_c, 1_c),
                                            some_kernel<std::int8_t>(1_c, 3_c), stride<2, 1>,
                                            acc<float>));
}
TEST_CASE("separable: kernels that are no column and row are refused") {
    float const w[9] = {};
    CHECK(says(text_of<shape_error>([&] { (void)separable(kernel(w, 3, 3), kernel(w, 1, 3)); }),
               {"separable", "3 columns", "1 rows"}));
}
