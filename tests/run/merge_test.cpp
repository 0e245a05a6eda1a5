// A convolution and the mean or the sum of its results, in one.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

template <class E>
constexpr bool merged(E const&) {
    return detail::merges<typename E::input_type, typename E::stage_type>();
}

} // namespace

TEST_CASE("merge: where one convolution multiplies less than two stages") {
    float const pixel = 1;
    auto const images = view(&pixel, 0, 30_c, 30_c);
    auto const k = some_kernel<float>(3_c, 3_c);
    CHECK(merged(images | conv(k) | pool<avg>(2_c, 2_c)));
    CHECK(merged(images | conv(k, stride<2, 1>) | pool<sum>(3_c, 2_c)));
    CHECK_FALSE(merged(images | conv(some_kernel<float>(1_c, 1_c)) | pool<avg>(2_c, 2_c)));
    CHECK_FALSE(merged(images | conv(k) | pool<avg>(3_c, 3_c, stride<1, 1>)));
    CHECK_FALSE(merged(images | conv(k) | pool<sluice::max>(2_c, 2_c)));
    CHECK_FALSE(merged(images | conv(k) | pool<l2>(2_c, 2_c)));
    CHECK_FALSE(merged(images | conv(k) | pool<avg>(2_c, 2_c, padding(1, 1))));
    CHECK_FALSE(merged(images | conv(k, dilation<2, 2>) | pool<avg>(2_c, 2_c)));
    CHECK_FALSE(merged(images | conv(some_kernel<float>(3, 3)) | pool<avg>(2_c, 2_c)));
    CHECK_FALSE(merged(images | conv(k) | relu() | pool<avg>(2_c, 2_c)));
    std::uint8_t const byte = 1;
    CHECK_FALSE(merged(view(&byte, 0, 30_c, 30_c) | conv(some_kernel<int>(3_c, 3_c)) |
                       pool<avg>(2_c, 2_c)));
}
TEST_CASE_TEMPLATE("merge: the values are those of both stages", T, float, double, std::uint8_t) {
    using W = std::conditional_t<std::is_same_v<T, double>, double, float>;
    check_on_widths<T>(conv(some_kernel<W>(3_c, 3_c)) | pool<avg>(2_c, 2_c), 4, 4);
    check_on_widths<T>(pad(2, 2) | conv(some_kernel<W>(5_c, 5_c)) | pool<avg>(2_c, 2_c), 2, 2);
    check_on_widths<T>(
        conv(some_kernel<W>(2_c, 3_c), stride<2, 1>) | pool<sum>(3_c, 2_c, stride<2, 3>), 6, 4);
    check_on_widths<T>(conv(some_kernel<W>(3_c, 2_c)) | pool<avg>(2, 2), 4, 3);
}
TEST_CASE("merge: a bias is in every result that is summed") {
    std::vector<float> const b = weights<float>(3, 5);
    check_on_widths_with<float>(3_c,
                                conv(some_kernel<float>(3_c, 3_c, 3_c, 3_c), bias(b.data(), 3_c)) |
                                    pool<sum>(2_c, 2_c),
                                4, 4);
}
TEST_CASE("merge: in the middle of a chain, and for groups of channels") {
    auto const k = some_kernel<float>(3_c, 3_c);
    check_on_widths<float>(conv(k) | pool<avg>(2_c, 2_c) | pad(1, 1) | conv(k), 4, 4);
    check_on_widths_with<float>(
        2_c, conv(some_kernel<float>(2_c, 2_c, 1_c, 2_c), groups<2>) | pool<avg>(2_c, 1_c), 3, 2);
}
TEST_CASE("merge: the mean of a flat picture's blur is the blur's value") {
    std::vector<float> const flat(20 * 20, 3.F), k(25, 0.25F);
    auto const out =
        eval(view(flat.data(), 20, 20) | conv(kernel(k.data(), 5_c, 5_c)) | pool<avg>(2_c, 2_c));
    for (index_t i = 0; i < out.size(); ++i) CHECK_EQ(out.data()[i], 18.75F);
}
