#pragma once
// What is known of a pipeline, as a graph for Graphviz.

#include <sluice/explain/facts.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// A string of the language DOT.
inline std::string quoted(std::string const& s) {
    std::string out = "\"";
    for (char c : s)
        if (c == '\n') out += "\\n";
        else {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
    return out + '"';
}

/// Shape and colour by where a stage lives.
inline char const* style_of(home lives) {
    switch (lives) {
    case home::memory: return "shape=folder, fillcolor=\"#e8e8e8\"";
    case home::addressed: return "shape=box, style=\"filled,dashed\", fillcolor=\"#ffffff\"";
    case home::registers: return "shape=box, fillcolor=\"#d9ead3\"";
    case home::merged: return "shape=box, style=\"filled,dashed\", fillcolor=\"#d9ead3\"";
    case home::lines: return "shape=box, fillcolor=\"#fff2cc\"";
    case home::ring: break;
    }
    return "shape=cylinder, fillcolor=\"#fce5cd\"";
}

} // namespace detail

inline std::string explanation::graphviz() const {
    using namespace detail;
    std::string graph = "digraph sluice {\n"
                        "    node [style=filled, fontname=\"sans-serif\", fontsize=11]\n"
                        "    edge [fontname=\"sans-serif\", fontsize=10]\n";
    auto const node = [&](std::size_t i, std::string const& label, home lives) {
        graph += "    s" + std::to_string(i) + " [label=" + quoted(label) + ",\n        " +
                 style_of(lives) + "]\n";
    };
    auto const edge = [&](std::size_t to, std::string const& label) {
        graph += "    s" + std::to_string(to - 1) + " -> s" + std::to_string(to) +
                 " [label=" + quoted(label) + "]\n";
    };
    std::string flows; // shape and type of what leaves the last stage
    for (std::size_t i = 0; i < stages.size(); ++i) {
        auto const& s = stages[i];
        std::string const costs = shown(s.work);
        node(i, s.name + (costs.empty() ? "" : '\n' + costs) + '\n' + shown_home(s), s.lives);
        if (i > 0) edge(i, flows);
        if (!s.shape.empty()) flows = s.shape + ' ' + s.type;
    }
    node(stages.size(), "result\ncaller's memory", home::memory);
    edge(stages.size(), flows);
    return graph + "}\n";
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
