#pragma once
// What a chain gives, worked out without the library: the sizes and weights that one run draws, and
// each stage as loops over full pictures.

#include <algorithm>
#include <string>

#include "../support/check.hpp"
#include "chain.hpp"

namespace test {

/// One stage of one run: its letter, the sizes drawn for it, and its weights in C order.
struct stage_numbers {
    letter what;
    std::array<index_t, 5> size;
    std::vector<int> weights;

    index_t kernels() const { return size[4]; }
    int weight(index_t i, index_t j, index_t c, index_t o, index_t channels) const {
        return weights[at(((i * size[1] + j) * channels + c) * kernels() + o)];
    }
};

/// A chain's pictures and stages, as one run draws them.
struct run_numbers {
    shape4 pictures;
    std::vector<stage_numbers> stages;
};

inline shape4 shape_after(stage_numbers const& s, shape4 in) {
    auto const [a, b, c, d, kernels] = s.size;
    if (s.what.what == verb::pad) return {in.m, in.h + a + b, in.w + c + d, in.c};
    if (!s.what.has_window()) return in;
    bool const sums = s.what.what == verb::conv || s.what.what == verb::gather;
    return {in.m, (in.h - a) / c + 1, (in.w - b) / d + 1, sums ? kernels : in.c};
}

/// Draws what the type leaves open. A window that the type knows may be larger than the picture.
///
/// All results are exact: no pixel has more than 8 digits (binary), and a stage adds at most two.
/// So the weights of one result are a few ones, and an average has 1, 2 or 4 taps.
inline stage_numbers drawn_for(letter const& what, shape4 in, bool channels, sequence& s) {
    stage_numbers n{what, what.size, {}};
    auto const draw = [&](std::size_t i, index_t lo, index_t hi) {
        if (n.size[i] == drawn) n.size[i] = s.between(lo, std::max(lo, hi));
    };
    if (what.what == verb::pad)
        for (std::size_t i = 0; i < 4; ++i) draw(i, 0, 2);
    if (!what.has_window()) return n;
    draw(0, 1, std::min<index_t>(in.h, 4));
    draw(1, 1, std::min<index_t>(in.w, 4));
    if (what.what == verb::avg && what.size[0] == drawn) {
        constexpr index_t whole[] = {1, 2, 2, 4};
        n.size[0] = whole[n.size[0] - 1];
        n.size[1] = std::min(whole[n.size[1] - 1], 4 / n.size[0]);
    }
    draw(2, 1, 3);
    draw(3, 1, 3);
    if (what.what != verb::conv && what.what != verb::gather) return n;
    draw(4, 1, 4);
    if (!channels || what.what == verb::gather) n.size[4] = 1;
    index_t const taps = n.size[0] * n.size[1] * in.c;
    n.weights.assign(at(taps * n.kernels()), 0);
    for (index_t o = 0; o < n.kernels(); ++o)
        for (index_t ones = s.between(1, 4); ones > 0; --ones)
            n.weights[at(s.between(0, taps - 1) * n.kernels() + o)] = s.between(0, 1) ? 1 : -1;
    return n;
}

/// Draws one run. Where a window that the type knows does not fit, it begins again with a larger
/// picture, so that most results are small.
inline run_numbers drawn_for(chain const& c, std::uint64_t seed) {
    sequence first(seed);
    bool const one = c.from.shape == axes::hw, colour = c.from.shape >= axes::mhwc;
    shape4 pictures{one ? 1 : first.between(0, 3), first.between(1, 9),
                    first.between(1, seed % 3 == 0 ? 70 : 9), 1};
    if (c.from.shape == axes::mhwc) pictures.c = first.between(1, 5);
    if (c.from.shape == axes::mhw3) pictures.c = 3;
    for (;;) {
        run_numbers run{pictures, {}};
        sequence s(first);
        shape4 in = pictures;
        bool channels = colour;
        for (letter const& what : c.stage) {
            run.stages.push_back(drawn_for(what, in, channels, s));
            auto const& n = run.stages.back();
            bool const fits_h = !what.has_window() || n.size[0] <= in.h;
            bool const fits_w = !what.has_window() || n.size[1] <= in.w;
            pictures.h += !fits_h;
            pictures.w += !fits_w;
            if (!fits_h || !fits_w) break;
            channels = channels && what.what != verb::gather;
            in = shape_after(n, in);
        }
        if (pictures.h == run.pictures.h && pictures.w == run.pictures.w) return run;
    }
}

/// The stage on full pictures, value by value. No value has a slack.
inline expected after(stage_numbers const& s, expected const& in) {
    shape4 const shape = shape_after(s, in.shape);
    expected out{shape, std::vector<long double>(at(shape.count())),
                 std::vector<long double>(at(shape.count()))};
    auto const value = [&](index_t m, index_t y, index_t x, index_t o) -> long double {
        auto const pixel = [&](index_t row, index_t column, index_t c) {
            return in.value[at(in.shape.at(m, row, column, c))];
        };
        auto const [kh, kw, sh, sw, kernels] = s.size;
        long double sum = 0, most = -INFINITY;
        switch (s.what.what) {
        case verb::relu: return std::max(pixel(y, x, o), 0.0L);
        case verb::negate: return -pixel(y, x, o);
        case verb::half: return pixel(y, x, o) / 2;
        case verb::pad: {
            index_t const row = y - s.size[0], column = x - s.size[2];
            bool const inside = row >= 0 && row < in.shape.h && column >= 0 && column < in.shape.w;
            return inside ? pixel(row, column, o) : 0;
        }
        case verb::conv:
        case verb::gather:
            for (index_t i = 0; i < kh; ++i)
                for (index_t j = 0; j < kw; ++j)
                    for (index_t c = 0; c < in.shape.c; ++c)
                        sum += s.weight(i, j, c, o, in.shape.c) * pixel(y * sh + i, x * sw + j, c);
            return sum;
        case verb::max:
        case verb::avg:
            for (index_t i = 0; i < kh; ++i)
                for (index_t j = 0; j < kw; ++j) {
                    sum += pixel(y * sh + i, x * sw + j, o);
                    most = std::max(most, pixel(y * sh + i, x * sw + j, o));
                }
            return s.what.what == verb::max ? most : sum / static_cast<long double>(kh * kw);
        }
        return NAN;
    };
    for (index_t m = 0; m < shape.m; ++m)
        for (index_t y = 0; y < shape.h; ++y)
            for (index_t x = 0; x < shape.w; ++x)
                for (index_t c = 0; c < shape.c; ++c)
                    out.value[at(shape.at(m, y, x, c))] = value(m, y, x, c);
    return out;
}

/// A run for people: `(2,5,7,1) | conv 3 3 1 1 1 | relu`.
inline std::string text_of(run_numbers const& run, std::size_t stages) {
    constexpr char const* names[] = {"conv", "gather", "pad",    "max",
                                     "avg",  "relu",   "negate", "half"};
    shape4 const p = run.pictures;
    std::string text = "(";
    for (index_t n : {p.m, p.h, p.w}) text += std::to_string(n) + ",";
    text += std::to_string(p.c) + ")";
    for (std::size_t i = 0; i < stages; ++i) {
        auto const& s = run.stages[i];
        text += std::string(" | ") + names[static_cast<int>(s.what.what)];
        bool const has_sizes = s.what.has_window() || s.what.what == verb::pad;
        for (std::size_t n = 0; has_sizes && n < 4; ++n) text += " " + std::to_string(s.size[n]);
        if (!s.weights.empty()) text += " to " + std::to_string(s.kernels());
    }
    return text;
}

} // namespace test
