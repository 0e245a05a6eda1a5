// The number of the instruction set, part of the name of what must not be shared.

#include <doctest/doctest.h>
#include <sluice/core/target.hpp>

static_assert(sluice::detail::this_target >= 0 && sluice::detail::this_target <= 3);

TEST_CASE("target: what this file is compiled for is what runs it") {
#if defined(__x86_64__)
    bool const runs[] = {true, __builtin_cpu_supports("sse4.1") != 0,
                         __builtin_cpu_supports("avx2") != 0,
                         __builtin_cpu_supports("avx512f") != 0};
    CHECK(runs[sluice::detail::this_target]);
#endif
}
