// Asking for memory early: which lines, and that any address may be asked for.

#include <doctest/doctest.h>
#include <sluice/lane/memory.hpp>

using namespace sluice;
using namespace sluice::detail;

TEST_CASE("prefetch_lines goes on line by line until the end is asked for") {
    CHECK(prefetch_lines(0, 0) == 0);
    CHECK(prefetch_lines(64, 1) == 64);
    CHECK(prefetch_lines(0, 1) == 64);
    CHECK(prefetch_lines(0, 64) == 64);
    CHECK(prefetch_lines(0, 65) == 128);
    CHECK(prefetch_lines(100, 300) == 356);
}

TEST_CASE("memory that nobody owns may be asked for") {
    prefetch(0);
    prefetch(~std::uintptr_t{0});
    CHECK(prefetch_lines(4096, 8192) == 8192);
}
