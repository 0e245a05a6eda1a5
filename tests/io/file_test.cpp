#include <doctest/doctest.h>

#include <string>

#include <sluice/io/file.hpp>

using namespace sluice;

TEST_CASE("file: an error names who complains and the file, then the parts in order") {
    CHECK_THROWS_WITH_AS(detail::refuse_file("load", "a.npy", "found ", std::ptrdiff_t{3}, " axes"),
                         "load: a.npy: found 3 axes", file_error);
}

TEST_CASE("file: of a name longer than 200 characters the last 200 are shown") {
    std::string const just(200, 'x'), longer = "y" + just;
    CHECK_THROWS_WITH_AS(detail::refuse_file("load", just, "why"),
                         ("load: " + just + ": why").c_str(), file_error);
    CHECK_THROWS_WITH_AS(detail::refuse_file("load", longer, "why"),
                         ("load: ..." + just + ": why").c_str(), file_error);
}

TEST_CASE("file: words of a file are shown short, and without control characters") {
    CHECK(detail::printable("a\n\x1b[2J\xff~") == "a??[2J?~");
    CHECK(detail::printable(std::string(1000, 'x')) == std::string(32, 'x'));
}
