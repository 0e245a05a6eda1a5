#pragma once
// The texts of what the library throws.

#include <initializer_list>
#include <string>

#include <doctest/doctest.h>
#include <sluice/core/exception.hpp>

namespace test {

/// The text of what f throws; it must be an E, and so a sluice::exception.
template <class E, class F>
std::string text_of(F f) {
    try {
        f();
    } catch (E const& problem) {
        sluice::exception const& base = problem;
        return base.what();
    } catch (std::exception const& other) {
        return std::string("another exception: ") + other.what();
    }
    return "nothing was thrown";
}

/// Whether a text holds all of these words.
inline bool says(std::string const& text, std::initializer_list<std::string> words) {
    for (auto const& word : words)
        if (text.find(word) == std::string::npos) {
            MESSAGE(text << " lacks " << word);
            return false;
        }
    return true;
}

} // namespace test
