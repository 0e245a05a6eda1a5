// Every type of pixel and weight: packs of a chain are as wide as its widest type allows.

#include "../support/check.hpp"
#include "../support/numbers.hpp"

using namespace sluice;
using namespace test;

namespace {

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

TEST_CASE_TEMPLATE("blocking: integers up to 16 bits and integer weights give int32", Pixel,
                   std::uint8_t, std::int8_t, std::uint16_t, std::int16_t) {
    check_types<Pixel, std::int8_t, std::int32_t>();
}
TEST_CASE("blocking: int32 pixels and integer weights give int64") {
    check_types<std::int32_t, std::int16_t, std::int64_t>();
}
TEST_CASE("blocking: uint8 pixels and int32 weights give int32") {
    check_types<std::uint8_t, std::int32_t, std::int32_t>();
}
TEST_CASE_TEMPLATE("blocking: integers up to 16 bits and float weights give float", Pixel,
                   std::uint8_t, std::uint16_t, std::int16_t) {
    check_types<Pixel, float, float>();
}
