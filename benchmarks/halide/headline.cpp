// W8 by Halide: zeros around, 3×3 with stride 2, max of 2×2.

#include "halide.hpp"

namespace bench::by_halide {
namespace {

using namespace Halide;

Var x("x"), y("y"), m("m"), xo("xo"), yo("yo");

/// The convolution. Only the row above and the column on the left lie outside the picture: it has
/// an even number of both. The column is read from the row before and masked.
Expr convolved(inputs const& in, Expr column, Expr row, Expr image) {
    int const w = static_cast<int>(in.of.in.w), h = static_cast<int>(in.of.in.h);
    Expr sum = 0.0f;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) {
            Expr const at_y = 2 * row + (i - 1), at_x = 2 * column + (j - 1);
            Expr pixel = in.flat(max(
                likely(image * (w * h) + (i == 0 ? max(likely(at_y), 0) : at_y) * w + at_x), 0));
            if (j == 0) pixel = select(likely(column > 0), pixel, 0.0f);
            if (i == 0) pixel = select(likely(row > 0), pixel, 0.0f);
            sum += in.weights(3 * i + j) * pixel;
        }
    return sum;
}

/// The larger of two rows, then the larger of neighbours: the first in a line beside the results,
/// or in registers.
template <int Rows, bool Line>
Func batch(inputs const& in) {
    Func rows, out;
    rows(x, y, m) = max(convolved(in, x, 2 * y, m), convolved(in, x, 2 * y + 1, m));
    out(x, y, m) = max(rows(2 * x, y, m), rows(2 * x + 1, y, m));
    out.vectorize(x, static_cast<int>(in.of.out().w)).unroll(y, Rows, TailStrategy::RoundUp);
    if (Line)
        rows.compute_at(out, y)
            .store_in(MemoryType::Stack)
            .vectorize(x, static_cast<int>(in.of.after_first(op::conv).w));
    return out;
}

/// The same with the lines of a whole picture, in vectors of the machine.
Func batch_of_lines(inputs const& in) {
    Func rows, out;
    rows(x, y, m) = max(convolved(in, x, 2 * y, m), convolved(in, x, 2 * y + 1, m));
    out(x, y, m) = max(rows(2 * x, y, m), rows(2 * x + 1, y, m));
    int const h = static_cast<int>(in.of.out().h);
    out.vectorize(x, static_cast<int>(in.of.out().w)).unroll(y, h);
    rows.compute_at(out, m)
        .store_in(MemoryType::Stack)
        .vectorize(x, lanes(), TailStrategy::ShiftInwards)
        .unroll(x)
        .unroll(y, h);
    return out;
}

template <int Rows, int Times, bool Line>
Func large(inputs const& in) {
    Func rows, out;
    rows(x, y, m) = max(convolved(in, x, 2 * y, m), convolved(in, x, 2 * y + 1, m));
    out(x, y, m) = max(rows(2 * x, y, m), rows(2 * x + 1, y, m));
    out.split(x, xo, x, lanes() * Times, TailStrategy::RoundUp)
        .vectorize(x, lanes())
        .unroll(x)
        .unroll(y, Rows);
    if (Line) rows.compute_at(out, xo).store_in(MemoryType::Stack).vectorize(x, lanes()).unroll(x);
    return out;
}

} // namespace

void add_headline(contenders& all) {
    all.push_back(program("W8a", "a line of maxima per row", batch<1, true>));
    all.push_back(program("W8a", "a line of maxima, all rows", batch<7, true>));
    all.push_back(program("W8a", "in registers, all rows", batch<7, false>));
    all.push_back(program("W8a", "a picture of maxima", batch_of_lines));
    all.push_back(program("W8b", "in registers", large<1, 1, false>));
    all.push_back(program("W8b", "two vectors of maxima", large<1, 2, true>));
    all.push_back(program("W8b", "two vectors of maxima, two rows", large<2, 2, true>));
    all.push_back(program("W8b", "two vectors of maxima, four rows", large<4, 2, true>));
}

} // namespace bench::by_halide
