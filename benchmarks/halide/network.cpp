// W12 by Halide: many channels to many, bias, relu, max of 2×2.

#include "halide.hpp"

namespace bench::by_halide {
namespace {

using namespace Halide;

Var o("o"), x("x"), y("y"), m("m"), oo("oo"), xo("xo"), oi("oi"), xi("xi"), c("c");

enum class frame { of_a_picture, ring_of_rows };
enum class rows { together, one_by_one };

/// A register tile of some results × some pooled columns, in both rows that are pooled or in one
/// after the other; the taps and channels around it.
template <frame Frame, rows Order, int Vectors, int Columns>
Func layer(inputs const& in) {
    int const channels = static_cast<int>(in.of.in.c), results = static_cast<int>(in.of.out().c);
    int const w = static_cast<int>(in.of.in.w), h = static_cast<int>(in.of.in.h);
    Func const zeros =
        BoundaryConditions::constant_exterior(in.pixels, 0.0f, {{Expr(), Expr()}, {0, w}, {0, h}});
    Func framed("framed"), sum("sum"), columns("columns"), out("out");
    RDom r(0, channels, 0, 3, 0, 3, "r");
    framed(c, x, y, m) = zeros(c, x, y, m);
    sum(o, x, y, m) = in.weights(9 * channels * results + o);
    sum(o, x, y, m) += in.weights(((r.z * 3 + r.y) * channels + r.x) * results + o) *
                       framed(r.x, x + r.y - 1, y + r.z - 1, m);
    columns(o, x, y, m) = max(sum(o, 2 * x, y, m), sum(o, 2 * x + 1, y, m));
    out(o, x, y, m) = max(0.0f, max(columns(o, x, 2 * y, m), columns(o, x, 2 * y + 1, m)));

    out.split(o, oo, oi, lanes() * Vectors)
        .split(x, xo, xi, Columns, TailStrategy::ShiftInwards)
        .reorder(oi, xi, oo, xo, y, m)
        .vectorize(oi, lanes())
        .unroll(oi)
        .unroll(xi);
    if (Order == rows::one_by_one) {
        columns.compute_at(out, oo).store_in(MemoryType::Stack);
        columns.vectorize(o, lanes()).unroll(o).unroll(x);
        sum.compute_at(columns, y);
    } else {
        sum.compute_at(out, oo);
    }
    sum.store_in(MemoryType::Register).vectorize(o, lanes()).unroll(o).unroll(x).unroll(y);
    sum.update()
        .reorder(o, x, y, r.x, r.y, r.z, m)
        .vectorize(o, lanes())
        .unroll(o)
        .unroll(x)
        .unroll(y);
    framed.vectorize(c, std::min(channels, 16)).store_in(MemoryType::Stack);
    if (Frame == frame::of_a_picture) framed.compute_at(out, m);
    else framed.store_at(out, m).compute_at(out, y).fold_storage(y, 4);
    return out;
}

} // namespace

void add_network(contenders& all) {
    all.push_back(program("W12", "framed picture, tile of 2 × 2 × 2 vectors",
                          layer<frame::of_a_picture, rows::together, 2, 1>));
    all.push_back(program("W12", "framed rows, tile of 2 × 2 × 2 vectors",
                          layer<frame::ring_of_rows, rows::together, 2, 1>));
    all.push_back(program("W12", "framed rows, tile of 1 × 6 × 2 vectors",
                          layer<frame::ring_of_rows, rows::one_by_one, 2, 3>));
    all.push_back(program("W12", "framed rows, tile of 1 × 4 × 2 vectors",
                          layer<frame::ring_of_rows, rows::one_by_one, 2, 2>));
}

} // namespace bench::by_halide
