// W9 by Halide: a large photograph made grey, blurred and halved.

#include "halide.hpp"

namespace bench::by_halide {
namespace {

using namespace Halide;

Var x("x"), y("y"), m("m"), p("p"), i("i"), j("j"), strip("strip"), xo("xo"), xi("xi"), yi("yi");

/// The blur and the mean as one filter of 6×6 that moves by two.
Func merged_weights(inputs const& in) {
    Func merged("merged");
    Expr sum = 0.0f;
    for (int a = 0; a < 2; ++a)
        for (int b = 0; b < 2; ++b) {
            Expr const row = i - a, column = j - b;
            Expr const inside = row >= 0 && row < 5 && column >= 0 && column < 5;
            sum += select(inside, in.weights(clamp(row, 0, 4) * 5 + clamp(column, 0, 4)), 0.0f);
        }
    merged(j, i) = sum * 0.25f;
    merged.compute_root();
    return merged;
}

Func gray_of(inputs const& in) {
    int const w = static_cast<int>(in.of.in.w), h = static_cast<int>(in.of.in.h);
    Func const photo =
        BoundaryConditions::repeat_edge(in.pixels, {{Expr(), Expr()}, {0, w}, {0, h}});
    auto const channel = [&](int c) { return cast<float>(photo(c, x, y, m)); };
    Func gray("gray");
    gray(x, y, m) = channel(0) * (0.299f / 255) + channel(1) * (0.587f / 255) +
                    channel(2) * (0.114f / 255);
    return gray;
}

/// A ring of grey rows, even and odd columns apart, split from a line of grey pixels.
template <int Columns, int Rows, int Vectors>
Func apart(inputs const& in) {
    Func merged = merged_weights(in), gray = gray_of(in), parts("parts"), out("out");
    parts(x, p, y, m) = gray(2 * x + p, y, m);
    Expr sum = 0.0f;
    for (int a = 0; a < 6; ++a)
        for (int b = 0; b < 6; ++b)
            sum += merged(b, a) * parts(x + b / 2 - 1, b % 2, 2 * y + a - 2, m);
    out(x, y, m) = sum;
    out.split(x, strip, x, Columns)
        .split(x, xo, xi, lanes() * Vectors)
        .split(y, y, yi, Rows)
        .reorder(xi, yi, xo, y, strip, m)
        .vectorize(xi, lanes())
        .unroll(xi)
        .unroll(yi);
    parts.store_at(out, strip)
        .compute_at(out, y)
        .store_in(MemoryType::Stack)
        .fold_storage(y, 8)
        .bound(p, 0, 2)
        .reorder(p, x, y)
        .unroll(p)
        .vectorize(x, lanes(), TailStrategy::RoundUp);
    gray.compute_at(parts, y).store_in(MemoryType::Stack).vectorize(x, 2 * lanes());
    return out;
}

/// A ring of grey rows as they are.
template <int Columns, int Rows, int Vectors>
Func together(inputs const& in) {
    Func merged = merged_weights(in), gray = gray_of(in), out("out");
    Expr sum = 0.0f;
    for (int a = 0; a < 6; ++a)
        for (int b = 0; b < 6; ++b) sum += merged(b, a) * gray(2 * x + b - 2, 2 * y + a - 2, m);
    out(x, y, m) = sum;
    out.split(x, strip, x, Columns)
        .split(x, xo, xi, lanes() * Vectors)
        .split(y, y, yi, Rows)
        .reorder(xi, yi, xo, y, strip, m)
        .vectorize(xi, lanes())
        .unroll(xi)
        .unroll(yi);
    gray.store_at(out, strip)
        .compute_at(out, y)
        .store_in(MemoryType::Stack)
        .fold_storage(y, 8)
        .vectorize(x, 2 * lanes());
    return out;
}

} // namespace

void add_colours(contenders& all) {
    all.push_back(program("W9", "columns apart, strips of 480", apart<480, 1, 2>));
    all.push_back(program("W9", "columns apart, strips of 480, four vectors", apart<480, 1, 4>));
    all.push_back(program("W9", "columns apart", apart<1920, 1, 4>));
    all.push_back(program("W9", "columns together, strips of 480", together<480, 1, 2>));
}

} // namespace bench::by_halide
