#pragma once
// What every file format here shares: how a file that cannot be used is reported.

#include <string>

#include <sluice/core/exception.hpp>

namespace sluice::inline v0_1::detail {

/// Throws the file_error "who: file: parts". Of a long name only the end is shown: the parts fit.
template <class... Parts>
[[noreturn]] void refuse_file(char const* who, std::string const& path, Parts... parts) {
    constexpr std::size_t most = 200;
    bool const is_long = path.size() > most;
    char const* const end = path.c_str() + (is_long ? path.size() - most : 0);
    fail<file_error>(who, ": ", is_long ? "..." : "", end, ": ", parts...);
}

} // namespace sluice::inline v0_1::detail
