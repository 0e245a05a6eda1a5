// abs: shape, values, laws, special values, and the engine.

#include "../support/same.hpp"
#include "../support/special.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr std::int8_t small[6] = {-128, -127, -1, 0, 1, 127};

static_assert(std::is_same_v<decltype(view(small, 7, 2_c, 3_c) | abs())::extents_type,
                             extents<dynamic_extent, 2, 3>>);
static_assert(std::is_same_v<decltype(view(small, 2, 3) | abs())::value_type, std::int8_t>);
static_assert(accepts<decltype(abs()), decltype(view(small, 2, 3))>);
static_assert(same(reference(view(small, 2_c, 3_c) | abs()), {127, 127, 1, 0, 1, 127}));

// a law: twice is once
static_assert(equal(reference(view(small, 2_c, 3_c) | abs() | abs()),
                    reference(view(small, 2_c, 3_c) | abs())));

/// |x| as the standard has it, in more digits than T's, and no more than T's greatest value.
template <class T>
T absolute_value(T x) {
    if constexpr (std::is_floating_point_v<T>) return std::abs(x);
    else {
        __extension__ using wide = __int128;
        wide const y = x < 0 ? -static_cast<wide>(x) : static_cast<wide>(x);
        return static_cast<T>(std::min(y, static_cast<wide>(std::numeric_limits<T>::max())));
    }
}

} // namespace

TEST_CASE_TEMPLATE("abs: special values on every width", T, std::uint8_t, std::int8_t,
                   std::uint16_t, std::int16_t, std::int32_t, std::int64_t, float, double) {
    CHECK_EQ(wrong_on_special<T>(sluice::abs(), absolute_value<T>), "");
    check_on_widths<T>(sluice::abs());
}
TEST_CASE("abs: the standard's abs is called beside it") {
    CHECK_EQ(abs(-3), 3);
    CHECK_EQ(std::abs(-2.5), 2.5);
    float const in[] = {-1.5f, 2};
    CHECK(same(eval(view(in, 1, 2) | abs() | transform([](auto x) {
                        using std::abs;
                        return abs(x - 3.0f);
                    })),
               {1.5f, 1}));
}
