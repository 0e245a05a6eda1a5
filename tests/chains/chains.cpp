// Random chains of three to eight stages, against plain loops over full pictures. The structures
// are fixed; each is run on several shapes, drawn from a seed. SLUICE_SEED=7 draws others.
//
// Compiled in parts, each with its share of the chains: see tests/meson.build.

#include <cstdlib>

#include "run.hpp"

using namespace test;

namespace {

constexpr std::size_t part = SLUICE_CHAINS_PART, parts = SLUICE_CHAINS_PARTS;
constexpr std::uint64_t runs = 12;

std::uint64_t first_seed() {
    char const* const given = std::getenv("SLUICE_SEED");
    return given == nullptr ? 1 : std::strtoull(given, nullptr, 10);
}

template <std::size_t Number>
void check_chain() {
    if constexpr (Number < chains) {
        static constexpr chain c = chain_of(Number);
        CAPTURE(Number);
        for (std::uint64_t i = 0; i < runs; ++i)
            CHECK_EQ(wrong_in_chain<c>(first_seed() + i * 1000003), "");
    }
}

template <std::size_t... I>
void check_chains(std::index_sequence<I...>) {
    (check_chain<part + I * parts>(), ...);
}

} // namespace

TEST_CASE("chains: every structure gives what plain loops give, on shapes of every kind") {
    MESSAGE("shapes are drawn from SLUICE_SEED=" << first_seed());
    check_chains(std::make_index_sequence<(chains + parts - 1) / parts>{});
}
