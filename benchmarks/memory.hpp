#pragma once
// Arrays that are allocated once, in huge pages where the system has them, and touched beforehand.

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace bench {

/// Bytes at a multiple of 2 MiB.
class memory {
public:
    explicit memory(std::size_t bytes)
        : size_((bytes + huge - 1) / huge * huge), at_(std::aligned_alloc(huge, size_)) {
        if (at_ == nullptr) throw std::bad_alloc();
#if defined(__linux__)
        ::madvise(at_.get(), size_, MADV_HUGEPAGE);
#endif
        std::memset(at_.get(), 0, size_);
    }

    template <class T>
    T* as() const {
        return static_cast<T*>(at_.get());
    }
    std::span<std::byte> bytes() const { return {as<std::byte>(), size_}; }

private:
    static constexpr std::size_t huge = std::size_t{1} << 21;
    struct release {
        void operator()(void* p) const { std::free(p); }
    };
    std::size_t size_;
    std::unique_ptr<void, release> at_;
};

} // namespace bench
