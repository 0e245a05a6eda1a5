#pragma once
// Random structures: which stages follow each other, chosen while the test is compiled.
//
// A chain has eight stages, and is run after its third stage, after its fourth, and so on to its
// eighth: that makes six structures, and the shortest one that is wrong names the stage to look at.
// They share what the compiler makes of their common beginning.

#include <array>
#include <cstdint>

#include <sluice/core/size.hpp>

#include "../support/numbers.hpp"

namespace test {

using sluice::index_t;

/// A size that is no part of the type: every run draws it anew.
inline constexpr index_t drawn = sluice::dynamic_extent;

/// What a stage does. On pictures with channels conv has several kernels, and gather is the conv
/// that sums all channels up. The padded pools have one row and column of padding on each side, and
/// ceil_mode; the borders are those of pad; spread puts zeros between, narrow is saturate_cast.
// clang-format off
enum class verb {
    conv, convolve, gather, depthwise,                         // windows with a kernel
    max, min, avg, sum, padded_max, padded_avg,                // windows without
    zero, constant, edge, reflect, symmetric, wrap,            // borders
    crop, spread, relu, negate, half, clamp, narrow
};
inline constexpr char const* verb_names[] = {
    "conv", "convolve", "gather", "depthwise",
    "max", "min", "avg", "sum", "padded_max", "padded_avg",
    "zero", "constant", "edge", "reflect", "symmetric", "wrap",
    "crop", "spread", "relu", "negate", "half", "clamp", "narrow"};
// clang-format on

/// A stage, and which of its sizes the type knows: kh, kw, sh, sw, kernels (of a depthwise stage
/// per channel), dh, dw of windows; top, bottom, left, right of a border; top, left, height, width
/// of a crop; sh, sw of what is spread.
struct letter {
    verb what;
    std::array<index_t, 7> size{};

    friend constexpr bool operator==(letter const&, letter const&) = default;

    constexpr bool has_kernel() const { return what <= verb::depthwise; }
    constexpr bool has_window() const { return what <= verb::padded_avg; }
    constexpr bool is_border() const { return what >= verb::zero && what <= verb::wrap; }
    constexpr bool is_padded() const {
        return what == verb::padded_max || what == verb::padded_avg;
    }
    constexpr bool has_sizes() const { return what <= verb::spread; }
    constexpr bool is_typed() const { return !has_window() || size[0] != drawn; }
    constexpr bool is_typed_step() const { return has_window() && size[2] > 1; }
};

inline constexpr letter alphabet[] = {
    {verb::conv, {drawn, drawn, 1, 1, drawn, 1, 1}},
    {verb::conv, {drawn, drawn, drawn, drawn, drawn, drawn, drawn}},
    {verb::conv, {3, 3, 1, 1, 2, 1, 1}},
    {verb::conv, {2, 3, 2, 1, 3, 1, 1}},
    {verb::conv, {2, 2, 1, 1, drawn, 2, 3}},
    {verb::convolve, {1, 3, 1, 1, 4, 1, 1}},
    {verb::gather, {drawn, drawn, 1, 1, 1, 1, 1}},
    {verb::gather, {3, 1, 1, 2, 1, 1, 1}},
    {verb::depthwise, {drawn, drawn, 1, 1, drawn, 1, 1}},
    {verb::depthwise, {2, 2, 1, 1, 2, 1, 1}},
    {verb::max, {drawn, drawn, drawn, drawn}},
    {verb::max, {2, 2, 2, 2}},
    {verb::max, {3, 3, 1, 1}},
    {verb::min, {2, 3, 2, 1}},
    {verb::avg, {drawn, drawn, drawn, drawn}},
    {verb::avg, {2, 2, 2, 2}},
    {verb::avg, {1, 4, 1, 1}},
    {verb::sum, {2, 1, 1, 1}},
    {verb::padded_max, {3, 3, 2, 2}},
    {verb::padded_max, {3, 2, 1, 3}},
    {verb::padded_avg, {2, 2, 2, 2}},
    {verb::zero, {drawn, drawn, drawn, drawn}},
    {verb::zero, {1, 1, 1, 1}},
    {verb::constant, {0, 1, 2, 0}},
    {verb::edge, {1, 1, 1, 1}},
    {verb::reflect, {drawn, drawn, drawn, drawn}},
    {verb::symmetric, {drawn, drawn, drawn, drawn}},
    {verb::wrap, {2, 0, 1, 1}},
    {verb::crop, {drawn, drawn, drawn, drawn}},
    {verb::spread, {2, 1}},
    {verb::relu},
    {verb::negate},
    {verb::half},
    {verb::clamp},
    {verb::narrow},
};

/// The pictures that a chain begins with: an element type, and which axes there are.
enum class pixel { u8, i8, u16, i16, i32, f32, f64 };
enum class axes { hw, mhw, mhwc, mhw3 };
struct source {
    pixel type;
    axes shape;
    friend constexpr bool operator==(source const&, source const&) = default;
};

struct chain {
    static constexpr std::size_t least = 3, length = 8;
    source from;
    std::array<letter, length> stage;
};

/// At most this many steps that the type knows to be longer than one, so that pictures stay small.
inline constexpr int most_typed_steps = 3;

/// The chain of a number. In every third one all windows may be drawn, in the others the type knows
/// them: what the run knows is compiled twice, as such and as the usual sizes. No stage without
/// windows follows its like.
constexpr chain chain_of(std::uint64_t number) {
    sequence s(0x736c75696365 + number);
    chain c{{static_cast<pixel>(s.between(0, 6)), static_cast<axes>(s.between(0, 3))}, {}};
    if (number % 4 == 0) c.from.type = pixel::f32; // what is used most is tested most
    bool const typed = number % 3 != 0;
    int steps = 0;
    for (std::size_t i = 0; i < chain::length;) {
        letter const next = alphabet[s.next() % std::size(alphabet)];
        if (typed && !next.is_typed()) continue;
        if (next.is_typed_step() && steps == most_typed_steps) continue;
        if (i > 0 && !next.has_window() && next.what == c.stage[i - 1].what) continue;
        steps += next.is_typed_step();
        c.stage[i++] = next;
    }
    return c;
}

inline constexpr std::size_t chains = 54;

/// How many stages two chains have in common before they part; none, if their pictures differ.
constexpr std::size_t common_stages(chain const& a, chain const& b) {
    if (!(a.from == b.from)) return 0;
    std::size_t n = 0;
    while (n < chain::length && a.stage[n] == b.stage[n]) ++n;
    return n;
}

/// How many different structures all chains make together.
constexpr std::size_t structures() {
    std::array<chain, chains> all{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < chains; ++i) {
        all[i] = chain_of(i);
        std::size_t known = chain::least - 1;
        for (std::size_t j = 0; j < i; ++j)
            if (std::size_t const n = common_stages(all[j], all[i]); n > known) known = n;
        count += chain::length - known;
    }
    return count;
}
static_assert(structures() >= 300);

} // namespace test
