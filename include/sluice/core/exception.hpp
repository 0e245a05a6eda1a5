#pragma once
// What the library throws: one base class, and a sentence with the numbers in it. Code that is
// compiled without exceptions gives the same object to a handler.

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

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

/// A number that a stage cannot work with, such as bounds in the wrong order.
class value_error : public exception {};

/// A file that cannot be read or written; names the file.
class file_error : public exception {};

/// What is told of a problem where exceptions are off. It ends the program, the thread or the task;
/// if it returns, the program ends.
using error_handler = void (*)(exception const& problem);

namespace detail {

inline std::atomic<error_handler> current_error_handler = nullptr;

/// What follows a problem where exceptions are off: the handler, else the sentence and the end.
[[noreturn, gnu::noinline, gnu::cold]] inline void give_up(exception const& problem) noexcept {
    if (error_handler const handler = current_error_handler.load()) handler(problem);
    std::fprintf(stderr, "sluice: %s\n", problem.what());
    std::abort();
}

/// Throws an Exception whose text is the parts, one after the other.
template <class Exception, class... Parts>
[[noreturn, gnu::noinline, gnu::cold]] void fail(Parts... parts) {
    Exception problem;
    (problem.add(parts), ...);
#if defined(__cpp_exceptions)
    throw problem;
#else
    give_up(problem);
#endif
}

/// Throws std::bad_alloc. Without exceptions the handler gets a memory_error, which has a text.
[[noreturn, gnu::noinline, gnu::cold]] inline void fail_to_allocate(std::ptrdiff_t bytes) {
#if defined(__cpp_exceptions)
    (void)bytes;
    throw std::bad_alloc();
#else
    fail<memory_error>("image: there is no memory for ", bytes, " bytes");
#endif
}

} // namespace detail

/// Sets what is called with the exception object instead of a throw, in code that is compiled with
/// -fno-exceptions; gives the handler before it, as std::set_terminate does. Without one, or when
/// it returns, the sentence goes to stderr and the program aborts. Where exceptions are on it is
/// never called.
/// Example: tests/exceptions/handler.cpp
inline error_handler set_error_handler(error_handler handler) noexcept {
    return detail::current_error_handler.exchange(handler);
}

} // namespace sluice::inline v0_1
