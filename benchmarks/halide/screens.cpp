// W11 and W13 by Halide: convolutions of one large picture.

#include "halide.hpp"

namespace bench::by_halide {
namespace {

using namespace Halide;

Var x("x"), y("y"), m("m"), xo("xo"), yo("yo"), xi("xi"), yi("yi"), strip("strip");

/// The picture with zeros all around it.
Func framed(inputs const& in) {
    int const w = static_cast<int>(in.of.in.w), h = static_cast<int>(in.of.in.h);
    return BoundaryConditions::constant_exterior(in.pixels, 0.0f, {{0, w}, {0, h}});
}

Expr nine_taps(inputs const& in, int first, Func const& from, Expr column, Expr row) {
    Expr sum = 0.0f;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j)
            sum += in.weights(first + 3 * i + j) * from(column + j, row + i, m);
    return sum;
}

/// W11. Strips of columns, in each a ring of four rows of the first convolution; two rows of the
/// second at a time, whose larger values stay in a few vectors. Ahead: the next rows are asked for
/// early.
template <int Columns, int Vectors, bool Ahead>
Func two_convolutions(inputs const& in) {
    Func source("source"), first("first"), larger("larger"), out("out");
    source(x, y, m) = in.pixels(x, y, m);
    first(x, y, m) = nine_taps(in, 0, source, x, y);
    larger(x, y, m) = max(nine_taps(in, 9, first, x, 2 * y), nine_taps(in, 9, first, x, 2 * y + 1));
    out(x, y, m) = max(larger(2 * x, y, m), larger(2 * x + 1, y, m));

    out.split(x, strip, x, Columns, TailStrategy::ShiftInwards)
        .split(x, xo, xi, lanes() * Vectors, TailStrategy::ShiftInwards)
        .reorder(xi, xo, y, strip, m)
        .vectorize(xi, lanes())
        .unroll(xi);
    larger.compute_at(out, xo).store_in(MemoryType::Stack).vectorize(x, lanes()).unroll(x);
    first.store_at(out, strip)
        .compute_at(out, y)
        .store_in(MemoryType::Stack)
        .fold_storage(y, 4)
        .reorder(y, x)
        .unroll(y, 2)
        .vectorize(x, lanes(), TailStrategy::ShiftInwards);
    if (Ahead) out.prefetch(in.pixels, y, y, 1);
    return out;
}

Expr five_taps(inputs const& in, int first, Expr const (&from)[5]) {
    Expr sum = 0.0f;
    for (int i = 0; i < 5; ++i) sum += in.weights(first + i) * from[i];
    return sum;
}

/// W13s. Some rows at a time down their columns into lines, which are then summed along.
template <int Rows>
Func column_first(inputs const& in) {
    Func source = framed(in), lines("lines"), out("out");
    lines(x, y, m) = five_taps(in, 0,
                               {source(x, y - 2, m), source(x, y - 1, m), source(x, y, m),
                                source(x, y + 1, m), source(x, y + 2, m)});
    out(x, y, m) = five_taps(in, 5,
                             {lines(x - 2, y, m), lines(x - 1, y, m), lines(x, y, m),
                              lines(x + 1, y, m), lines(x + 2, y, m)});
    out.split(y, y, yi, Rows).reorder(x, yi, y, m).vectorize(x, lanes()).unroll(x, 4).unroll(yi);
    lines.compute_at(out, y)
        .store_in(MemoryType::Stack)
        .reorder(y, x)
        .unroll(y)
        .vectorize(x, lanes(), TailStrategy::RoundUp);
    return out;
}

/// W13s. Each row along into a ring, whose rows are then summed down.
template <int Rows>
Func row_first(inputs const& in) {
    Func source = framed(in), ring("ring"), out("out");
    ring(x, y, m) = five_taps(in, 5,
                              {source(x - 2, y, m), source(x - 1, y, m), source(x, y, m),
                               source(x + 1, y, m), source(x + 2, y, m)});
    out(x, y, m) = five_taps(in, 0,
                             {ring(x, y - 2, m), ring(x, y - 1, m), ring(x, y, m),
                              ring(x, y + 1, m), ring(x, y + 2, m)});
    out.split(y, y, yi, Rows).reorder(yi, x, y, m).vectorize(x, lanes()).unroll(yi);
    ring.store_at(out, m)
        .compute_at(out, y)
        .store_in(MemoryType::Stack)
        .fold_storage(y, 8)
        .vectorize(x, lanes())
        .unroll(x, 2);
    return out;
}

/// W13d. A ring of rows with zeros beside them, and a register tile of some rows × some vectors
/// with the taps around it: those of one row unrolled, or those of one column, which share what
/// they read.
template <int Rows, int Vectors, bool Down>
Func dense(inputs const& in) {
    Func source = framed(in), ring("ring"), sum("sum"), out("out");
    RDom r(0, 7, 0, 7, "r");
    ring(x, y, m) = source(x, y, m);
    sum(x, y, m) = 0.0f;
    sum(x, y, m) += in.weights(7 * r.y + r.x) * ring(x + r.x - 3, y + r.y - 3, m);
    out(x, y, m) = sum(x, y, m);
    out.split(x, xo, xi, lanes() * Vectors)
        .split(y, yo, yi, Rows)
        .reorder(xi, yi, xo, yo, m)
        .vectorize(xi, lanes())
        .unroll(xi)
        .unroll(yi);
    sum.compute_at(out, xo)
        .store_in(MemoryType::Register)
        .vectorize(x, lanes())
        .unroll(x)
        .unroll(y);
    sum.update().vectorize(x, lanes());
    if (Down) sum.update().reorder(x, y, r.y, r.x, m).unroll(x).unroll(y).unroll(r.y);
    else sum.update().reorder(x, y, r.x, r.y, m).unroll(x).unroll(y).unroll(r.x);
    ring.store_at(out, m)
        .compute_at(out, yo)
        .store_in(MemoryType::Stack)
        .fold_storage(y, 16)
        .vectorize(x, lanes());
    return out;
}

} // namespace

void add_screens(contenders& all) {
    all.push_back(program("W11", "rows, a vector", two_convolutions<1918, 1, false>));
    all.push_back(program("W11", "rows, two vectors", two_convolutions<1918, 2, false>));
    all.push_back(program("W11", "rows, prefetch", two_convolutions<1918, 2, true>));
    all.push_back(program("W11", "strips of 480", two_convolutions<480, 2, false>));
    all.push_back(program("W13s", "column first, two rows", column_first<2>));
    all.push_back(program("W13s", "column first, four rows", column_first<4>));
    all.push_back(program("W13s", "column first, six rows", column_first<6>));
    all.push_back(program("W13s", "row first, two rows", row_first<2>));
    all.push_back(program("W13d", "tile of 4 rows × 3 vectors, taps along", dense<4, 3, false>));
    all.push_back(program("W13d", "tile of 4 rows × 2 vectors, taps down", dense<4, 2, true>));
    all.push_back(program("W13d", "tile of 8 rows × 1 vector, taps down", dense<8, 1, true>));
}

} // namespace bench::by_halide
