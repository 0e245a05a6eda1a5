#pragma once
// The right results, in double precision, and how far a float result may lie from them.

#include <string>
#include <vector>

#include "contender.hpp"

namespace bench {

/// The results of some images of a workload, the first and the last among them.
class reference {
public:
    struct value {
        double is = 0;
        double tolerance = 0;
    };

    explicit reference(arguments const& a);

    /// Why the output is wrong, or nothing. Looks for values that were never written in all images.
    std::string complaint(float const* out) const;

private:
    workload const* of_;
    std::vector<index_t> images_;
    std::vector<value> values_;
};

/// One value of the output, for those who look at a few.
reference::value expected(arguments const& a, index_t m, index_t y, index_t x, index_t o);

/// Fills the output and its surroundings with what no contender writes.
void spoil(std::span<std::byte> out_memory);
/// Whether the bytes around the output are still as spoil left them.
bool surroundings_untouched(std::span<std::byte> out_memory, std::span<std::byte const> out);

} // namespace bench
