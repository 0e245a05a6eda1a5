#pragma once
// How cost grows: series of places, such as kernels of 1×1, 3×3, 5×5 …, each with its limit.

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "contender.hpp"

namespace bench {

/// One way to do what a place asks for.
struct form {
    std::string name;
    std::function<void(arguments const&)> run;
    /// The same into the arguments' memory, for the check, where `run` gives its result elsewhere.
    std::function<void(arguments const&)> into_out = {};
    bool computes = true;            // false: it only moves bytes, and is not checked
    std::vector<double> rounds = {}; // nanoseconds per run

    double median() const;
};

/// One step of a series.
struct place {
    std::string at; // "3", "16x16"
    double x;       // where it lies on the axis
    workload of;
    std::vector<form> forms;
    bool is_neighbour = true; // of the place before it: compared with it
    std::vector<form> limits = {};

    /// Nanoseconds: the larger of moving the bytes and of doing the multiply-adds.
    double limit() const;
    /// The same for one of the two: "arithmetic", "bytes".
    char const* limited_by() const;
};

struct series {
    std::string name, says;
    std::string axis; // what x is
    std::string unit; // what cost is given per
    double (*units)(workload const&);
    std::vector<place> places;
    bool has_axis = true; // or x is but a place in a list
};

/// A square kernel on all pictures, without padding.
constexpr workload valid_convolution(shape in, index_t k, index_t results = 1) {
    return {.name = "series", .says = "", .in = in, .stages = {stage{op::conv, k, k, results}}};
}

inline double pixels_out(workload const& w) { return static_cast<double>(w.out().count()); }
inline double multiply_adds_of(workload const& w) { return static_cast<double>(w.multiply_adds()); }
inline double images_of(workload const& w) { return static_cast<double>(w.in.m); }

series kernel_sizes();
series widths_of_batches();
series widths_of_pictures();
series numbers_of_images();
series numbers_of_channels();
series fresh_results();

/// A place that costs more than `most` times as much per unit of work as the one before.
struct cliff {
    std::string form, from, to;
    double ratio;       // of the cost per unit
    double limit_ratio; // what of it the limit does too
};
std::vector<cliff> cliffs_of(series const& s, double most = 1.5);

void print(std::ostream& to, series const& s);
void print_cliffs(std::ostream& to, series const& s);
/// For machines, and for benchmarks/plot.
void write_json(std::ostream& to, std::vector<series> const& all, std::string const& compiler);

} // namespace bench
