// Pools of windows that divide the picture.

#include "../support/same.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr float ramp[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

// shape and value: of 5 columns, 2 windows share the middle one
using seven = decltype(view(ramp, 0_c, 30_c, 50_c, 3_c) | adaptive_pool<avg>(7_c, 8));
static_assert(std::is_same_v<seven::extents_type, extents<0, 7, dynamic_extent, 3>>);
using global = decltype(view(ramp, 2, 30, 50, 8_c) | global_pool<sluice::max>());
static_assert(std::is_same_v<global::extents_type, extents<dynamic_extent, 1, 1, 8>>);
static_assert(same(reference(view(ramp, 1_c, 5_c) | adaptive_pool<avg>(1, 2)), {1, 3}));
static_assert(same(reference(view(ramp, 2_c, 3_c) | adaptive_pool<sluice::max>(1, 2)), {4, 5}));
static_assert(same(reference(view(ramp, 3_c, 4_c) | global_pool<sum>()), {66}));
static_assert(same(reference(view(ramp, 1_c, 2_c) | adaptive_pool<sluice::max>(1, 4)),
                   {0, 0, 1, 1}));

// rules
template <class Stage, class View>
constexpr bool fits(Stage const&, View const&) {
    return accepts<Stage, View>;
}
static_assert(!fits(adaptive_pool<avg>(0_c, 1_c), view(ramp, 3_c, 4_c)));
static_assert(fits(adaptive_pool<avg>(1_c, 99_c), view(ramp, 3_c, 4_c)));

// a law: where the sizes divide it is the plain pool
static_assert(equal(reference(view(ramp, 2_c, 6_c) | adaptive_pool<avg>(1, 3)),
                    reference(view(ramp, 2_c, 6_c) | pool<avg>(2, 2))));

} // namespace

TEST_CASE("adaptive_pool: an empty result is refused, and sizes whose product overflows") {
    auto const grey = view(ramp, 3, 4);
    CHECK(says(text_of<shape_error>([&] { (void)(grey | adaptive_pool<avg>(1, 0)); }),
               {"adaptive_pool", "axis w", "result 0"}));
    CHECK_THROWS_AS((void)(grey | adaptive_pool<avg>(-1, 1)), shape_error);
    index_t const far = ~(index_t{1} << 63);
    CHECK_THROWS_AS((void)(grey | adaptive_pool<avg>(far - 1, 1)), shape_error);
    CHECK_THROWS_AS((void)(view(ramp, 3, 1) | adaptive_pool<avg>(far / 2, 1)), shape_error);
    CHECK_THROWS_AS((void)(view(ramp, 1, 3) | adaptive_pool<avg>(1, far / 2)), shape_error);
    std::uint16_t const none[1] = {};
    CHECK_THROWS_AS((void)(view(none, 0, 500, 500) | global_pool<avg>()), range_error);
}
TEST_CASE_TEMPLATE("adaptive_pool: every kind, on every width, to fewer and more results", T,
                   std::uint8_t, std::int32_t, float) {
    for (index_t n : {1, 2, 3, 7, 19}) {
        check_on_widths<T>(adaptive_pool<avg>(n, 20 - n));
        check_on_widths_with<T>(3_c, adaptive_pool<sluice::max>(n / 2 + 1, n));
    }
    check_on_widths_with<T>(2, global_pool<l2>());
}
TEST_CASE("global_pool: typed and large pictures, in one go and after a convolution") {
    pixels<float> const in(3 * 40 * 28, flush::back);
    auto const k = some_kernel<float>(3_c, 3_c);
    CHECK_AGAINST_REFERENCE(view(in.data(), 3, 40_c, 28_c) | global_pool<avg>());
    CHECK_AGAINST_REFERENCE(view(in.data(), 3, 40_c, 28_c) | conv(k) | relu() | global_pool<sum>());
}
