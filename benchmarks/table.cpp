#include "table.hpp"
#include "workloads.hpp"

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
std::string milliseconds(double ms) { return number(ms, ms < 0.1 ? 4 : ms < 10 ? 2 : 1); }

/// The fastest of some kind, or null.
outcome const* best(outcomes const& all, workload const& w, auto... kinds) {
    outcome const* found = nullptr;
    for (outcome const& o : all)
        if (o.timed() && o.of == &w && ((o.who->is == kinds) || ...))
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

/// What is asked of a ratio, as it is printed, and how it is met: all bars of a row.
class judgement {
public:
    void at_most(std::string const& what, double ratio, double bar, std::string const& more = "") {
        judge(what, ratio, "at most", bar, std::round(ratio * 100) <= std::round(bar * 100), more);
    }
    void at_least(std::string const& what, double ratio, double bar) {
        judge(what, ratio, "at least", bar, std::round(ratio * 100) >= std::round(bar * 100), "");
    }
    std::string text() const { return missed_.empty() && asked_ ? "met" : missed_; }

private:
    void judge(std::string const& what, double ratio, char const* relation, double bar, bool met,
               std::string const& more) {
        asked_ = true;
        if (met) return;
        missed_ += (missed_.empty() ? "missed: " : "; ") + what + " " + times(ratio) + ", " +
                   relation + " " + times(bar) + more;
    }

    bool asked_ = false;
    std::string missed_;
};

/// The fastest of each group that a row compares with, or null.
struct rivals {
    outcome const *copy, *moved, *limit, *gcc, *clang, *plain, *opencv, *halide, *onednn;

    rivals(outcomes const& all, workload const& w)
        : copy(best(all, w, kind::copy)), moved(best(all, w, kind::copy, kind::streaming_copy)),
          limit(moved), gcc(best(all, w, kind::plain_gcc)), clang(best(all, w, kind::plain_clang)),
          plain(best(all, w, kind::plain_gcc, kind::plain_clang)),
          opencv(best(all, w, kind::opencv)), halide(best(all, w, kind::halide)),
          onednn(best(all, w, kind::onednn)) {
        auto const* const arithmetic = best(all, w, kind::arithmetic);
        if (limit != nullptr && arithmetic != nullptr && arithmetic->median() > limit->median())
            limit = arithmetic;
    }
};

std::string judged(bars const& asked, rivals const& other, double ms) {
    judgement all;
    if (asked.most_over_stream > 0 && other.moved != nullptr) {
        std::string more;
        if (other.copy != nullptr && other.copy->median() > other.moved->median())
            more = " (of an ordinary copy " + times(ms / other.copy->median()) + ")";
        all.at_most("of the stream", ms / other.moved->median(), asked.most_over_stream, more);
    }
    if (other.plain != nullptr) all.at_most("of plain loops", ms / other.plain->median(), 1);
    if (asked.most_over_limit > 0 && other.limit != nullptr)
        all.at_most("of the limit", ms / other.limit->median(), asked.most_over_limit);
    if (asked.least_halide > 0 && other.halide != nullptr)
        all.at_least("Halide", other.halide->median() / ms, asked.least_halide);
    return all.text();
}

std::string judged_against_static(outcomes const& all, outcome const& run_time) {
    auto const* const fixed = best(all, *run_time.of, kind::ours);
    double const most = run_time.who->most_over_static;
    if (fixed == nullptr) return "";
    double const ratio = run_time.median() / fixed->median();
    judgement j;
    j.at_most("of static", ratio, most);
    return j.text() == "met" ? times(ratio) + " of static, at most " + times(most) : j.text();
}

row const titles{"workload",         "sluice ms", "limit ms",      "of limit",
                 "of ordinary copy", "g++ loops", "clang++ loops", "OpenCV",
                 "Halide",           "oneDNN",    "bars"};

row row_of(outcomes const& all, outcome const& ours) {
    workload const& w = *ours.of;
    bool const run_time = ours.who->is == kind::ours_run_time;
    row r{std::string(w.name) + " " + (run_time ? ours.who->name : w.says)};
    if (!ours.complaint.empty()) {
        r.resize(titles.size());
        r.back() = "WRONG: " + ours.complaint;
        return r;
    }
    if (!ours.timed()) return {};
    double const ms = ours.median();
    rivals const other(all, w);
    auto const* const limit = other.limit;
    r.push_back(milliseconds(ms));
    r.push_back(
        limit == nullptr || run_time ? "" : milliseconds(limit->median()) + " " + limit->who->name);
    r.push_back(limit == nullptr ? "" : times(ms / limit->median()));
    r.push_back(other.copy == nullptr ? "" : times(ms / other.copy->median()));
    for (auto const* const o : {other.gcc, other.clang, other.opencv, other.halide, other.onednn})
        r.push_back(run_time ? "" : against(o, ms));
    r.push_back(run_time ? judged_against_static(all, ours) : judged(w.asked, other, ms));
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
    std::vector<row> rows{titles};
    for (workload const& w : workloads)
        for (kind const is : {kind::ours, kind::ours_run_time})
            for (outcome const& o : all)
                if (o.of == &w && o.who->is == is)
                    if (row r = row_of(all, o); !r.empty()) rows.push_back(std::move(r));
    print_rows(to, rows);
    to << "Medians of processor time. Limit: the larger of moving the same bytes and doing the "
          "same multiply-adds, each in its fastest form.\n"
          "Loops, OpenCV, Halide, oneDNN: their time / sluice's, for the fastest form. At run "
          "time: sizes that "
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
        case kind::halide: return "Halide";
        case kind::onednn: return "oneDNN";
        }
        return "";
    };
    std::vector<row> rows{{"workload", "who", "form", "median ms", "least", "most"}};
    for (outcome const& o : all) {
        if (!o.timed()) continue;
        auto const [least, most] = std::minmax_element(o.rounds.begin(), o.rounds.end());
        rows.push_back({o.of->name, group(o.who->is), o.who->name, milliseconds(o.median()),
                        milliseconds(*least), milliseconds(*most)});
    }
    print_rows(to, rows);
}

} // namespace bench
