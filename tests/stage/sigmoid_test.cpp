// sigmoid: shape, types, values, laws, special values, and the engine.

#include "../support/same.hpp"
#include "../support/special.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr std::int8_t bytes[4] = {-128, -1, 0, 127};
constexpr std::int32_t words[2] = {-3, 0};

static_assert(std::is_same_v<decltype(view(bytes, 7, 2_c, 2_c) | sigmoid())::extents_type,
                             extents<dynamic_extent, 2, 2>>);
static_assert(std::is_same_v<decltype(view(bytes, 2, 2) | sigmoid())::value_type, float>);
static_assert(std::is_same_v<decltype(view(words, 1, 2) | sigmoid())::value_type, double>);
static_assert(accepts<decltype(sigmoid()), decltype(view(bytes, 2, 2))>);

/// Appends what is not within a few units of 1/(1 + e⁻ˣ), for formulas and engine.
template <class T>
std::string wrong_values() {
    using R = real_t<T>;
    auto values = special_values<T>();
    for (int i = -127; i <= 127; ++i)
        if (std::is_signed_v<T> || i >= 0) values.push_back(static_cast<T>(i));
    for (index_t w = 1; w <= 70; ++w) {
        std::vector<T> in;
        for (index_t i = 0; i < 7 * w; ++i) in.push_back(values[at(i) % values.size()]);
        auto const e = view(in.data(), 7, w) | sigmoid();
        auto const formulas = reference(e);
        auto const engine = eval(e);
        for (index_t i = 0; i < 7 * w; ++i) {
            auto const x = static_cast<long double>(in[at(i)]), want = 1 / (1 + std::exp(-x));
            long double const slack =
                8 * roundoff<R>() * want + static_cast<long double>(std::numeric_limits<R>::min());
            for (R got : {formulas.data()[i], engine.data()[i]})
                if (std::isnan(x) ? !std::isnan(got)
                                  : !(std::fabs(static_cast<long double>(got) - want) <= slack))
                    return std::to_string(x) + " gives " + std::to_string(got);
        }
    }
    return "";
}

} // namespace

TEST_CASE_TEMPLATE("sigmoid: special values on every width, to a few units in the last place", T,
                   std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::int32_t, float,
                   double) {
    CHECK_EQ(wrong_values<T>(), "");
    check_on_widths<T>(sigmoid());
}
TEST_CASE("sigmoid: exactly ½ in the middle, 0 and 1 at the ends") {
    float const inf = std::numeric_limits<float>::infinity();
    float const in[] = {0, -0.0f, -inf, inf, -200, 200};
    CHECK(same(reference(view(in, 1, 6) | sigmoid()), {0.5f, 0.5f, 0, 1, 0, 1}));
    CHECK(same(eval(view(in, 1, 6) | sigmoid()), {0.5f, 0.5f, 0, 1, 0, 1}));
}
TEST_CASE("sigmoid: of x and −x add up to 1") {
    pixels<float> const in(3 * 37, flush::back);
    auto const all = view(in.data(), 3, 37);
    auto const up = eval(all | scale(8, 0) | sigmoid()),
               down = eval(all | scale(-8, 0) | sigmoid());
    for (index_t i = 0; i < 3 * 37; ++i)
        REQUIRE(std::fabs(up.data()[i] + down.data()[i] - 1) <= 0x1p-23f);
}
