#pragma once
// Counts what is allocated, by whatever name. Include it in one file of a test program only: it
// replaces malloc and its relatives there.

#include <cstddef>
#include <cstdlib>

// clang's headers declare posix_memalign, which must come before its definition
#include <xsimd/xsimd.hpp>

namespace test {

/// How often memory was asked for, and for how many bytes, in this thread.
struct allocation_count {
    std::size_t calls = 0;
    std::size_t bytes = 0;
};
inline thread_local allocation_count allocated;

/// What f allocates.
template <class F>
allocation_count allocations_of(F f) {
    asm volatile("" ::: "memory"); // compilers know malloc, and that it does not change our counter
    auto const before = allocated;
    f();
    asm volatile("" ::: "memory");
    auto const after = allocated;
    return {after.calls - before.calls, after.bytes - before.bytes};
}

inline void count_allocation(std::size_t n) noexcept {
    ++allocated.calls;
    allocated.bytes += n;
}

} // namespace test

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLUICE_TEST_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SLUICE_TEST_SANITIZED 1
#endif

#if defined(SLUICE_TEST_SANITIZED)

extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*)(void const volatile*,
                                                                  std::size_t),
                                                         void (*)(void const volatile*));
namespace test {
inline int const hooks_installed = __sanitizer_install_malloc_and_free_hooks(
    [](void const volatile*, std::size_t n) { count_allocation(n); }, [](void const volatile*) {});
} // namespace test

#elif defined(__GLIBC__)

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

void* malloc(std::size_t n) noexcept {
    test::count_allocation(n);
    return __libc_malloc(n);
}
void* calloc(std::size_t count, std::size_t n) noexcept {
    test::count_allocation(count * n);
    return __libc_calloc(count, n);
}
void* realloc(void* p, std::size_t n) noexcept {
    test::count_allocation(n);
    return __libc_realloc(p, n);
}
void* memalign(std::size_t alignment, std::size_t n) noexcept {
    test::count_allocation(n);
    return __libc_memalign(alignment, n);
}
void* aligned_alloc(std::size_t alignment, std::size_t n) noexcept {
    test::count_allocation(n);
    return __libc_memalign(alignment, n);
}
int posix_memalign(void** p, std::size_t alignment, std::size_t n) noexcept {
    test::count_allocation(n);
    *p = __libc_memalign(alignment, n);
    return *p == nullptr ? 12 : 0;
}
}

#else
#error "no way to count allocations is known here"
#endif
