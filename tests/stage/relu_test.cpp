// relu: shape, values, NaN, laws, and the engine on every width and type.

#include "../support/same.hpp"
#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr int mixed[8] = {-3, 1, -4, 0, -5, 9, 2, -6};

static_assert(std::is_same_v<decltype(view(mixed, 7, 2_c, 2_c, 2_c) | relu())::extents_type,
                             extents<dynamic_extent, 2, 2, 2>>);
static_assert(std::is_same_v<decltype(view(mixed, 2, 4) | relu())::value_type, int>);
static_assert(same(reference(view(mixed, 2_c, 4_c) | relu()), {0, 1, 0, 0, 0, 9, 2, 0}));
static_assert(accepts<decltype(relu()), decltype(view(mixed, 2, 4))>);

// a law: twice is once
static_assert(equal(reference(view(mixed, 2_c, 4_c) | relu() | relu()),
                    reference(view(mixed, 2_c, 4_c) | relu())));

} // namespace

TEST_CASE_TEMPLATE("relu: every type on every width", T, float, double, std::int8_t, std::int16_t,
                   std::int32_t, std::uint8_t) {
    check_on_widths<T>(relu());
}
TEST_CASE("relu: NaN stays NaN, in the rest of a row too, and −inf is 0") {
    float const nan = std::numeric_limits<float>::quiet_NaN(),
                inf = std::numeric_limits<float>::infinity();
    for (index_t w = 1; w <= 40; ++w) {
        std::vector<float> in(at(w), -1.0f);
        in[at(w - 1)] = nan;
        in[0] = w > 1 ? -inf : nan;
        auto const out = eval(view(in.data(), 1, w) | relu());
        for (index_t x = 0; x < w; ++x) REQUIRE_EQ(std::isnan(out.data()[x]), x == w - 1);
        if (w > 1) CHECK_EQ(out.data()[0], 0);
        if (w > 1) CHECK_EQ(out.data()[w / 2 == w - 1 ? 0 : w / 2], 0);
    }
}
TEST_CASE("relu: commutes with max pools, in the engine too") {
    pixels<float> const in(3 * 8 * 37, flush::back);
    auto const all = view(in.data(), 3, 8, 37);
    CHECK(equal(eval(all | relu() | pool<sluice::max>(2_c, 2_c)),
                eval(all | pool<sluice::max>(2_c, 2_c) | relu())));
}
