// The helpers can fail: wrong values, writes outside and forbidden bytes are reported.

#include "same.hpp"
#include "special.hpp"
#include "sweep.hpp"
#include "text.hpp"

using namespace sluice;
using namespace test;

namespace {

/// A stage whose lanes do other things than its numbers: what the checks exist to find.
struct wrong_in_lanes {
    float off;
    float operator()(float x) const { return x; }
    template <class L>
        requires(!std::is_arithmetic_v<L>)
    auto operator()(L x) const {
        return x + off;
    }
};

constexpr float ramp[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

} // namespace

TEST_CASE("check: a difference is found, and says where") {
    auto const e = view(ramp, 1, 3, 4) | conv(kernel(ramp + 1, 2, 2));
    auto const want = expect(e);
    auto right = eval(e);
    CHECK_EQ(difference<float>(want, right.data()), "");
    right.data()[4] *= 1.00001f;
    CHECK(says(difference<float>(want, right.data()), {"image 0", "y 1", "x 1"}));
    right.data()[0] = std::numeric_limits<float>::quiet_NaN();
    CHECK(says(difference<float>(want, right.data()), {"y 0", "x 0", "nan"}));
}
TEST_CASE("check: integers and moves have no slack, sums of floats have a little") {
    std::uint8_t const bytes[] = {1, 2, 3, 4};
    std::int8_t const w[] = {1, -1};
    for (long double d : expect(view(bytes, 2, 2) | conv(kernel(w, 1, 2))).slack) CHECK_EQ(d, 0);
    for (long double d : expect(view(ramp, 3, 4) | pad(1, 1) | pool<sluice::max>(2, 2)).slack)
        CHECK_EQ(d, 0);
    for (long double d : expect(view(ramp + 1, 1, 2) | conv(kernel(ramp + 1, 1, 2))).slack) {
        CHECK_EQ(d, 4 * 0x1p-24L * (2 + 2) * 5); // 1·1 + 2·2
    }
}
TEST_CASE("check: what a window gives is told by the kind of pool") {
    auto const line = view(ramp + 3, 1, 2); // 3 4
    CHECK_EQ(expect(line | pool<sluice::max>(1, 2)).value[0], 4);
    CHECK_EQ(expect(line | pool<sluice::min>(1, 2)).value[0], 3);
    CHECK_EQ(expect(line | pool<avg>(1, 2)).value[0], 3.5L);
    CHECK_EQ(expect(line | pool<sum>(1, 2)).value[0], 7);
    CHECK_EQ(expect(line | pool<l2>(1, 2)).value[0], 5);
    CHECK_EQ(expect(line | pool<sum>(1, 2)).slack[0], 4 * 0x1p-24L * (2 + 2) * 7);
    CHECK_EQ(expect(line | pool<l2>(1, 2)).slack[0], 4 * 0x1p-24L * (2 + 2) * 5);
    std::uint8_t const bytes[] = {1, 2};
    CHECK_EQ(expect(view(bytes, 1, 2) | pool<sum>(1, 2)).slack[0], 0);
}
TEST_CASE("check: an engine that computes something else is reported") {
    CHECK_EQ(wrong(view(ramp, 3, 4) | transform(wrong_in_lanes{0.0f})), "");
    CHECK(says(wrong(view(ramp, 3, 4) | transform(wrong_in_lanes{1.0f})), {"run", "instead of"}));
    CHECK(says(wrong_in_eval(view(ramp, 3, 4) | transform(wrong_in_lanes{1.0f})),
               {"eval", "instead of"}));
    CHECK(says(
        wrong(view(ramp, 3, 4) | transform(wrong_in_lanes{1.0f}) | conv(kernel(ramp + 1, 2, 2))),
        {"run", "instead of"}));
}
TEST_CASE("special: other values, other zeros and an engine of its own are reported") {
    auto const unchanged = [](float x) { return x; };
    // −0 + 0 is 0
    CHECK(says(wrong_on_special<float>(transform(wrong_in_lanes{0.0f}), unchanged),
               {"-0.0", "engine 0.0", "wanted -0.0"}));
    CHECK_EQ(wrong_on_special<float>(transform(unchanged), unchanged), "");
    CHECK(says(wrong_on_special<float>(transform(wrong_in_lanes{1.0f}), unchanged), {"engine"}));
    CHECK(wrong_on_special<float>(transform(unchanged), [](float x) { return x + 0.0f; }) != "");
    CHECK(wrong_on_special<int>(transform([](auto x) { return x; }),
                                [](int x) { return x == 2147483647 ? 0 : x; }) != "");
    CHECK(alike(std::nan(""), -std::nan("")));
    CHECK(!alike(0.0, -0.0));
}
TEST_CASE("check: same and equal compare sizes and values") {
    auto const three = eval(view(ramp, 1, 3) | relu());
    CHECK(same(three, {0, 1, 2}));
    CHECK(!same(three, {0, 1, 3}));
    CHECK(!same(three, {0, 1}));
    CHECK(!equal(three, eval(view(ramp, 3, 1) | relu())));
    CHECK(!equal(three, eval(view(ramp + 1, 1, 3) | relu())));
}
TEST_CASE("check: says and text_of report what is not there") {
    CHECK_EQ(text_of<shape_error>([] {}), "nothing was thrown");
    CHECK(text_of<shape_error>([] { throw memory_error(); }) != "");
    CHECK_EQ(text_of<shape_error>([] { throw std::runtime_error("x"); }), "another exception: x");
}
TEST_CASE(
    "guarded: a byte before or behind ends the process, a byte of the rest of the page is seen") {
    guarded<float> const front(3, flush::front), back(3, flush::back);
    CHECK(ends_the_process([&] { *static_cast<float volatile*>(&front[-1]); }));
    CHECK(ends_the_process([&] { *static_cast<float volatile*>(&back[3]); }));
    CHECK(ends_the_process([&] { *static_cast<float volatile*>(&back[3]) = 0; }));
    CHECK(!ends_the_process([&] {
        *static_cast<float volatile*>(&back[2]) = *static_cast<float volatile*>(&front[0]);
    }));
    CHECK(front.rest_is_untouched());
    const_cast<float volatile&>(front[3]) = 0;
    CHECK(!front.rest_is_untouched());
    const_cast<float volatile&>(back[-1]) = 0;
    CHECK(!back.rest_is_untouched());
    pixels<float> const in(3, flush::back);
    CHECK(ends_the_process([&] { *const_cast<float volatile*>(in.data()) = 0; }));
}
