#pragma once
// What is known of a pipeline before it runs, as plain data.

#include <string>
#include <vector>

#include <sluice/core/size.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Where what a stage gives is to be found while a pipeline runs.
enum class home {
    memory,    ///< the caller's pictures, read where they lie
    addressed, ///< nothing is stored: rows and columns outside are pointers, and masks of lanes
    registers, ///< made on the way, a block of rows × one pack of pixels at a time
    merged,    ///< nowhere: it and the next stage are computed as one
    lines,     ///< rows are combined into one line of the workspace as they come
    ring       ///< the last few rows, in the workspace
};

/// How a stage goes through its windows.
enum class window_loop { none, unrolled, looped };

/// How many operations make one value.
struct operation_count {
    double multiply_adds = 0; ///< taps of a convolution or of another sum over windows
    double combines = 0;      ///< of two values, in pools
    double steps = 0;         ///< functions of one pixel
};

/// One stage of a pipeline, its source, or a ring that the plan puts behind a stage.
struct explained_stage {
    std::string name;     ///< "conv 3×3, stride 2×2", "source", "ring", "border"
    std::string shape;    ///< of its result: "50000×14×14"; "" for a ring or border of the plan's
    std::string type;     ///< of its result's values: "f32"
    index_t sees[2] = {}; ///< rows and columns of the source that one value depends on
    operation_count work; ///< of one value of its result
    double times = 0;     ///< how many of its values one value of the pipeline's result takes
    bool pads = false;    ///< whether it is a border

    home lives = home::memory;
    index_t rows = 0;     ///< made together, or held by a ring; 0 in runs of values without rows
    index_t pixels = 0;   ///< of a pack
    index_t channels = 0; ///< made together
    window_loop windows = window_loop::none;
    index_t row_bytes = 0;     ///< of a ring
    bool whole_height = false; ///< whether a ring holds every row that there is
    index_t bytes_ahead = 0;   ///< how early memory is asked for; 0: it is not
};

/// A piece of the workspace.
struct explained_piece {
    std::size_t stage = 0; ///< whose it is: stages[stage]
    std::string what;
    index_t bytes = 0;
};

/// What explain gives: all that it knows, and the same as a page and as a graph.
struct explanation {
    std::string source;                  ///< "50000×28×28 f32"
    std::string result;                  ///< "50000×7×7 f32"
    std::vector<explained_stage> stages; ///< from the source on
    std::vector<explained_piece> pieces; ///< of the workspace; their sum is workspace_bytes
    index_t workspace_bytes = 0;
    std::string instructions;      ///< "fma3+avx2"
    index_t pixels = 0;            ///< of a pack
    bool windows_as_typed = false; ///< whether usual run-time windows run as if typed

    // Of one value of the result.
    operation_count work;
    double bytes_read = 0;    ///< of the pictures
    double bytes_written = 0; ///< of the result
    index_t sees[2] = {};     ///< the receptive field: rows, columns
    index_t apart[2] = {};    ///< the total stride
    index_t halo[4] = {};     ///< top, bottom, left, right

    /// A page of text (UTF-8), with columns that stand under each other.
    std::string text() const;
    /// A graph for Graphviz: dot -Tsvg.
    std::string graphviz() const;
};

namespace detail {

/// A number as people write it: 36, 3.06.
inline std::string shown(double n) {
    auto hundredths = static_cast<long long>(n * 100 + 0.5);
    std::string s = std::to_string(hundredths / 100);
    if (hundredths %= 100; hundredths != 0) {
        s += hundredths < 10 ? ".0" : ".";
        s += std::to_string(hundredths % 10 == 0 ? hundredths / 10 : hundredths);
    }
    return s;
}
inline std::string shown(index_t n) { return std::to_string(n); }

/// "3 rows", "1 row".
template <class N>
std::string counted(N n, char const* what) {
    std::string s = shown(n) + ' ' + what;
    if (s.substr(0, 2) != "1 ") s += 's';
    return s;
}

/// The sizes of a tuple with × between them.
template <class Sizes>
std::string shown_sizes(Sizes const& sizes) {
    std::string s;
    for (std::size_t i = 0; i < Sizes::rank; ++i) s += (i == 0 ? "" : "×") + shown(sizes[i]);
    return s;
}

/// "9 multiply-adds, 3 combines", or nothing.
inline std::string shown(operation_count const& work) {
    std::string s;
    auto const add = [&](double n, char const* what) {
        if (n > 0) s += (s.empty() ? "" : ", ") + counted(n, what);
    };
    add(work.multiply_adds, "multiply-add");
    add(work.combines, "combine");
    add(work.steps, "step");
    return s;
}

/// "4 KiB", "100 bytes".
inline std::string shown_bytes(index_t n) {
    return n % 1024 == 0 ? shown(n / 1024) + " KiB" : counted(n, "byte");
}

/// Where a stage lives, in words.
inline std::string shown_home(explained_stage const& s) {
    switch (s.lives) {
    case home::memory:
        return "caller's memory" +
               (s.bytes_ahead == 0 ? "" : ", read " + shown_bytes(s.bytes_ahead) + " ahead");
    case home::addressed: return "addressed, nothing is stored";
    case home::lines: return "lines of sums, one row of windows at a time";
    case home::ring:
        return (s.shape.empty() ? "" : "ring of ") + counted(s.rows, "row") + " × " +
               counted(s.row_bytes, "byte") + (s.whole_height ? ", whole height" : "");
    case home::merged: return "one with the next stage";
    case home::registers: break;
    }
    return "registers, " +
           (s.rows == 0 ? "runs of " + counted(s.pixels, "value")
                        : counted(s.rows, "row") + " × " + counted(s.pixels, "pixel")) +
           (s.channels > 1 ? " × " + counted(s.channels, "channel") : "") +
           (s.windows == window_loop::unrolled ? ", unrolled"
            : s.windows == window_loop::looped ? ", looped"
                                               : "");
}

} // namespace detail

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
