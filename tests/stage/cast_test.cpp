// cast: shape, types, values, laws, special values, and the engine.

#include "../support/same.hpp"
#include "../support/special.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr float mixed[6] = {-3.75f, 0, 2.5f, 255.9f, 300, -0.5f};
constexpr int whole[4] = {-1, 256, 511, 70000};

using bytes = decltype(view(mixed, 7, 2_c, 3_c) | cast<std::uint8_t>());
static_assert(std::is_same_v<bytes::extents_type, extents<dynamic_extent, 2, 3>>);
static_assert(std::is_same_v<bytes::value_type, std::uint8_t>);
static_assert(accepts<decltype(cast<float>()), decltype(view(mixed, 2, 3))>);
static_assert(same(reference(view(mixed, 2_c, 3_c) | cast<int>()), {-3, 0, 2, 255, 300, 0}));
static_assert(same(reference(view(mixed, 2_c, 3_c) | cast<std::uint8_t>()),
                   {0, 0, 2, 255, 255, 0}));
static_assert(same(reference(view(whole, 2_c, 2_c) | cast<std::uint8_t>()), {255, 0, 255, 112}));

// a law: there and back is nothing, where the wider type holds every value
static_assert(equal(reference(view(whole, 2_c, 2_c) | cast<double>() | cast<int>()),
                    reference(view(whole, 2_c, 2_c) | cast<int>())));

template <class T, class U>
std::string wrong_cast() {
    return wrong_on_special<T>(cast<U>(), [](T x) { return cast_to<U>(x); });
}

} // namespace

TEST_CASE_TEMPLATE("cast: special values on every width, from every type to every type", T,
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
TEST_CASE("cast: between other stages, in guarded memory") {
    check_on_widths<std::uint8_t>(cast<float>());
    check_on_widths<std::int32_t>(cast<std::int8_t>());
    check_on_widths<std::uint8_t>(cast<std::int16_t>() | pad(1, 1) |
                                  conv(some_kernel<std::int16_t>(3, 3)) | cast<std::uint8_t>());
}
