// W1 to W4 by Halide: 3×3 on batches of small grey pictures.

#include "halide.hpp"

namespace bench::by_halide {
namespace {

using namespace Halide;

Var x("x"), y("y"), m("m");

/// A pixel of the batch by its place in memory, in columns and rows that the picture has or not.
/// What is read beside the picture is any number of the batch: a contiguous load, but for the very
/// first and last image.
Expr anything(inputs const& in, Expr column, Expr row) {
    int const w = static_cast<int>(in.of.in.w), h = static_cast<int>(in.of.in.h);
    int const last = static_cast<int>(in.of.in.count()) - 1;
    return in.flat(clamp(likely(m * (w * h) + row * w + column), 0, last));
}

/// A pixel, or 0 outside the picture. Rows outside vanish from the loop over the others; columns
/// outside are masked.
Expr pixel_or_zero(inputs const& in, Expr column, Expr row) {
    Expr const h = static_cast<int>(in.of.in.h), w = static_cast<int>(in.of.in.w);
    Expr const inside = anything(in, column, clamp(row, 0, h - 1));
    return select(row >= 0 && row < h && column >= 0 && column < w, inside, 0.0f);
}

template <class Pixel>
Expr nine_taps(inputs const& in, Pixel pixel) {
    Expr sum = 0.0f;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) sum += in.weights(3 * i + j) * pixel(j, i);
    return sum;
}

enum class vectors { as_wide_as_a_row, of_the_machine };

/// Rows of a fixed number of results: in one vector of just that width, or in vectors of the
/// machine's width of which the last begins earlier. Some rows at a time share what they read.
void schedule(Func& out, vectors which, workload const& of, int rows) {
    if (which == vectors::as_wide_as_a_row) out.vectorize(x, static_cast<int>(of.out().w));
    else out.vectorize(x, lanes(), TailStrategy::ShiftInwards).unroll(x);
    out.unroll(y, rows, TailStrategy::RoundUp);
}

template <int Stride, vectors Which, int Rows>
Func valid(inputs const& in) {
    Func out;
    out(x, y, m) =
        nine_taps(in, [&](Expr j, Expr i) { return in.pixels(x * Stride + j, y * Stride + i, m); });
    schedule(out, Which, in.of, Rows);
    return out;
}

/// No copy: rows outside vanish, columns outside are masked.
template <vectors Which, int Rows>
Func masked(inputs const& in) {
    int const h = static_cast<int>(in.of.first(op::zeros).h);
    int const w = static_cast<int>(in.of.first(op::zeros).w);
    Func out;
    out(x, y, m) =
        nine_taps(in, [&](int j, int i) { return pixel_or_zero(in, x + (j - w), y + (i - h)); });
    schedule(out, Which, in.of, Rows);
    return out;
}

/// A copy of each picture with zeros around it, in cache.
template <vectors Which, int Rows>
Func padded_copy(inputs const& in) {
    stage const zeros = in.of.first(op::zeros);
    int const h = static_cast<int>(zeros.h), w = static_cast<int>(zeros.w);
    RDom r(0, static_cast<int>(in.of.in.w), 0, static_cast<int>(in.of.in.h));
    Func padded, out;
    padded(x, y, m) = 0.0f;
    padded(r.x + w, r.y + h, m) = in.pixels(r.x, r.y, m);
    out(x, y, m) = nine_taps(in, [&](Expr j, Expr i) { return padded(x + j, y + i, m); });
    schedule(out, Which, in.of, Rows);
    padded.compute_at(out, m).store_in(MemoryType::Stack).vectorize(x, 4);
    RVar outer, inner;
    padded.update().split(r.x, outer, inner, 4).vectorize(inner).unroll(outer);
    return out;
}

} // namespace

void add_digits(contenders& all) {
    constexpr auto row = vectors::as_wide_as_a_row, machine = vectors::of_the_machine;
    all.push_back(program("W1", "vector of 26", valid<1, row, 2>));
    all.push_back(program("W1", "vectors of the machine, two rows", valid<1, machine, 2>));
    all.push_back(program("W1", "vectors of the machine, 13 rows", valid<1, machine, 13>));
    all.push_back(program("W1", "vectors of the machine, 26 rows", valid<1, machine, 26>));
    all.push_back(program("W2", "mask, vector of 28", masked<row, 28>));
    all.push_back(program("W2", "mask, vectors of the machine", masked<machine, 28>));
    all.push_back(program("W2", "padded copy", padded_copy<machine, 2>));
    all.push_back(program("W3", "mask, vectors of the machine", masked<machine, 30>));
    all.push_back(program("W3", "padded copy", padded_copy<machine, 2>));
    all.push_back(program("W3", "mask, vector of 34", masked<row, 30>));
    all.push_back(program("W4", "vector of 13, all rows", valid<2, row, 13>));
    all.push_back(program("W4", "vectors of the machine, all rows", valid<2, machine, 13>));
}

} // namespace bench::by_halide
