#include "table.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <numeric>
#include <ostream>
#include <sstream>

namespace bench {
namespace {

using row = std::vector<std::string>;

std::string number(double value, int digits = 2) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}
std::string times(double ratio) { return number(ratio) + "×"; }
std::string milliseconds(double ms) { return number(ms, ms < 10 ? 2 : 1); }

/// The fastest of some kind, or null.
outcome const* best(outcomes const& all, std::string const& workload, auto... kinds) {
    outcome const* found = nullptr;
    for (outcome const& o : all)
        if (o.timed() && o.who->workload == workload && ((o.who->is == kinds) || ...))
            if (found == nullptr || o.median() < found->median()) found = &o;
    return found;
}

/// Code points, which are columns for what is printed here.
std::size_t width_of(std::string const& s) {
    return static_cast<std::size_t>(
        std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void print_rows(std::ostream& to, std::vector<row> const& rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (row const& r : rows)
        for (std::size_t i = 0; i < r.size(); ++i) widths[i] = std::max(widths[i], width_of(r[i]));
    for (std::size_t n = 0; n < rows.size(); ++n) {
        for (std::size_t i = 0; i < rows[n].size(); ++i)
            to << "| " << rows[n][i] << std::string(widths[i] - width_of(rows[n][i]) + 1, ' ');
        to << "|\n";
        if (n > 0) continue;
        for (std::size_t const width : widths) to << '|' << std::string(width + 2, '-');
        to << "|\n";
    }
}

/// "1.20× nested": how much longer than ours the fastest of a kind takes, and which one that is.
std::string against(outcome const* other, double ours) {
    return other == nullptr ? "" : times(other->median() / ours) + " " + other->who->name;
}

/// Whether a ratio, as it is printed, is within its bar.
std::string judged(std::string const& what, double ratio, double most) {
    bool const met = std::round(ratio * 100) <= std::round(most * 100);
    return met ? "" : "missed: " + what + " " + times(ratio) + ", at most " + times(most);
}

void append(std::string& bars, std::string const& more) {
    if (!more.empty()) bars += (bars.empty() ? "" : "; ") + more;
}

row row_of(outcomes const& all, workload const& w, outcome const& ours) {
    row r{std::string(w.name) + " " + w.says};
    if (ours.who->is == kind::ours_run_time) r = {std::string(w.name) + " " + ours.who->name};
    if (!ours.complaint.empty()) {
        r.resize(9);
        r[8] = "WRONG: " + ours.complaint;
        return r;
    }
    if (!ours.timed()) return {};
    double const ms = ours.median();
    r.push_back(milliseconds(ms));

    auto const* const copy = best(all, w.name, kind::copy);
    auto const* const arithmetic = best(all, w.name, kind::arithmetic);
    auto const* const moved = best(all, w.name, kind::copy, kind::streaming_copy);
    auto const* limit = moved;
    if (limit != nullptr && arithmetic != nullptr && arithmetic->median() > limit->median())
        limit = arithmetic;
    bool const run_time = ours.who->is == kind::ours_run_time;
    r.push_back(
        limit == nullptr || run_time ? "" : milliseconds(limit->median()) + " " + limit->who->name);
    r.push_back(limit == nullptr ? "" : times(ms / limit->median()));
    r.push_back(copy == nullptr ? "" : times(ms / copy->median()));

    std::string bars;
    if (run_time) {
        r.insert(r.end(), 3, "");
        if (auto const* const fixed = best(all, w.name, kind::ours); fixed != nullptr) {
            double const ratio = ms / fixed->median();
            bars = judged("of static", ratio, ours.who->most_over_static);
            if (bars.empty())
                bars = times(ratio) + " of static, at most " + times(ours.who->most_over_static);
        }
    } else {
        auto const* const gcc = best(all, w.name, kind::plain_gcc);
        auto const* const clang = best(all, w.name, kind::plain_clang);
        auto const* const plain = best(all, w.name, kind::plain_gcc, kind::plain_clang);
        r.push_back(against(gcc, ms));
        r.push_back(against(clang, ms));
        r.push_back(against(best(all, w.name, kind::opencv), ms));
        if (w.most_over_limit > 0 && moved != nullptr) {
            bars = judged("of the stream", ms / moved->median(), w.most_over_limit);
            if (!bars.empty() && copy != nullptr && copy->median() > moved->median())
                bars += " (of an ordinary copy " + times(ms / copy->median()) + ")";
        }
        if (plain != nullptr) append(bars, judged("of plain loops", ms / plain->median(), 1));
        if (bars.empty() && (w.most_over_limit > 0 || plain != nullptr)) bars = "met";
    }
    r.push_back(bars);
    return r;
}

} // namespace

double outcome::median() const {
    std::vector<double> sorted = rounds;
    std::sort(sorted.begin(), sorted.end());
    std::size_t const n = sorted.size();
    return n % 2 == 1 ? sorted[n / 2] : std::midpoint(sorted[n / 2 - 1], sorted[n / 2]);
}

void print_table(std::ostream& to, outcomes const& all) {
    std::vector<row> rows{{"workload", "sluice ms", "limit ms", "of limit", "of ordinary copy",
                           "g++ loops", "clang++ loops", "OpenCV", "bars"}};
    for (workload const& w : workloads)
        for (kind const is : {kind::ours, kind::ours_run_time})
            for (outcome const& o : all)
                if (o.who->workload == w.name && o.who->is == is)
                    if (row r = row_of(all, w, o); !r.empty()) rows.push_back(std::move(r));
    print_rows(to, rows);
    to << "Medians of processor time. Limit: the larger of moving the same bytes and doing the "
          "same multiply-adds, each in its fastest form.\n"
          "Loops and OpenCV: their time / sluice's, for the fastest form. At run time: sizes that "
          "the types do not know.\n";
}

void print_details(std::ostream& to, outcomes const& all) {
    auto const group = [](kind k) -> char const* {
        switch (k) {
        case kind::ours: return "sluice";
        case kind::ours_run_time: return "sluice at run time";
        case kind::copy: return "ordinary copy";
        case kind::streaming_copy: return "other copy";
        case kind::arithmetic: return "arithmetic";
        case kind::plain_gcc: return "g++ loop";
        case kind::plain_clang: return "clang++ loop";
        case kind::opencv: return "OpenCV";
        }
        return "";
    };
    std::vector<row> rows{{"workload", "who", "form", "median ms", "least", "most"}};
    for (outcome const& o : all) {
        if (!o.timed()) continue;
        auto const [least, most] = std::minmax_element(o.rounds.begin(), o.rounds.end());
        rows.push_back({o.who->workload, group(o.who->is), o.who->name, milliseconds(o.median()),
                        milliseconds(*least), milliseconds(*most)});
    }
    print_rows(to, rows);
}

} // namespace bench
