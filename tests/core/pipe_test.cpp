// Joining: pictures and stages, stages and stages, pipelines and pictures.

#include <sluice/core/image.hpp>
#include <sluice/describe.hpp>
#include <sluice/run/reference.hpp>

#include "../support/same.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

constexpr float ramp[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr float pair[2] = {1, 1};
constexpr auto k = kernel(pair, 1_c, 2_c);

// a pipeline without a source is a value, bound to several pictures
constexpr auto p = pad(0_c, 1_c) | conv(k) | pool<sluice::max>(2_c, 2_c);
static_assert(same(reference(view(ramp, 2_c, 2_c) | p), {5}));
static_assert(same(reference(view(ramp, 2, 2, 2) | p), {5, 13}));
static_assert(same(reference(view(ramp + 1, 2_c, 3_c) | p), {9, 11}));

// joining is associative
constexpr auto a = pad(0_c, 1_c);
constexpr auto b = conv(k);
constexpr auto c = relu();
constexpr auto x = view(ramp, 4_c, 4_c);
static_assert(equal(reference(x | a | b | c), reference(x | (a | b) | c)));
static_assert(equal(reference(x | a | b | c), reference(x | a | (b | c))));
static_assert(equal(reference(x | a | b | c), reference(x | (a | b | c))));
static_assert(equal(reference(x | (a | b) | (c | c)), reference(x | ((a | b) | (c | c)))));
static_assert(equal(reference(pad(x, 0_c, 1_c) | b), reference(x | a | b)));

// what a source is: an lvalue image is viewed, an rvalue image is owned
using owner = image<float, extents<2, 2>>;
static_assert(std::is_same_v<decltype(std::declval<owner&>() | relu())::input_type,
                             image_view<float, extents<2, 2>>>);
static_assert(std::is_same_v<decltype(std::declval<owner const&>() | relu())::input_type,
                             image_view<float const, extents<2, 2>>>);
static_assert(std::is_same_v<decltype(std::declval<owner>() | relu())::input_type, owner>);

} // namespace

TEST_CASE("pipe: one pipeline is bound to pictures of different shapes and types") {
    std::uint8_t const bytes[] = {1, 2, 3, 4};
    auto const q = conv(k) | relu();
    CHECK(same(reference(view(bytes, 2, 2) | q), {3, 7}));
    CHECK(same(reference(view(ramp, 1, 4) | q), {1, 3, 5}));
}
TEST_CASE("pipe: an expression is a copy; binding again does not change the first") {
    auto const q = pad(1, 1);
    auto const small = view(ramp, 1, 1) | q, large = view(ramp, 4, 4) | q;
    CHECK_EQ(small.extent(0), 3);
    CHECK_EQ(large.extent(0), 6);
}
TEST_CASE("pipe: the misfit is thrown by the pipe that makes it") {
    auto const q = pool<sluice::max>(2, 2) | pool<sluice::max>(2, 2) | pool<sluice::max>(2, 2);
    CHECK_NOTHROW((void)(view(ramp, 4, 4) | pool<sluice::max>(2, 2) | pool<sluice::max>(2, 2)));
    CHECK(says(text_of<shape_error>([&] { (void)(view(ramp, 4, 4) | q); }),
               {"pool", "axis h", "window 2", "image 1"}));
}
