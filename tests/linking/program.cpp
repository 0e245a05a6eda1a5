// The main function of a program of two parts: each has to compute by its own instructions, and
// what either throws is caught here, where a third set of options holds.

#include <cstdio>
#include <cstring>

#include <sluice/core/exception.hpp>

#include "part.hpp"

namespace {

int failures = 0;

void check(bool holds, char const* fact) {
    if (holds) return;
    ++failures;
    std::printf("not so: %s\n", fact);
}

template <class Misfit>
void check_caught(Misfit misfit, char const* fact) {
    bool caught = false;
    try {
        misfit();
    } catch (sluice::shape_error const& problem) {
        caught = std::strstr(problem.what(), "(axis h: window 2, image 1)") != nullptr;
    }
    check(caught, fact);
}

} // namespace

int main() {
    // (1 + e)² − 1 is 2e + e², which fits a float; rounded twice, e² is lost
    float const once = 0x1p-19f + 0x1p-40f, twice = 0x1p-19f;
    findings const narrow = narrow_part();
    check(narrow.rounded == twice, "the narrow part rounds products");
    check(narrow.lanes == 4, "the narrow part has registers of four floats");
    if (narrow.wrong != nullptr) check(false, narrow.wrong);
    check_caught(narrow_misfit, "the narrow part's exceptions are caught");
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return failures;
    findings const wide = wide_part();
    check(wide.rounded == once, "the wide part rounds once");
    check(wide.lanes == 8, "the wide part has registers of eight floats");
    if (wide.wrong != nullptr) check(false, wide.wrong);
    check_caught(wide_misfit, "the wide part's exceptions are caught");
    return failures;
}
