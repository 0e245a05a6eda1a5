#pragma once
// Memory between pages that nobody may touch: one byte too many, read or written, ends the test.

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace test {

/// Which end of the memory lies directly at a page that cannot be touched.
enum class flush { front, back };

inline constexpr flush both_ends[] = {flush::front, flush::back};

/// Bytes directly behind or directly before a page that cannot be touched. All of them, and the
/// rest of their pages, are 0xff at first: not a number in floats, −1 in signed integers.
class guarded_bytes {
public:
    guarded_bytes(std::size_t size, flush side) : size_(size) {
        auto const page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        usable_ = (size + page - 1) / page * page;
        if (usable_ == 0) usable_ = page;
        mapped_ = usable_ + 2 * page;
        void* const p = ::mmap(nullptr, mapped_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (p == MAP_FAILED) std::abort();
        base_ = static_cast<std::byte*>(p);
        pages_ = base_ + page;
        if (::mprotect(pages_, usable_, PROT_READ | PROT_WRITE) != 0) std::abort();
        std::memset(pages_, 0xff, usable_);
        data_ = side == flush::front ? pages_ : pages_ + usable_ - size;
    }
    guarded_bytes(guarded_bytes const&) = delete;
    guarded_bytes& operator=(guarded_bytes const&) = delete;
    ~guarded_bytes() { ::munmap(base_, mapped_); }

    std::byte* data() const { return data_; }
    std::size_t size() const { return size_; }

    /// From now on a write ends the test, too.
    void make_read_only() const {
        if (::mprotect(pages_, usable_, PROT_READ) != 0) std::abort();
    }

    /// Whether the bytes of the pages that are not data are as they were.
    bool rest_is_untouched() const {
        for (std::byte const* p = pages_; p != pages_ + usable_; ++p) {
            if (p == data_) p += size_;
            if (p == pages_ + usable_) break;
            if (*p != std::byte{0xff}) return false;
        }
        return true;
    }

private:
    std::size_t size_, usable_ = 0, mapped_ = 0;
    std::byte* base_ = nullptr;
    std::byte* pages_ = nullptr;
    std::byte* data_ = nullptr;
};

/// The same for values.
template <class T>
class guarded : public guarded_bytes {
public:
    guarded(std::ptrdiff_t count, flush side)
        : guarded_bytes(static_cast<std::size_t>(count) * sizeof(T), side), count_(count) {}
    T* data() const { return reinterpret_cast<T*>(guarded_bytes::data()); }
    std::ptrdiff_t count() const { return count_; }
    T& operator[](std::ptrdiff_t i) const { return data()[i]; }

private:
    std::ptrdiff_t count_;
};

/// Whether f ends its process by a signal, or by a sanitizer that caught one.
template <class F>
bool ends_the_process(F f) {
    ::pid_t const child = ::fork();
    if (child == 0) {
        if (std::freopen("/dev/null", "w", stderr) == nullptr) std::abort();
        for (int fatal : {SIGSEGV, SIGFPE, SIGABRT}) std::signal(fatal, SIG_DFL);
        f();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) || WEXITSTATUS(status) != 0;
}

} // namespace test
