// leaky_relu: shape, types, values, laws, special values, and the engine.

#include "../support/same.hpp"
#include "../support/special.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr int mixed[4] = {-8, 0, 3, -1};
constexpr std::int8_t bytes[4] = {-128, -1, 0, 127};

static_assert(std::is_same_v<decltype(view(bytes, 7, 2_c, 2_c) | leaky_relu())::extents_type,
                             extents<dynamic_extent, 2, 2>>);
static_assert(std::is_same_v<decltype(view(bytes, 2, 2) | leaky_relu())::value_type, float>);
static_assert(std::is_same_v<decltype(view(mixed, 2, 2) | leaky_relu())::value_type, double>);
static_assert(accepts<decltype(leaky_relu(0.5)), decltype(view(bytes, 2, 2))>);
static_assert(same(reference(view(mixed, 2_c, 2_c) | leaky_relu(0.25)), {-2, 0, 3, -0.25}));
static_assert(same(reference(view(bytes, 2_c, 2_c) | leaky_relu()), {-1.28f, -0.01f, 0, 127}));

// laws: slope 0 is relu, slope 1 is nothing
static_assert(equal(reference(view(mixed, 2_c, 2_c) | leaky_relu(0)),
                    reference(view(mixed, 2_c, 2_c) | relu())));
static_assert(equal(reference(view(mixed, 2_c, 2_c) | leaky_relu(1)),
                    reference(view(mixed, 2_c, 2_c))));

} // namespace

TEST_CASE_TEMPLATE("leaky_relu: special values on every width", T, std::uint8_t, std::int8_t,
                   std::uint16_t, std::int16_t, std::int32_t, float, double) {
    using R = real_t<T>;
    for (double slope : {0.01, 0.0, 2.0, -1.0}) {
        CAPTURE(slope);
        CHECK_EQ(wrong_on_special<T>(leaky_relu(slope),
                                     [slope](T x) {
                                         auto const y = static_cast<R>(x);
                                         return y > 0 ? y : y * static_cast<R>(slope);
                                     }),
                 "");
    }
    check_on_widths<T>(leaky_relu(0.125));
}
