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
    std::array<index_t, 7> size;
    std::vector<int> weights, bias;

    index_t kernels() const { return size[4]; }
    /// From the first to behind the last row or column that a window looks at.
    index_t reach(std::size_t axis) const {
        return what.has_kernel() ? (size[axis] - 1) * size[5 + axis] + 1 : size[axis];
    }
    index_t padding() const { return what.is_padded() ? 1 : 0; }
    bool fits(index_t h, index_t w) const {
        if (!what.has_window()) return true;
        return reach(0) <= h + 2 * padding() && reach(1) <= w + 2 * padding();
    }
    /// How many windows there are in n rows or columns: with ceil_mode one more, if it begins in
    /// the picture or its first padding.
    index_t windows_in(index_t n, std::size_t axis) const {
        index_t const step = size[2 + axis], room = n + 2 * padding() - reach(axis);
        if (!what.is_padded()) return room / step + 1;
        index_t const out = (room + step - 1) / step + 1;
        return (out - 1) * step >= n + padding() ? out - 1 : out;
    }
    /// What channel c of the pixel at tap (i, j) counts for result o.
    int weight(index_t i, index_t j, index_t c, index_t o, index_t channels) const {
        if (what.what == verb::depthwise && o / kernels() != c) return 0;
        if (what.what == verb::convolve) {
            i = size[0] - 1 - i;
            j = size[1] - 1 - j;
        }
        return weights[at(((i * size[1] + j) * channels + c) * kernels() + o % kernels())];
    }
};

/// A chain's pictures and stages, as one run draws them.
struct run_numbers {
    shape4 pictures;
    std::vector<stage_numbers> stages;
};

inline shape4 shape_after(stage_numbers const& s, shape4 in) {
    auto const& n = s.size;
    if (s.what.is_border()) return {in.m, in.h + n[0] + n[1], in.w + n[2] + n[3], in.c};
    if (s.what.what == verb::crop) return {in.m, n[2], n[3], in.c};
    if (s.what.what == verb::spread)
        return {in.m, (in.h - 1) * n[0] + 1, (in.w - 1) * n[1] + 1, in.c};
    if (!s.what.has_window()) return in;
    index_t const results = s.what.what == verb::depthwise ? in.c * s.kernels()
                            : s.what.has_kernel()          ? s.kernels()
                                                           : in.c;
    return {in.m, s.windows_in(in.h, 0), s.windows_in(in.w, 1), results};
}

/// Draws what the type leaves open. A window that the type knows may be larger than the picture.
///
/// All results are exact: no pixel has more than 8 digits (binary), and a stage adds at most two.
/// So the weights of one result are up to three ones and a bias of one, the value of a border is
/// one, and averages and sums have 1, 2 or 4 taps.
inline stage_numbers drawn_for(letter const& what, shape4 in, bool channels, sequence& s) {
    stage_numbers n{what, what.size, {}, {}};
    auto const draw = [&](std::size_t i, index_t lo, index_t hi) {
        if (n.size[i] == drawn) n.size[i] = s.between(lo, std::max(lo, hi));
    };
    if (what.is_border())
        for (std::size_t i = 0; i < 4; ++i) draw(i, 0, 2);
    if (what.what == verb::crop) {
        draw(0, 0, std::min<index_t>(in.h - 1, 2));
        draw(1, 0, std::min<index_t>(in.w - 1, 2));
        draw(2, std::max<index_t>(in.h - n.size[0] - 2, 1), in.h - n.size[0]);
        draw(3, std::max<index_t>(in.w - n.size[1] - 2, 1), in.w - n.size[1]);
    }
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
    if (!what.has_kernel()) return n;
    draw(4, 1, 4);
    draw(5, 1, std::min<index_t>(3, n.size[0] > 1 ? (in.h - 1) / (n.size[0] - 1) : 3));
    draw(6, 1, std::min<index_t>(3, n.size[1] > 1 ? (in.w - 1) / (n.size[1] - 1) : 3));
    if (!channels || what.what == verb::gather) n.size[4] = 1;
    index_t const taps = n.size[0] * n.size[1] * in.c;
    n.weights.assign(at(taps * n.kernels()), 0);
    for (index_t o = 0; o < n.kernels(); ++o) {
        n.bias.push_back(what.what == verb::conv ? static_cast<int>(s.between(-1, 1)) : 0);
        for (index_t ones = s.between(1, 3); ones > 0; --ones)
            n.weights[at(s.between(0, taps - 1) * n.kernels() + o)] = s.between(0, 1) ? 1 : -1;
    }
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
            if (!n.fits(in.h, in.w)) {
                pictures.h += n.reach(0) > in.h + 2 * n.padding();
                pictures.w += n.reach(1) > in.w + 2 * n.padding();
                break;
            }
            channels = channels && what.what != verb::gather;
            in = shape_after(n, in);
        }
        if (pictures.h == run.pictures.h && pictures.w == run.pictures.w) return run;
    }
}

