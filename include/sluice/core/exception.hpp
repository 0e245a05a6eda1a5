#pragma once
// What the library throws: one base class, and a sentence with the numbers in it.

#include <cstddef>
#include <exception>

namespace sluice::inline v0_1 {

/// The base of everything that sluice throws. The text lives in the object, so that neither
/// throwing nor reading it allocates.
class exception : public std::exception {
public:
    char const* what() const noexcept override { return text_; }

    /// Appends words to the sentence; what does not fit in 480 characters is cut.
    [[gnu::noinline]] exception& add(char const* words) noexcept {
        while (*words != '\0' && length_ + 1 < sizeof text_) text_[length_++] = *words++;
        text_[length_] = '\0';
        return *this;
    }

    /// Appends a number to the sentence.
    [[gnu::noinline]] exception& add(std::ptrdiff_t number) noexcept {
        char digits[24];
        std::size_t at = sizeof digits;
        digits[--at] = '\0';
        auto rest =
            number < 0 ? 0 - static_cast<std::size_t>(number) : static_cast<std::size_t>(number);
        do digits[--at] = static_cast<char>('0' + rest % 10);
        while ((rest /= 10) != 0);
        if (number < 0) digits[--at] = '-';
        return add(digits + at);
    }

private:
    char text_[480] = {};
    std::size_t length_ = 0;
};

/// A size, window, stride or shape that does not fit; names the stage, the axis and the sizes.
class shape_error : public exception {};

/// An output, a view or a workspace whose memory cannot be used as asked.
class memory_error : public exception {};

/// Weights whose sums could leave the accumulator's range.
class range_error : public exception {};

/// A file that cannot be read or written; names the file.
class file_error : public exception {};

namespace detail {

/// Throws an Exception whose text is the parts, one after the other.
template <class Exception, class... Parts>
[[noreturn, gnu::noinline, gnu::cold]] void fail(Parts... parts) {
    Exception problem;
    (problem.add(parts), ...);
    throw problem;
}

} // namespace detail
} // namespace sluice::inline v0_1
