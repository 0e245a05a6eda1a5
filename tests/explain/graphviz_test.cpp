// The graph is one that Graphviz reads.

#include <set>

#include "../support/explained.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const k = ones(3_c, 3_c);

/// Reads a graph as Graphviz would, as far as we write it: statements of names, arrows, and lists
/// of attributes. Gives the first thing that is wrong, or nothing.
class graph_reader {
public:
    explicit graph_reader(std::string const& text) : text_(text) {}

    std::string wrong() {
        if (word() != "digraph" || word() != "sluice" || !take('{')) return "no graph begins";
        while (!take('}')) {
            std::string const from = word();
            if (from.empty()) return "no name at " + std::to_string(at_);
            if (take('-')) {
                if (!take('>')) return "no arrow";
                std::string const to = word();
                if (nodes.count(from) == 0 || nodes.count(to) == 0) return "no such node: " + to;
                ++edges;
            } else if (from != "node" && from != "edge") nodes.insert(from);
            if (!take('[')) return "no attributes of " + from;
            do {
                if (word().empty() || !take('=') || value().empty())
                    return "no attribute of " + from;
            } while (take(','));
            if (!take(']')) return "the attributes of " + from + " do not end";
        }
        skip();
        return at_ == text_.size() ? "" : "something behind the graph";
    }

    std::set<std::string> nodes;
    int edges = 0;

private:
    void skip() {
        while (at_ < text_.size() && std::strchr(" \n", text_[at_]) != nullptr) ++at_;
    }
    bool take(char c) {
        skip();
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    std::string word() {
        skip();
        std::size_t const begin = at_;
        while (at_ < text_.size() && (std::isalnum(text_[at_]) != 0 || text_[at_] == '_')) ++at_;
        return text_.substr(begin, at_ - begin);
    }
    std::string value() {
        if (!take('"')) return word();
        std::size_t const begin = at_;
        for (; at_ < text_.size() && text_[at_] != '"'; ++at_)
            if (text_[at_] == '\\') ++at_;
        std::string const all = text_.substr(begin, at_ - begin);
        return take('"') ? '"' + all : "";
    }

    std::string text_;
    std::size_t at_ = 0;
};

/// A node for each line of the page and the result, and an arrow from each to the next.
template <class E>
void check_graph(E const& e) {
    auto const page = explain(e);
    graph_reader graph(page.graphviz());
    CAPTURE(page.graphviz());
    CHECK_EQ(graph.wrong(), "");
    CHECK_EQ(graph.nodes.size(), page.stages.size() + 1);
    CHECK_EQ(at(graph.edges), page.stages.size());
}

} // namespace

TEST_CASE("explain: the reader of graphs finds mistakes") {
    CHECK_NE(graph_reader("digraph sluice { a [label=\"x] }").wrong(), "");
    CHECK_NE(graph_reader("digraph sluice { a [label=x] a -> b [label=y] }").wrong(), "");
    CHECK_NE(graph_reader("digraph sluice { a [label=\"x\"y\"] }").wrong(), "");
    CHECK_NE(graph_reader("digraph sluice { a [label=x]").wrong(), "");
    CHECK_EQ(graph_reader("digraph sluice { a [label=\"x\\\"y\"] }\n").wrong(), "");
}
TEST_CASE("explain: graphs of pipelines are well formed") {
    check_graph(unread<float>(9, 28_c, 28_c) | pad(1, 1) | conv(k) | pool<sluice::max>(2_c, 2_c));
    check_graph(unread<float>(9, 280, 28) | conv(k) | pad(1, 1, wrap) | conv(k) | relu());
    check_graph(unread<float>(9, 28, 28) | adaptive_pool<avg>(7, 7));
    check_graph(unread<float>(9, 28, 28) | abs());
}
TEST_CASE("explain: the graph of one pipeline") {
    auto const graph = explain<narrow>(unread<float>(9, 28_c, 28_c) | conv(k) | conv(k)).graphviz();
    CHECK_EQ(graph, R"dot(digraph sluice {
    node [style=filled, fontname="sans-serif", fontsize=11]
    edge [fontname="sans-serif", fontsize=10]
    s0 [label="source\ncaller's memory",
        shape=folder, fillcolor="#e8e8e8"]
    s1 [label="conv 3×3\n9 multiply-adds\nregisters, 4 rows × 4 pixels, unrolled",
        shape=box, fillcolor="#d9ead3"]
    s0 -> s1 [label="9×28×28 f32"]
    s2 [label="ring\n16 rows × 128 bytes",
        shape=cylinder, fillcolor="#fce5cd"]
    s1 -> s2 [label="9×26×26 f32"]
    s3 [label="conv 3×3\n9 multiply-adds\nregisters, 4 rows × 4 pixels, unrolled",
        shape=box, fillcolor="#d9ead3"]
    s2 -> s3 [label="9×26×26 f32"]
    s4 [label="result\ncaller's memory",
        shape=folder, fillcolor="#e8e8e8"]
    s3 -> s4 [label="9×24×24 f32"]
}
)dot");
}
TEST_CASE("explain: names may hold what is special in a graph") {
    CHECK_EQ(detail::quoted("a \"b\" \\ c\nd"), "\"a \\\"b\\\" \\\\ c\\nd\"");
}
