// saturate_cast: shape, types, values, laws, special values, and the engine.

#include "../support/same.hpp"
#include "../support/special.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr float mixed[6] = {-3.75f, 0.5f, 2.5f, 255.9f, 300, 1.5f};
constexpr int whole[4] = {-1, 256, 77, 70000};

using bytes = decltype(view(mixed, 7, 2_c, 3_c) | saturate_cast<std::uint8_t>());
static_assert(std::is_same_v<bytes::extents_type, extents<dynamic_extent, 2, 3>>);
static_assert(std::is_same_v<bytes::value_type, std::uint8_t>);
static_assert(accepts<decltype(saturate_cast<float>()), decltype(view(mixed, 2, 3))>);
static_assert(same(reference(view(mixed, 2_c, 3_c) | saturate_cast<std::uint8_t>()),
                   {0, 0, 2, 255, 255, 2}));
static_assert(same(reference(view(whole, 2_c, 2_c) | saturate_cast<std::uint8_t>()),
                   {0, 255, 77, 255}));
static_assert(same(reference(view(whole, 2_c, 2_c) | saturate_cast<std::int8_t>()),
                   {-1, 127, 77, 127}));

// a law: whole numbers within the range are cast alike
static_assert(equal(reference(view(whole, 2_c, 2_c) | saturate_cast<std::int64_t>()),
                    reference(view(whole, 2_c, 2_c) | cast<std::int64_t>())));

template <class T, class U>
std::string wrong_cast() {
    return wrong_on_special<T>(saturate_cast<U>(), [](T x) { return saturate_to<U>(x); });
}

} // namespace

TEST_CASE_TEMPLATE("saturate_cast: special values on every width, from every type to every type", T,
                   std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::int32_t,
                   std::int64_t, float, double) {
    CHECK_EQ(wrong_cast<T, std::uint8_t>(), "");
    CHECK_EQ(wrong_cast<T, std::int8_t>(), "");
    CHECK_EQ(wrong_cast<T, std::uint16_t>(), "");
    CHECK_EQ(wrong_cast<T, std::int16_t>(), "");
    CHECK_EQ(wrong_cast<T, std::int32_t>(), "");
    CHECK_EQ(wrong_cast<T, std::int64_t>(), "");
    CHECK_EQ(wrong_cast<T, float>(), "");
    CHECK_EQ(wrong_cast<T, double>(), "");
}
TEST_CASE("saturate_cast: between other stages, in guarded memory") {
    check_on_widths<float>(saturate_cast<std::int8_t>());
    check_on_widths<std::int32_t>(saturate_cast<std::uint16_t>());
    check_on_widths<std::uint8_t>(pad(1, 1) | conv(some_kernel<std::int16_t>(3, 3)) |
                                  saturate_cast<std::uint8_t>());
}
