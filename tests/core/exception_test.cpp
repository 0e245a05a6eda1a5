// What the library throws: one base class, texts that hold numbers, no allocation. What happens
// without exceptions is in tests/exceptions.

#include <limits>
#include <string>
#include <type_traits>

#include "../support/guarded.hpp"
#include "../support/text.hpp"

using namespace sluice;
using test::text_of;

static_assert(std::is_base_of_v<std::exception, sluice::exception>);
static_assert(std::is_base_of_v<sluice::exception, shape_error> &&
              std::is_base_of_v<sluice::exception, memory_error>);
static_assert(std::is_base_of_v<sluice::exception, range_error> &&
              std::is_base_of_v<sluice::exception, file_error> &&
              std::is_base_of_v<sluice::exception, value_error>);
static_assert(std::is_nothrow_copy_constructible_v<shape_error> &&
              std::is_nothrow_copy_assignable_v<shape_error>);

TEST_CASE("exception: a text is its parts, words and numbers") {
    CHECK_EQ(text_of<shape_error>([] {
                 sluice::detail::fail<shape_error>("a ", std::ptrdiff_t{-17}, " b ",
                                                   std::ptrdiff_t{0});
             }),
             "a -17 b 0");
    memory_error problem;
    CHECK_EQ(std::string(problem.what()), "");
    problem.add("size ")
        .add(std::numeric_limits<std::ptrdiff_t>::min())
        .add(" ")
        .add(std::numeric_limits<std::ptrdiff_t>::max());
    CHECK_EQ(std::string(problem.what()), "size -9223372036854775808 9223372036854775807");
}
TEST_CASE("exception: a text that is too long is cut, and still ends") {
    range_error problem;
    for (int i = 0; i < 1000; ++i) problem.add("word ");
    std::string const text = problem.what();
    CHECK_EQ(text.size(), 479);
    CHECK_EQ(text.substr(0, 10), "word word ");
}
TEST_CASE("exception: a copy has the sentence, and goes its own way") {
    shape_error problem, other;
    problem.add("wide ").add(7);
    shape_error copy = problem;
    other.add("something else");
    other = problem;
    problem.add(" more");
    CHECK_EQ(std::string(copy.add("!").what()), "wide 7!");
    CHECK_EQ(std::string(other.what()), "wide 7");
    CHECK_EQ(std::string(problem.what()), "wide 7 more");
}
TEST_CASE("exception: everything is caught as sluice::exception and as std::exception") {
    CHECK_THROWS_AS(sluice::detail::fail<file_error>("no file"), sluice::exception);
    CHECK_THROWS_AS(sluice::detail::fail<file_error>("no file"), std::exception);
}
TEST_CASE("exception: without exceptions a handler is told, and one that returns saves nothing") {
    static constexpr auto handler = [](sluice::exception const& problem) {
        ::_exit(std::string(problem.what()) == "a problem" ? 0 : 1);
    };
    shape_error problem;
    problem.add("a problem");
    CHECK(test::ends_the_process([&] { problem.give_up(); }));
    CHECK((set_error_handler(handler) == nullptr));
    CHECK_FALSE(test::ends_the_process([&] { problem.give_up(); }));
    CHECK((set_error_handler([](sluice::exception const&) {}) == handler));
    CHECK(test::ends_the_process([&] { problem.give_up(); }));
    CHECK((set_error_handler(nullptr) != nullptr));
}
TEST_CASE("exception: where they are on, the handler is not asked") {
    set_error_handler([](sluice::exception const&) { std::abort(); });
    CHECK_THROWS_AS(sluice::detail::fail<shape_error>("thrown"), shape_error);
    CHECK_THROWS_AS(sluice::detail::fail_to_allocate(64), std::bad_alloc);
    set_error_handler(nullptr);
}