/// Where the border of a stage takes its pixel from: a position in 0..n, or −1 for none.
inline index_t source_of(verb border, index_t i, index_t n) {
    if (i >= 0 && i < n) return i;
    switch (border) {
    case verb::edge: return walked(beyond::edge, i, n);
    case verb::reflect: return walked(beyond::reflect, i, n);
    case verb::symmetric: return walked(beyond::symmetric, i, n);
    case verb::wrap: return walked(beyond::wrap, i, n);
    default: return -1;
    }
}

/// The stage on full pictures, value by value. No value has a slack.
inline expected after(stage_numbers const& s, expected const& in) {
    shape4 const shape = shape_after(s, in.shape);
    expected out{shape, std::vector<long double>(at(shape.count())),
                 std::vector<long double>(at(shape.count()))};
    auto const& n = s.size;
    verb const what = s.what.what;
    auto const value = [&](index_t m, index_t y, index_t x, index_t o) -> long double {
        auto const pixel = [&](index_t row, index_t column, index_t c) {
            return in.value[at(in.shape.at(m, row, column, c))];
        };
        if (what == verb::relu) return std::max(pixel(y, x, o), 0.0L);
        if (what == verb::negate) return -pixel(y, x, o);
        if (what == verb::half) return pixel(y, x, o) / 2;
        if (what == verb::clamp) return std::clamp(pixel(y, x, o), -50.0L, 60.0L);
        if (what == verb::narrow) return std::clamp(std::nearbyint(pixel(y, x, o)), 0.0L, 255.0L);
        if (what == verb::crop) return pixel(y + n[0], x + n[1], o);
        if (what == verb::spread)
            return y % n[0] == 0 && x % n[1] == 0 ? pixel(y / n[0], x / n[1], o) : 0;
        if (s.what.is_border()) {
            index_t const row = source_of(what, y - n[0], in.shape.h);
            index_t const column = source_of(what, x - n[2], in.shape.w);
            if (row < 0 || column < 0) return what == verb::constant ? 1 : 0;
            return pixel(row, column, o);
        }
        if (s.what.has_kernel()) {
            long double sum = s.bias[at(o % s.kernels())];
            for (index_t i = 0; i < n[0]; ++i)
                for (index_t j = 0; j < n[1]; ++j)
                    for (index_t c = 0; c < in.shape.c; ++c)
                        sum += s.weight(i, j, c, o, in.shape.c) *
                               pixel(y * n[2] + i * n[5], x * n[3] + j * n[6], c);
            return sum;
        }
        long double sum = 0, most = -INFINITY, least = INFINITY;
        int counted = 0; // pads count, what ceil_mode reaches behind them does not
        for (index_t i = 0; i < n[0]; ++i)
            for (index_t j = 0; j < n[1]; ++j) {
                index_t const row = y * n[2] + i - s.padding(), h = in.shape.h;
                index_t const column = x * n[3] + j - s.padding(), w = in.shape.w;
                counted += row < h + s.padding() && column < w + s.padding();
                if (row < 0 || column < 0 || row >= h || column >= w) continue;
                long double const v = pixel(row, column, o);
                sum += v;
                most = std::max(most, v);
                least = std::min(least, v);
            }
        if (what == verb::max || what == verb::padded_max) return most;
        if (what == verb::min) return least;
        return what == verb::sum ? sum : sum / counted;
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
    shape4 const p = run.pictures;
    std::string text = "(";
    for (index_t n : {p.m, p.h, p.w}) text += std::to_string(n) + ",";
    text += std::to_string(p.c) + ")";
    for (std::size_t i = 0; i < stages; ++i) {
        auto const& s = run.stages[i];
        text += std::string(" | ") + verb_names[static_cast<int>(s.what.what)];
        std::size_t const sizes = s.what.has_kernel() ? 7 : s.what.has_sizes() ? 4 : 0;
        for (std::size_t n = 0; n < sizes; ++n) text += " " + std::to_string(s.size[n]);
    }
    return text;
}

} // namespace test
