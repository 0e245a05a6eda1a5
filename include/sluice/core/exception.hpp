#pragma once
// What the library throws: one base class, and a sentence with the numbers in it. Code that is
// compiled without exceptions gives the same object to a handler.

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

#include <sluice/core/target.hpp>

// In the version's namespace, outside of the target's, so that one part of a program catches what
// another throws. All targets share this code: it is text and pointers, nothing to vectorize.
namespace sluice::inline v0_1 {

class exception;

/// What is told of a problem where exceptions are off. It ends the program, the thread or the task;
/// if it returns, the program ends.
using error_handler = void (*)(exception const& problem);

/// The base of everything that sluice throws. The text lives in the object, so that neither
/// throwing nor reading it allocates.
class exception : public std::exception {
public:
    exception() noexcept { text_[0] = '\0'; }
    exception(exception const& other) noexcept : std::exception(other), length_(other.length_) {
        __builtin_memcpy(text_, other.text_, length_ + 1);
    }
    exception& operator=(exception const& other) noexcept {
        length_ = other.length_;
        __builtin_memmove(text_, other.text_, length_ + 1);
        return *this;
    }

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
        std::snprintf(digits, sizeof digits, "%td", number);
        return add(digits);
    }

    /// What follows a problem where exceptions are off: the handler, else the sentence and the end.
    [[noreturn, gnu::noinline, gnu::cold]] void give_up() const noexcept {
        if (error_handler const handler = __atomic_load_n(&handler_, __ATOMIC_ACQUIRE))
            handler(*this);
        std::fprintf(stderr, "sluice: %s\n", text_);
        std::abort();
    }

private:
    friend error_handler set_error_handler(error_handler handler) noexcept;

    static inline error_handler handler_ = nullptr; // one for the whole program

    char text_[480];
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

/// Sets what is called with the exception object instead of a throw, in code that is compiled with
/// -fno-exceptions; gives the handler before it, as std::set_terminate does. Without one, or when
/// it returns, the sentence goes to stderr and the program aborts. Where exceptions are on it is
/// never called.
/// Example: tests/exceptions/handler.cpp
inline error_handler set_error_handler(error_handler handler) noexcept {
    return __atomic_exchange_n(&exception::handler_, handler, __ATOMIC_ACQ_REL);
}

} // namespace sluice::inline v0_1

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Throws an Exception whose text is the parts, one after the other.
template <class Exception, class... Parts>
[[noreturn, gnu::noinline, gnu::cold]] void fail(Parts... parts) {
    Exception problem;
    (problem.add(parts), ...);
#if defined(__cpp_exceptions)
    throw problem;
#else
    problem.give_up();
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

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
