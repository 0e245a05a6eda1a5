#pragma once
// The one table that a run prints: ratios of medians.

#include <iosfwd>
#include <string>
#include <vector>

#include "contender.hpp"

namespace bench {

/// What a run found out about one contender on one workload.
struct outcome {
    workload const* of;
    contender const* who;
    std::string complaint;      // why its results are wrong; it is not timed then
    std::vector<double> rounds; // milliseconds

    double median() const;
    bool timed() const { return !rounds.empty(); }
};

using outcomes = std::vector<outcome>;

/// Ours, the limit, and what others take in multiples of ours, workload by workload.
void print_table(std::ostream& to, outcomes const& all);
/// Every contender's median.
void print_details(std::ostream& to, outcomes const& all);

} // namespace bench
