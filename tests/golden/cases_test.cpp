// The cases are read as they are written, and what differs from them is told.

#include "../support/text.hpp"
#include "cases.hpp"

using namespace golden;
using test::says;

namespace {

/// Two rows of the first pixels in u8.npy, halved: what a stage should give, said by hand.
std::vector<std::uint8_t> const& bytes = stored<std::uint8_t>();

one_case given(std::string const& rest) { return one_case("stage pixels=u8:0:1,1,2 " + rest); }

std::string halves(one_case const& c) {
    auto const half = sluice::transform([](auto x) { return x * 0.5f; });
    return with_pixels(c, [&]<class T> { return difference_of(c, planes<T>(c) | half); }, u8);
}

} // namespace

TEST_CASE("golden: a line is a stage, numbers, texts and arrays") {
    one_case const c("conv by=hand stride=2,-1 slack=1e-3 pixels=u8:1:1,2,3");
    CHECK_EQ(c.stage(), "conv");
    CHECK_EQ(c.text("by"), "hand");
    CHECK_EQ(c.numbers("stride"), std::vector<index_t>{2, -1});
    CHECK_EQ(c.number("slack"), 1e-3);
    CHECK_EQ(c.type_of("pixels"), "u8");
    CHECK_EQ(c.values<std::uint8_t>("pixels").size, std::vector<index_t>{1, 2, 3});
    CHECK_EQ(c.values<std::uint8_t>("pixels").value,
             std::vector<std::uint8_t>(bytes.begin() + 1, bytes.begin() + 7));
    CHECK_EQ(c.values_as_double("pixels").value,
             std::vector<double>(bytes.begin() + 1, bytes.begin() + 7));
    CHECK_THROWS_AS(one_case("x a=u8:999999999:1").values<std::uint8_t>("a"), std::out_of_range);
    CHECK(cases_of("no such family").empty());
}
TEST_CASE("golden: another value, type or shape is told, and a slack is granted") {
    REQUIRE_NE(bytes[0], 0); // else its half is no other value
    CHECK(says(halves(given("result=f32 slack=0 want=u8:0:1,1,2")), {"reference", "value 0"}));
    CHECK_EQ(halves(given("result=f32 slack=128 want=u8:0:1,1,2")), "");
    CHECK(says(halves(given("result=u8 slack=128 want=u8:0:1,1,2")), {"type", "f32"}));
    CHECK(says(halves(given("result=f32 slack=128 want=u8:0:1,2,1")), {"shape"}));
    CHECK(says(halves(one_case("stage pixels=i8:0:1,1,2 result=f32 slack=0 want=i8:0:1,1,2")),
               {"no pixels of type i8"}));
}
TEST_CASE("golden: a case without a stage and a stage without a case are wrong") {
    auto const fine = [](one_case const&) { return std::string(); };
    CHECK_EQ(wrong_in({given("")}, {{"stage", fine}}).size(), 0);
    CHECK_EQ(wrong_in({given("")}, {{"other", fine}}).size(), 2);
    CHECK_EQ(wrong_in({}, {{"stage", fine}}).size(), 1);
    CHECK_EQ(wrong_in({given("")}, {{"stage", [](auto&) { return std::string("differs"); }}})[0],
             given("").line() + ": differs");
}
