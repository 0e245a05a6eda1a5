// transform: shape, types, functions of lanes and of numbers, laws, and the engine.

#include "../support/same.hpp"
#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr std::uint8_t bytes[6] = {0, 1, 2, 100, 200, 255};
constexpr auto half = [](auto x) { return x * 0.5f; };
constexpr auto plus_one = [](auto x) { return x + 1; };
constexpr auto number_only = [](int x) { return static_cast<std::int16_t>(x - 7); };

static_assert(std::is_same_v<decltype(view(bytes, 9, 2_c, 3_c) | transform(half))::extents_type,
                             extents<dynamic_extent, 2, 3>>);
static_assert(std::is_same_v<decltype(view(bytes, 2, 3) | transform(half))::value_type, float>);
static_assert(std::is_same_v<decltype(view(bytes, 2, 3) | transform(plus_one))::value_type, int>);
static_assert(
    std::is_same_v<decltype(view(bytes, 2, 3) | transform(number_only))::value_type, std::int16_t>);
static_assert(same(reference(view(bytes, 2_c, 3_c) | transform(half)),
                   {0, 0.5f, 1, 50, 100, 127.5f}));
static_assert(same(reference(view(bytes, 2_c, 3_c) | transform(plus_one)),
                   {1, 2, 3, 101, 201, 256}));
static_assert(accepts<decltype(transform(half)), decltype(view(bytes, 2, 3))>);

// a law: two transforms are one
static_assert(equal(reference(view(bytes, 2_c, 3_c) | transform(plus_one) | transform(number_only)),
                    reference(view(bytes, 2_c, 3_c) |
                              transform([](int x) { return number_only(plus_one(x)); }))));

} // namespace

TEST_CASE("transform: promotions are those of numbers, on every width") {
    check_on_widths<std::uint8_t>(transform(plus_one));
    check_on_widths<std::uint8_t>(transform([](auto x) { return 3 - x; }));
    check_on_widths<float>(transform([](auto x) { return -x / 3.0f + 2.0; })); // double, as 2.0 is
}
TEST_CASE("transform: a function of numbers is called lane by lane") {
    check_on_widths<std::uint8_t>(transform(number_only));
    check_on_widths<float>(transform([](float x) { return std::sqrt(x + 1.0f); }));
}
TEST_CASE("transform: the words of formulas mean the same for numbers and lanes") {
    check_on_widths<std::uint8_t>(transform([](auto x) { return convert_to<float>(x) * 2.0f; }));
    check_on_widths<float>(transform([](auto x) { return sluice::max(x, x * x); }));
}
TEST_CASE("transform: the standard's functions and select are found for lanes") {
    check_on_widths<float>(transform([](auto x) {
        using std::abs, std::sqrt;
        return sqrt(abs(x));
    }));
    check_on_widths<float>(transform([](auto x) { return select(x > 0.25f, x * x, 0.5f - x); }));
    check_on_widths<std::uint8_t>(transform([](auto x) { // of integers, exactly
        using std::floor;
        return select(x >= 100 && x != 200, floor(x / 3), 7);
    }));
}
TEST_CASE("transform: two transforms are one, in the engine too") {
    pixels<float> const in(3 * 37, flush::back);
    auto const all = view(in.data(), 3, 37);
    auto const f = [](auto x) { return x * 2.0f; };
    auto const g = [](auto x) { return sluice::max(x, x * 0.25f); };
    CHECK(equal(eval(all | transform(f) | transform(g)),
                eval(all | transform([=](auto x) { return g(f(x)); }))));
}
TEST_CASE("transform: a function with a state keeps it") {
    float const in[] = {1, 2, 3};
    float const gain = 4;
    CHECK(same(eval(view(in, 1, 3) | transform([gain](auto x) { return x * gain; })), {4, 8, 12}));
}
TEST_CASE("transform: a constant function gives the constant") {
    float const in[] = {1, 2, 3};
    CHECK(same(eval(view(in, 1, 3) | transform([](auto) { return 7; })), {7, 7, 7}));
}
