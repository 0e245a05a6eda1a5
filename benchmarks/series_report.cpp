// What a run of the series found out, for people and for machines.

#include <algorithm>
#include <iomanip>
#include <limits>
#include <numeric>
#include <ostream>
#include <sstream>

#include "series.hpp"

namespace bench {
namespace {

std::string number(double value) {
    std::ostringstream text;
    int const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}

double best(place const& p, bool arithmetic) {
    double least = std::numeric_limits<double>::infinity();
    for (form const& f : p.limits)
        if ((f.name == "multiply-adds") == arithmetic) least = std::min(least, f.median());
    return least;
}

bool has_arithmetic(place const& p) {
    return std::any_of(p.limits.begin(), p.limits.end(),
                       [](form const& f) { return f.name == "multiply-adds"; });
}

using row = std::vector<std::string>;

void print_rows(std::ostream& to, std::vector<row> const& rows) {
    std::vector<std::size_t> width(rows.front().size());
    for (row const& r : rows)
        for (std::size_t i = 0; i < r.size(); ++i) width[i] = std::max(width[i], r[i].size());
    for (std::size_t n = 0; n < rows.size(); ++n) {
        for (std::size_t i = 0; i < width.size(); ++i)
            to << "| " << rows[n][i] << std::string(width[i] - rows[n][i].size() + 1, ' ');
        to << "|\n";
        if (n > 0) continue;
        for (std::size_t const w : width) to << '|' << std::string(w + 2, '-');
        to << "|\n";
    }
}

} // namespace

double form::median() const {
    std::vector<double> sorted = rounds;
    std::sort(sorted.begin(), sorted.end());
    std::size_t const n = sorted.size();
    return n % 2 == 1 ? sorted[n / 2] : std::midpoint(sorted[n / 2 - 1], sorted[n / 2]);
}

double place::limit() const {
    double const bytes = best(*this, false);
    return has_arithmetic(*this) ? std::max(bytes, best(*this, true)) : bytes;
}

char const* place::limited_by() const {
    return has_arithmetic(*this) && best(*this, true) > best(*this, false) ? "arithmetic" : "bytes";
}

std::vector<cliff> cliffs_of(series const& s, double most) {
    std::vector<cliff> found;
    for (std::size_t i = 1; i < s.places.size(); ++i) {
        place const &before = s.places[i - 1], &here = s.places[i];
        if (!here.is_neighbour) continue;
        double const units_before = s.units(before.of), units_here = s.units(here.of);
        for (form const& f : here.forms)
            for (form const& g : before.forms) {
                if (f.name != g.name || f.rounds.empty() || g.rounds.empty()) continue;
                double const ratio = f.median() / units_here / (g.median() / units_before);
                double const limit = here.limit() / units_here / (before.limit() / units_before);
                if (ratio > most) found.push_back({f.name, before.at, here.at, ratio, limit});
            }
    }
    return found;
}

void print(std::ostream& to, series const& s) {
    std::vector<std::string> names;
    for (place const& p : s.places)
        for (form const& f : p.forms)
            if (std::find(names.begin(), names.end(), f.name) == names.end())
                names.push_back(f.name);

    std::vector<row> rows{{s.axis}};
    for (std::string const& n : names) {
        rows[0].push_back(n + ", ns");
        rows[0].push_back("of limit");
    }
    rows[0].push_back("limit, ns");
    rows[0].push_back("limited by");
    for (place const& p : s.places) {
        row r{p.at};
        double const units = s.units(p.of);
        for (std::string const& n : names) {
            auto const f = std::find_if(p.forms.begin(), p.forms.end(),
                                        [&](form const& one) { return one.name == n; });
            bool const timed = f != p.forms.end() && !f->rounds.empty();
            r.push_back(timed ? number(f->median() / units) : "");
            r.push_back(timed ? number(f->median() / p.limit()) : "");
        }
        r.push_back(number(p.limit() / units));
        r.push_back(p.limited_by());
        rows.push_back(std::move(r));
    }
    to << '\n' << s.name << ": " << s.says << ", per " << s.unit << "\n\n";
    print_rows(to, rows);
}

void print_cliffs(std::ostream& to, series const& s) {
    auto const cliffs = cliffs_of(s);
    to << '\n'
       << s.name << ": " << cliffs.size() << " of " << s.places.size()
       << " places cost more than 1.5 times as much per " << s.unit << " as the one before\n";
    for (cliff const& c : cliffs)
        to << "  " << c.form << ": " << c.to << " costs " << number(c.ratio) << " times as much as "
           << c.from << " (the limit " << number(c.limit_ratio) << " times)\n";
}

void write_json(std::ostream& to, std::vector<series> const& all, std::string const& compiler) {
    auto const list = [&](std::vector<form> const& forms, char const* indent) {
        for (std::size_t i = 0; i < forms.size(); ++i) {
            to << (i == 0 ? "" : ",") << indent << "{\"name\": \"" << forms[i].name
               << "\", \"ns\": [";
            for (std::size_t r = 0; r < forms[i].rounds.size(); ++r)
                to << (r == 0 ? "" : ", ") << forms[i].rounds[r];
            to << "]}";
        }
    };
    to << "{\"compiler\": \"" << compiler << "\",\n \"series\": [";
    for (std::size_t n = 0; n < all.size(); ++n) {
        series const& s = all[n];
        to << (n == 0 ? "" : ",") << "\n  {\"name\": \"" << s.name << "\", \"says\": \"" << s.says
           << "\", \"axis\": \"" << s.axis << "\", \"unit\": \"" << s.unit
           << "\", \"has_axis\": " << (s.has_axis ? "true" : "false") << ", \"places\": [";
        for (std::size_t i = 0; i < s.places.size(); ++i) {
            place const& p = s.places[i];
            to << (i == 0 ? "" : ",") << "\n   {\"at\": \"" << p.at << "\", \"x\": " << p.x
               << ", \"neighbour\": " << (p.is_neighbour ? "true" : "false")
               << ", \"units\": " << s.units(p.of) << ", \"limit\": " << p.limit()
               << ", \"limited_by\": \"" << p.limited_by() << "\",\n    \"forms\": [";
            list(p.forms, "\n     ");
            to << "],\n    \"limits\": [";
            list(p.limits, "\n     ");
            to << "]}";
        }
        to << "]}";
    }
    to << "]}\n";
}

} // namespace bench
