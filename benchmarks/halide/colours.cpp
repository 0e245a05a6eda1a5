// W9 by Halide: a large photograph made grey, blurred and halved.

#include "halide.hpp"

namespace bench::by_halide {
namespace {

using namespace Halide;

Var x("x"), y("y"), m("m"), c("c"), p("p"), i("i"), j("j"), xo("xo"), xi("xi"), yi("yi");

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

Func gray_of(inputs const& in, Func& channels) {
    int const w = static_cast<int>(in.of.in.w), h = static_cast<int>(in.of.in.h);
    Func const photo =
        BoundaryConditions::repeat_edge(in.pixels, {{Expr(), Expr()}, {0, w}, {0, h}});
    channels(x, c, y, m) = photo(c, x, y, m);
    auto const channel = [&](int k) { return cast<float>(channels(x, k, y, m)); };
    Func gray("gray");
    gray(x, y, m) =
        channel(0) * (0.299f / 255) + channel(1) * (0.587f / 255) + channel(2) * (0.114f / 255);
    return gray;
}

enum class lines { gray, channels_and_gray };

/// A ring of grey rows, even and odd columns apart, split from a line of grey pixels. The taps of a
/// column of the filter are unrolled: those of some rows of results share what they read.
template <lines Lines, int Rows, int Vectors>
Func apart(inputs const& in) {
    Func merged = merged_weights(in), parts("parts"), sum("sum"), out("out"), channels;
    Func gray = gray_of(in, channels);
    RDom r(0, 6, 0, 2, 0, 3, "r"); // rows, parity and pairs of columns
    parts(x, p, y, m) = gray(2 * x + p, y, m);
    sum(x, y, m) = 0.0f;
    sum(x, y, m) += merged(2 * r.z + r.y, r.x) * parts(x + r.z - 1, r.y, 2 * y + r.x - 2, m);
    out(x, y, m) = sum(x, y, m);
    out.split(x, xo, xi, lanes() * Vectors)
        .split(y, y, yi, Rows)
        .reorder(xi, yi, xo, y, m)
        .vectorize(xi, lanes())
        .unroll(xi)
        .unroll(yi);
    sum.compute_at(out, xo)
        .store_in(MemoryType::Register)
        .vectorize(x, lanes())
        .unroll(x)
        .unroll(y);
    sum.update()
        .reorder(x, y, r.x, r.y, r.z, m)
        .vectorize(x, lanes())
        .unroll(x)
        .unroll(y)
        .unroll(r.x)
        .unroll(r.y)
        .unroll(r.z);
    parts.store_at(out, m)
        .compute_at(out, y)
        .store_in(MemoryType::Stack)
        .fold_storage(y, 16)
        .bound(p, 0, 2)
        .reorder(p, x, y)
        .unroll(p)
        .vectorize(x, lanes(), TailStrategy::RoundUp);
    gray.compute_at(parts, y).store_in(MemoryType::Stack).vectorize(x, 2 * lanes());
    if (Lines == lines::channels_and_gray)
        channels.compute_at(parts, y)
            .store_in(MemoryType::Stack)
            .reorder(c, x, y)
            .bound(c, 0, 3)
            .unroll(c)
            .vectorize(x, 4 * lanes());
    return out;
}

/// A ring of grey rows as they are.
template <int Vectors>
Func together(inputs const& in) {
    Func merged = merged_weights(in), channels, gray = gray_of(in, channels), out("out");
    Expr sum = 0.0f;
    for (int a = 0; a < 6; ++a)
        for (int b = 0; b < 6; ++b) sum += merged(b, a) * gray(2 * x + b - 2, 2 * y + a - 2, m);
    out(x, y, m) = sum;
    out.split(x, xo, xi, lanes() * Vectors).vectorize(xi, lanes()).unroll(xi);
    gray.store_at(out, m)
        .compute_at(out, y)
        .store_in(MemoryType::Stack)
        .fold_storage(y, 8)
        .vectorize(x, 2 * lanes());
    return out;
}

} // namespace

void add_colours(contenders& all) {
    all.push_back(program("W9", "columns apart, 1 row × 4 vectors", apart<lines::gray, 1, 4>));
    all.push_back(program("W9", "columns apart, 2 rows × 4 vectors", apart<lines::gray, 2, 4>));
    all.push_back(program("W9", "columns apart, 4 rows × 2 vectors", apart<lines::gray, 4, 2>));
    all.push_back(program("W9", "channels and columns apart, 4 rows × 2 vectors",
                          apart<lines::channels_and_gray, 4, 2>));
    all.push_back(program("W9", "columns together", together<2>));
}

} // namespace bench::by_halide
