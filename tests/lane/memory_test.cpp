// Memory beyond the caches. Asking for it early: which lines, how often, and that any address may
// be asked for. Writing to it: lines.

#include <doctest/doctest.h>
#include <sluice/lane/memory.hpp>

using namespace sluice;
using namespace sluice::detail;

TEST_CASE("a prefetcher asks line by line, for each once, up to the end of the memory") {
    alignas(64) char memory[1024];
    prefetcher<1> ahead(memory, memory + 1000);
    auto const asked = [&] { return ahead.next() - reinterpret_cast<std::uintptr_t>(memory); };
    CHECK(asked() == 0);
    ahead.ask_until(memory, 1);
    CHECK(asked() == 64);
    ahead.ask_until(memory, 64);
    CHECK(asked() == 64);
    ahead.ask_until(memory + 64, 1);
    CHECK(asked() == 128);
    ahead.ask_until(memory, 20);
    CHECK(asked() == 128);
    ahead.ask_until(memory, 100000);
    CHECK(asked() == 1024);
    ahead.ask_until(memory, 200000);
    CHECK(asked() == 1024);
}

TEST_CASE("a prefetcher without memory asks for nothing") {
    prefetcher<2> none;
    none.ask_until("", 1 << 20);
    CHECK(none.next() == 0);
}

TEST_CASE("memory that nobody owns may be asked for") {
    prefetch<1>(0);
    prefetch<1>(~std::uintptr_t{0});
    char const* const low = nullptr;
    prefetcher<1> ahead(low, low);
    ahead.ask_until(low, 4096);
    CHECK(ahead.next() == 0);
}

TEST_CASE("lines are written past the caches, and nothing beside them") {
    alignas(64) unsigned char from[7 * 64], to[9 * 64];
    for (int i = 0; i < 7 * 64; ++i) from[i] = static_cast<unsigned char>(i % 251 + 1);
    for (int lines = 0; lines <= 7; ++lines) {
        CAPTURE(lines);
        for (unsigned char& byte : to) byte = 0;
        write_past_caches(to + 64, from, lines);
        written_past_caches();
        for (int i = 0; i < 9 * 64; ++i)
            CHECK(to[i] == (i >= 64 && i < 64 * (lines + 1) ? from[i - 64] : 0));
    }
}

TEST_CASE("a pack that fills a line is stored as one, where there are such packs") {
    constexpr int n = static_cast<int>(xsimd::batch<float>::size);
    using arch = xsimd::default_arch;
    constexpr bool fills = fills_line<pack<float, n, arch>>;
    CHECK(fills == (can_write_past_caches && n == 16));
    CHECK_FALSE(fills_line<pack<float, 2 * n, arch>>);
    CHECK_FALSE(fills_line<pack<float, n / 2, arch>>);
    if constexpr (fills) {
        alignas(64) float from[n], to[3 * n] = {};
        for (int i = 0; i < n; ++i) from[i] = static_cast<float>(i + 1);
        store_line(to + n, load<float, n, arch>(from));
        written_past_caches();
        for (int i = 0; i < 3 * n; ++i) CHECK(to[i] == (i / n == 1 ? from[i - n] : 0.0F));
    }
}
