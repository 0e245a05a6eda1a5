// Zeros between pixels.

#include "../support/same.hpp"
#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr float ramp[6] = {1, 2, 3, 4, 5, 6};
static_assert(same(reference(view(ramp, 2_c, 2_c) | insert_zeros(stride<2, 3>)),
                   {1, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 4}));
static_assert(std::is_same_v<decltype(view(ramp, 0_c, 9_c, 10_c) |
                                      insert_zeros(stride(2_c, 1)))::extents_type,
                             extents<0, 17, dynamic_extent>>);
template <class Stage, class View>
constexpr bool fits(Stage const&, View const&) {
    return accepts<Stage, View>;
}
static_assert(!fits(insert_zeros(stride<0, 1>), view(ramp, 2_c, 3_c)));

} // namespace

TEST_CASE("insert_zeros: a stride below one, or a result beyond the address space, is refused") {
    CHECK_THROWS_AS((void)(view(ramp, 2, 3) | insert_zeros(stride(0, 1))), shape_error);
    index_t const far = index_t{1} << 40;
    CHECK_THROWS_AS((void)(view(ramp, 2, 3) | insert_zeros(stride(far, far))), shape_error);
}
TEST_CASE("insert_zeros: a stride of as much gives the picture back") {
    pixels<float> const in(2 * 5 * 17, flush::back);
    for (index_t s = 1; s <= 9; ++s) {
        auto const out = eval(view(in.data(), 2, 5, 17) | insert_zeros(stride(s, s)) |
                              pool<sum>(1, 1, stride(s, s)));
        CHECK(std::equal(out.begin(), out.end(), in.data()));
    }
}
