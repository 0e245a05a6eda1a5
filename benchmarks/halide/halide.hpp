#pragma once
// Programs for Halide 14, each with a schedule by hand; compiled once, before they are timed.

#include <halide14/Halide.h>

#include "../contender.hpp"

namespace bench::by_halide {

/// What a program reads, with the sizes and pitches of its workload as constants.
struct inputs {
    workload const& of;
    Halide::ImageParam pixels;  // (x,y,m), or (c,x,y,m) where there are several channels
    Halide::ImageParam flat;    // the same memory as one line
    Halide::ImageParam weights; // all of them, as one line
};

/// Describes and schedules the results: (x,y,m) or (c,x,y,m).
using description = Halide::Func (*)(inputs const&);

/// Floats in a register of this processor.
int lanes();

/// A contender that is compiled when it first runs, on one thread, for this processor.
contender program(std::string workload, std::string form, description describe);

void add_digits(contenders& all);
void add_headline(contenders& all);
void add_photographs(contenders& all);
void add_screens(contenders& all);
void add_colours(contenders& all);
void add_network(contenders& all);

} // namespace bench::by_halide
