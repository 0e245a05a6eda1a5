#pragma once
// What is known of a pipeline, as a page for people.

#include <algorithm>

#include <sluice/explain/facts.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// Columns on a screen: characters of UTF-8, of which none that we write is wide.
inline std::size_t width_of(std::string const& s) {
    return static_cast<std::size_t>(
        std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

/// Lines of cells that stand under each other, without spaces at the end.
class text_table {
public:
    explicit text_table(std::string indent = "") : indent_(std::move(indent)) {}
    void add(std::vector<std::string> cells) { lines_.push_back(std::move(cells)); }

    std::string text() const {
        std::string all;
        for (auto const& cells : lines_) {
            std::string line = indent_;
            for (std::size_t i = 0; i < cells.size(); ++i)
                line += cells[i] + std::string(width(i) - width_of(cells[i]) + 2, ' ');
            line.erase(line.find_last_not_of(' ') + 1);
            all += line + '\n';
        }
        return all;
    }

private:
    std::size_t width(std::size_t column) const {
        std::size_t most = 0;
        for (auto const& cells : lines_) most = std::max(most, width_of(cells[column]));
        return most;
    }
    std::string indent_;
    std::vector<std::vector<std::string>> lines_;
};

inline std::string shown_pair(index_t const (&n)[2]) { return shown(n[0]) + "×" + shown(n[1]); }

/// "5×5 pixels, the next one 4×4 further on".
inline std::string shown_field(explanation const& page) {
    std::string s =
        shown_pair(page.sees) + (page.sees[0] * page.sees[1] == 1 ? " pixel" : " pixels");
    if (page.apart[0] != 1 || page.apart[1] != 1)
        s += ", the next one " + shown_pair(page.apart) + " further on";
    return s;
}

/// "conv 3×3", "ring of conv 3×3".
inline std::string owner_of(explanation const& page, explained_piece const& piece) {
    auto const& s = page.stages[piece.stage];
    if (!s.shape.empty() || piece.stage == 0) return s.name;
    return s.name + " of " + page.stages[piece.stage - 1].name;
}

inline std::string right_aligned(std::string const& s, std::size_t width) {
    return std::string(width - std::min(width, s.size()), ' ') + s;
}

inline std::string shown_pieces(explanation const& page) {
    std::size_t digits = 0;
    for (auto const& piece : page.pieces) digits = std::max(digits, shown(piece.bytes).size());
    text_table table("             ");
    for (auto const& piece : page.pieces)
        table.add({right_aligned(shown(piece.bytes), digits), owner_of(page, piece), piece.what});
    return table.text();
}

} // namespace detail

inline std::string explanation::text() const {
    using namespace detail;
    text_table table;
    table.add({"stage", "result", "type", "sees", "one value takes", "where it lives"});
    for (auto const& s : stages) {
        bool const is_stage = !s.shape.empty();
        table.add({is_stage ? s.name : "└ " + s.name, s.shape, s.type,
                   is_stage ? shown_pair(s.sees) : "", shown(s.work), shown_home(s)});
    }
    std::string const costs = shown(work);
    std::string page = source + " → " + result + "\n\n" + table.text() + '\n';
    page += "one output   sees " + shown_field(*this) + '\n';
    if (halo[0] + halo[1] + halo[2] + halo[3] != 0)
        page += "             halo " + shown(halo[0]) + " above, " + shown(halo[1]) + " below, " +
                shown(halo[2]) + " left, " + shown(halo[3]) + " right\n";
    if (!costs.empty()) page += "             takes " + costs + '\n';
    page += "             reads " + counted(bytes_read, "byte") + ", writes " +
            counted(bytes_written, "byte") + '\n';
    page += "workspace    " + (workspace_bytes == 0 ? "none" : counted(workspace_bytes, "byte")) +
            '\n' + shown_pieces(*this);
    page += "runs on      " + instructions + ", packs of " + counted(pixels, "pixel") + '\n';
    if (windows_as_typed) page += "             run-time windows of the usual sizes, as if typed\n";
    return page;
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
