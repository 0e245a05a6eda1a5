// Types of pixels and weights: what they are summed in, and the engine on each of them.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

static_assert(number<std::uint8_t> && number<double> && !number<bool> && !number<void*>);

// the ends of a type
static_assert(sluice::detail::lower_end<std::uint8_t>() == 0 &&
              sluice::detail::upper_end<std::uint8_t>() == 255);
static_assert(sluice::detail::lower_end<std::int16_t>() == -32768 &&
              sluice::detail::upper_end<std::int16_t>() == 32767);
static_assert(sluice::detail::lower_end<std::int64_t>() ==
                  std::numeric_limits<std::int64_t>::min() &&
              sluice::detail::upper_end<std::int64_t>() ==
                  std::numeric_limits<std::int64_t>::max());
static_assert(sluice::detail::lower_end<float>() == -INFINITY &&
              sluice::detail::upper_end<double>() == INFINITY);

static_assert(std::is_same_v<accumulator_t<std::uint8_t, std::int8_t>, std::int32_t>);
static_assert(std::is_same_v<accumulator_t<std::int8_t, std::uint8_t>, std::int32_t>);
static_assert(std::is_same_v<accumulator_t<std::uint16_t, std::int16_t>, std::int32_t>);
static_assert(std::is_same_v<accumulator_t<std::int16_t, std::int32_t>, std::int32_t>);
static_assert(std::is_same_v<accumulator_t<std::int32_t, std::int8_t>, std::int64_t>);
static_assert(std::is_same_v<accumulator_t<std::int32_t, std::int32_t>, std::int64_t>);
static_assert(std::is_same_v<accumulator_t<std::uint8_t, float>, float>);
static_assert(std::is_same_v<accumulator_t<std::int16_t, float>, float>);
static_assert(std::is_same_v<accumulator_t<float, float>, float>);
static_assert(std::is_same_v<accumulator_t<float, std::int8_t>, float>);
static_assert(std::is_same_v<accumulator_t<std::int32_t, float>, double>);
static_assert(std::is_same_v<accumulator_t<double, std::int8_t>, double>);
static_assert(std::is_same_v<accumulator_t<double, float>, double>);
static_assert(std::is_same_v<accumulator_t<std::uint8_t, double>, double>);
static_assert(std::is_same_v<accumulator_t<std::int32_t, double>, double>);

/// A convolution with some pixels and weights, on widths around the sizes of packs.
template <class Pixel, class Weight, class Sum, class... Option>
void check_types(Option... option) {
    auto const k = kernel(weights<Weight>(6).data(), 2_c, 3_c);
    for (index_t w : {3, 4, 6, 9, 10, 17, 18, 19, 33, 34, 35, 66, 67})
        for (flush side : both_ends) {
            pixels<Pixel> const in(2 * 5 * w, side);
            auto const e = view(in.data(), 2, 5, w) | conv(k, option...);
            static_assert(std::is_same_v<typename decltype(e)::value_type, Sum>);
            CAPTURE(w);
            CHECK_EQ(wrong(e), "");
        }
}

} // namespace

TEST_CASE("number: int8 pixels and float weights give float") {
    check_types<std::int8_t, float, float>();
}
TEST_CASE("number: float pixels and integer weights give float") {
    check_types<float, std::int8_t, float>();
}
TEST_CASE("number: int32 pixels and float weights give double") {
    check_types<std::int32_t, float, double>();
}
TEST_CASE_TEMPLATE("number: doubles on either side give double", Pixel, std::uint8_t, float,
                   double) {
    check_types<Pixel, double, double>();
}
TEST_CASE("number: double pixels and integer weights give double") {
    check_types<double, std::int8_t, double>();
}
TEST_CASE("number: acc<T> sums in T and gives T") {
    check_types<std::uint8_t, std::int8_t, std::int64_t>(acc<std::int64_t>);
    check_types<float, float, double>(acc<double>);
    check_types<std::uint8_t, std::int8_t, std::int16_t>(acc<std::int16_t>);
}
