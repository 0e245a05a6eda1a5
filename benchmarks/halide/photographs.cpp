// W5 to W7 by Halide: interleaved colours.

#include "halide.hpp"

namespace bench::by_halide {
namespace {

using namespace Halide;

Var x("x"), y("y"), m("m"), c("c"), o("o"), xo("xo"), yo("yo"), xi("xi"), yi("yi");

/// The channels of a picture apart, as floats, in cache.
Func planes_of(inputs const& in) {
    Func planes("planes");
    planes(x, y, c, m) = cast<float>(in.pixels(c, x, y, m));
    return planes;
}

void schedule_planes(Func& planes, Func& out, int wide) {
    planes.compute_at(out, m)
        .store_in(MemoryType::Stack)
        .reorder(c, x, y)
        .bound(c, 0, 3)
        .unroll(c)
        .vectorize(x, wide);
}

enum class taps { loop, down }; // one after the other, or those of a column at once

/// A register tile of some rows × some vectors × all results, with the taps in a loop around it.
/// Wide: pixels whose channels are taken apart at a time.
template <int Rows, int Vectors, taps Taps, int Wide>
Func tiles(inputs const& in) {
    int const results = static_cast<int>(in.of.out().c);
    Func planes = planes_of(in), sum("sum"), out("out");
    RDom r(0, 3, 0, 3, 0, 3, "r"); // channels, columns, rows
    sum(x, y, o, m) = 0.0f;
    sum(x, y, o, m) +=
        in.weights(((r.z * 3 + r.y) * 3 + r.x) * results + o) * planes(x + r.y, y + r.z, r.x, m);
    if (results == 1) out(x, y, m) = sum(x, y, 0, m);
    else out(o, x, y, m) = sum(x, y, o, m);

    if (results > 1) out.reorder(o, x, y, m).bound(o, 0, results).unroll(o);
    out.tile(x, y, xo, yo, xi, yi, lanes() * Vectors, Rows, TailStrategy::ShiftInwards)
        .vectorize(xi, lanes())
        .unroll(xi)
        .unroll(yi);
    if (results > 1) out.reorder(o, xi, yi, xo, yo, m);
    sum.compute_at(out, xo)
        .store_in(MemoryType::Register)
        .bound_extent(o, results)
        .vectorize(x, lanes())
        .unroll(x)
        .unroll(y)
        .unroll(o);
    sum.update()
        .reorder(x, y, o, r.x, r.y, r.z, m)
        .vectorize(x, lanes())
        .unroll(x)
        .unroll(y)
        .unroll(o);
    if (Taps == taps::down) sum.update().reorder(x, y, o, r.z, r.y, r.x, m).unroll(r.z);
    schedule_planes(planes, out, Wide);
    return out;
}

Expr larger(Expr a, Expr b) { return max(a, b); }
Expr added(Expr a, Expr b) { return a + b; }

/// Rows first, then neighbours: some pixels of three channels in one vector.
template <Expr (*Combine)(Expr, Expr), int Pixels, bool Line>
Func pool(inputs const& in) {
    Func rows("rows"), out("out");
    rows(c, x, y, m) = Combine(in.pixels(c, x, 2 * y, m), in.pixels(c, x, 2 * y + 1, m));
    Expr const both = Combine(rows(c, 2 * x, y, m), rows(c, 2 * x + 1, y, m));
    out(c, x, y, m) = Combine == added ? both * 0.25f : both;
    out.bound(c, 0, 3).split(x, xo, xi, Pixels).vectorize(c).vectorize(xi).unroll(xo);
    if (Line)
        rows.compute_at(out, y)
            .store_in(MemoryType::Stack)
            .bound(c, 0, 3)
            .vectorize(c)
            .vectorize(x, 8);
    return out;
}

} // namespace

void add_photographs(contenders& all) {
    all.push_back(program("W5", "6 rows × 2 vectors", tiles<6, 2, taps::loop, 32>));
    all.push_back(program("W5", "6 rows × 1 vector, taps down", tiles<6, 1, taps::down, 32>));
    all.push_back(program("W5", "the same, 8 pixels apart", tiles<6, 1, taps::down, 8>));
    for (char const* name : {"W6", "W6f"}) {
        all.push_back(program(name, "3 rows × 1 vector", tiles<3, 1, taps::loop, 32>));
        all.push_back(program(name, "3 rows × 1 vector, taps down", tiles<3, 1, taps::down, 32>));
        all.push_back(
            program(name, "3 rows × 1 vector, 8 pixels apart", tiles<3, 1, taps::loop, 8>));
    }
    all.push_back(program("W7max", "four pixels", pool<larger, 4, false>));
    all.push_back(program("W7max", "eight pixels", pool<larger, 8, false>));
    all.push_back(program("W7max", "a line, eight pixels", pool<larger, 8, true>));
    all.push_back(program("W7avg", "four pixels", pool<added, 4, false>));
    all.push_back(program("W7avg", "eight pixels", pool<added, 8, false>));
    all.push_back(program("W7avg", "a line, eight pixels", pool<added, 8, true>));
}

} // namespace bench::by_halide
