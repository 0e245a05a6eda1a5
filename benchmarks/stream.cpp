// The limits of one core: reading all input and writing all output, and doing as many
// multiply-adds.

#include <algorithm>
#include <cstring>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "contender.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

#if defined(__AVX512F__)
constexpr index_t register_bytes = 64;
#elif defined(__AVX__)
constexpr index_t register_bytes = 32;
#else
constexpr index_t register_bytes = 16;
#endif

using vector_type [[gnu::vector_size(register_bytes)]] = float;
using bits [[gnu::vector_size(register_bytes), gnu::may_alias]] = long long;

constexpr index_t line = 64;

/// Nothing that was read may be dropped.
void use(bits value) { asm volatile("" : : "m"(value)); }

bits read(char const* from, index_t bytes) {
    bits seen[2] = {};
    for (index_t i = 0; i + line <= bytes; i += line)
        for (index_t j = 0; j < line / register_bytes; ++j)
            seen[j % 2] |= *reinterpret_cast<bits const*>(from + i + j * register_bytes);
    return seen[0] | seen[1];
}

struct ordinary {
    static void put(char* to, bits value) { *reinterpret_cast<bits*>(to) = value; }
    static void done() {}
};

/// Stores that go past the caches.
struct streaming {
#if defined(__AVX512F__)
    static void put(char* to, bits v) {
        _mm512_stream_si512(reinterpret_cast<__m512i*>(to), reinterpret_cast<__m512i&>(v));
    }
#elif defined(__AVX__)
    static void put(char* to, bits v) {
        _mm256_stream_si256(reinterpret_cast<__m256i*>(to), reinterpret_cast<__m256i&>(v));
    }
#elif defined(__SSE2__)
    static void put(char* to, bits v) {
        _mm_stream_si128(reinterpret_cast<__m128i*>(to), reinterpret_cast<__m128i&>(v));
    }
#endif
#if defined(__SSE2__)
    static void done() { _mm_sfence(); }
#else
    static void put(char* to, bits v) { ordinary::put(to, v); }
    static void done() {}
#endif
};

template <class Store>
void write(char* to, index_t bytes) {
    bits const value = {1};
    for (index_t i = 0; i + line <= bytes; i += line)
        for (index_t j = 0; j < line / register_bytes; ++j)
            Store::put(to + i + j * register_bytes, value);
}

template <class Store>
void copy(char* to, char const* from, index_t bytes) {
    for (index_t i = 0; i + line <= bytes; i += line)
        for (index_t j = 0; j < line / register_bytes; ++j)
            Store::put(to + i + j * register_bytes,
                       *reinterpret_cast<bits const*>(from + i + j * register_bytes));
}

struct transfer {
    char const* in;
    char* out;
    index_t in_bytes, out_bytes;
    explicit transfer(arguments const& a)
        : in(static_cast<char const*>(a.in)), out(reinterpret_cast<char*>(a.out)),
          in_bytes(a.of->in_bytes()), out_bytes(a.of->out_bytes()) {}
};

/// Copies as much as both have, then reads or writes the rest.
template <class Store>
void copy_then_rest(arguments const& a) {
    transfer const t(a);
    index_t const both = std::min(t.in_bytes, t.out_bytes) / line * line;
    copy<Store>(t.out, t.in, both);
    use(read(t.in + both, t.in_bytes - both));
    write<Store>(t.out + both, t.out_bytes - both);
    Store::done();
}

/// Walks through both at once, some kilobytes of each in turn.
template <class Store>
void side_by_side(arguments const& a) {
    transfer const t(a);
    constexpr index_t some = 4096;
    index_t const steps = std::max(t.in_bytes, t.out_bytes) / some;
    auto const part = [&](index_t bytes, index_t step) {
        return static_cast<index_t>(static_cast<double>(bytes) * static_cast<double>(step) /
                                    static_cast<double>(steps)) /
               line * line;
    };
    bits seen = {};
    for (index_t i = 0; i < steps; ++i) {
        index_t const from = part(t.in_bytes, i), from_end = part(t.in_bytes, i + 1);
        index_t const to = part(t.out_bytes, i), to_end = part(t.out_bytes, i + 1);
        index_t const both = std::min(from_end - from, to_end - to);
        copy<Store>(t.out + to, t.in + from, both);
        seen |= read(t.in + from + both, from_end - from - both);
        write<Store>(t.out + to + both, to_end - to - both);
    }
    use(seen);
    Store::done();
}

/// What the C library does, which may go past the caches.
void with_memcpy(arguments const& a) {
    transfer const t(a);
    index_t const both = std::min(t.in_bytes, t.out_bytes);
    std::memcpy(t.out, t.in, static_cast<std::size_t>(both));
    use(read(t.in + both / line * line, t.in_bytes - both));
    std::memset(t.out + both, 1, static_cast<std::size_t>(t.out_bytes - both));
    asm volatile("" : : "r"(t.out) : "memory");
}

/// As many multiply-adds as the workload has, with nothing to load.
void multiply_adds(arguments const& a) {
    constexpr int sums = 12;
    constexpr index_t lanes = register_bytes / index_t{sizeof(float)};
    vector_type const factor = a.weights[0] - vector_type{}, term = factor;
    vector_type sum[sums]; // each begins with another value, or compilers would keep only one
    for (int s = 0; s < sums; ++s) sum[s] = a.weights[s] - vector_type{};
    index_t const steps = a.of->multiply_adds() / (lanes * sums);
    for (index_t i = 0; i < steps; ++i)
#pragma GCC unroll 12
        for (int s = 0; s < sums; ++s) sum[s] = sum[s] * factor + term;
    vector_type total = sum[0];
    for (int s = 1; s < sums; ++s) total += sum[s];
    use(reinterpret_cast<bits&>(total));
}

} // namespace

void add_streams(contenders& all) {
    for (workload const& w : workloads) {
        if (w.like != nullptr) continue;
        all.push_back({w.name, kind::copy, "copy, then the rest", copy_then_rest<ordinary>});
        all.push_back({w.name, kind::copy, "side by side", side_by_side<ordinary>});
        all.push_back({w.name, kind::streaming_copy, "memcpy", with_memcpy});
        all.push_back(
            {w.name, kind::streaming_copy, "streaming, then the rest", copy_then_rest<streaming>});
        all.push_back(
            {w.name, kind::streaming_copy, "streaming, side by side", side_by_side<streaming>});
        if (w.multiply_adds() > 0)
            all.push_back({w.name, kind::arithmetic, "multiply-adds", multiply_adds});
    }
}

} // namespace bench
