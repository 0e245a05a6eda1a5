#pragma once
// What every file format here shares: how a file that cannot be used is reported.

#include <string>
#include <string_view>

#include <sluice/core/exception.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Throws the file_error "who: file: parts". Of a long name only the end is shown: the parts fit.
template <class... Parts>
[[noreturn]] void refuse_file(char const* who, std::string const& path, Parts... parts) {
    constexpr std::size_t most = 200;
    bool const is_long = path.size() > most;
    char const* const end = path.c_str() + (is_long ? path.size() - most : 0);
    fail<file_error>(who, ": ", is_long ? "..." : "", end, ": ", parts...);
}

/// Words of a file as they may be shown: short, without control characters.
inline std::string printable(std::string_view words) {
    std::string out(words.substr(0, 32));
    for (char& c : out)
        if (c < ' ' || c > '~') c = '?';
    return out;
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
