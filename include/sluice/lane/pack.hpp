#pragma once
// N neighbouring values in registers: what stages compute with when the engine runs them.

#include <xsimd/xsimd.hpp>

#include <sluice/core/number.hpp>
#include <sluice/core/size.hpp>
#include <sluice/core/word.hpp>

#ifndef SLUICE_INLINE
/// Inlines a step of the inner loop whatever the compiler thinks of its size. Define it to override.
#define SLUICE_INLINE __attribute__((always_inline)) inline
#endif

namespace sluice::inline v0_1 {
namespace detail {

/// The first architecture of a list whose registers hold no more than Bytes, or Else.
template <int Bytes, class Else, class List>
struct narrowed;
template <int Bytes, class Else>
struct narrowed<Bytes, Else, xsimd::arch_list<>> {
    using type = Else;
};
template <int Bytes, class Else, class First, class... Rest>
struct narrowed<Bytes, Else, xsimd::arch_list<First, Rest...>>
    : std::conditional<First::alignment() <= Bytes, First,
                       typename narrowed<Bytes, Else, xsimd::arch_list<Rest...>>::type> {};

template <class A>
inline constexpr int register_bytes = static_cast<int>(A::alignment());

/// The architecture whose registers hold N values of T best: A itself, or a narrower one.
template <class T, int N, class A>
using register_arch = typename std::conditional_t<
    (N * int{sizeof(T)} >= register_bytes<A>), type_name_of<A>,
    narrowed<(N * int{sizeof(T)} > 16 ? N * int{sizeof(T)} : 16), A, xsimd::supported_architectures>>::type;

} // namespace detail

/// N values of T, all along a chain the same N: as many registers as T needs, one of them perhaps
/// filled only in part.
template <number T, int N, class A>
struct pack {
    using value_type = T;
    using arch = A;
    using batch = xsimd::batch<T, detail::register_arch<T, N, A>>;
    static constexpr int size = N;
    static constexpr int lanes = static_cast<int>(batch::size) < N ? static_cast<int>(batch::size) : N; // per register
    static constexpr int registers = N / lanes;

    batch reg[registers];

    pack() = default;
    /// The same value in every lane.
    SLUICE_INLINE explicit pack(T value) {
        for (int i = 0; i < registers; ++i) reg[i] = batch(value);
    }
    SLUICE_INLINE explicit pack(batch value)
        requires(registers == 1)
        : reg{value} {}

    friend SLUICE_INLINE pack lane_multiply_add(pack a, pack b, pack c) {
        pack r;
        for (int i = 0; i < registers; ++i) {
#if defined(__AVX512F__)
            // xsimd 8.1 multiplies and adds in two steps here
            if constexpr (std::is_same_v<T, float> && sizeof(batch) == 64) r.reg[i] = batch(_mm512_fmadd_ps(a.reg[i], b.reg[i], c.reg[i]));
            else if constexpr (std::is_same_v<T, double> && sizeof(batch) == 64) r.reg[i] = batch(_mm512_fmadd_pd(a.reg[i], b.reg[i], c.reg[i]));
            else
#endif
                if constexpr (std::is_integral_v<T>) r.reg[i] = a.reg[i] * b.reg[i] + c.reg[i];
                else r.reg[i] = xsimd::fma(a.reg[i], b.reg[i], c.reg[i]);
        }
        return r;
    }
    friend SLUICE_INLINE pack lane_max(pack a, pack b) {
        pack r;
        for (int i = 0; i < registers; ++i) {
            // NaN in either operand is the result. x86 gives the second operand where one is NaN, so only
            // a NaN in the first needs help: all bits set is a NaN.
#if defined(__AVX__)
            if constexpr (std::is_same_v<T, float> && sizeof(batch) == 32)
                r.reg[i] = batch(_mm256_or_ps(_mm256_max_ps(a.reg[i], b.reg[i]), _mm256_cmp_ps(a.reg[i], a.reg[i], _CMP_UNORD_Q)));
            else if constexpr (std::is_same_v<T, double> && sizeof(batch) == 32)
                r.reg[i] = batch(_mm256_or_pd(_mm256_max_pd(a.reg[i], b.reg[i]), _mm256_cmp_pd(a.reg[i], a.reg[i], _CMP_UNORD_Q)));
            else
#endif
#if defined(__SSE2__)
                if constexpr (std::is_same_v<T, float> && sizeof(batch) == 16)
                r.reg[i] = batch(_mm_or_ps(_mm_max_ps(a.reg[i], b.reg[i]), _mm_cmpunord_ps(a.reg[i], a.reg[i])));
            else
#endif
                if constexpr (std::is_floating_point_v<T>)
                r.reg[i] = xsimd::select(a.reg[i] != a.reg[i], a.reg[i], xsimd::select(a.reg[i] > b.reg[i], a.reg[i], b.reg[i]));
            else r.reg[i] = xsimd::max(a.reg[i], b.reg[i]);
        }
        return r;
    }
};

namespace detail {

template <class T>
inline constexpr bool is_pack = false;
template <class T, int N, class A>
inline constexpr bool is_pack<pack<T, N, A>> = true;

} // namespace detail

/// Loads N values that lie side by side, from any address.
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> load(T const* from) {
    using P = pack<T, N, A>;
    P r;
    if constexpr (P::lanes == static_cast<int>(P::batch::size)) {
        for (int i = 0; i < P::registers; ++i) r.reg[i] = P::batch::load_unaligned(from + i * P::lanes);
    }
#if defined(__SSE2__)
    else if constexpr (N * sizeof(T) == 8) {
        __m128i const bits = _mm_loadl_epi64(reinterpret_cast<__m128i const*>(from));
        r.reg[0] = __builtin_bit_cast(typename P::batch::register_type, bits);
    } else if constexpr (N * sizeof(T) == 4) {
        int bits;
        __builtin_memcpy(&bits, from, 4);
        r.reg[0] = __builtin_bit_cast(typename P::batch::register_type, _mm_cvtsi32_si128(bits));
    }
#endif
    else {
        alignas(typename P::batch) T room[P::batch::size] = {};
        __builtin_memcpy(room, from, N * sizeof(T));
        r.reg[0] = P::batch::load_aligned(room);
    }
    return r;
}

/// Stores all N values, to any address.
template <class T, int N, class A>
SLUICE_INLINE void store(T* to, pack<T, N, A> value) {
    using P = pack<T, N, A>;
    if constexpr (P::lanes == static_cast<int>(P::batch::size)) {
        for (int i = 0; i < P::registers; ++i) value.reg[i].store_unaligned(to + i * P::lanes);
    }
#if defined(__SSE2__)
    else if constexpr (N * sizeof(T) == 8)
        _mm_storel_epi64(reinterpret_cast<__m128i*>(to), __builtin_bit_cast(__m128i, value.reg[0].data));
    else if constexpr (N * sizeof(T) == 4) {
        int const bits = _mm_cvtsi128_si32(__builtin_bit_cast(__m128i, value.reg[0].data));
        __builtin_memcpy(to, &bits, 4);
    }
#endif
    else {
        alignas(typename P::batch) T room[P::batch::size];
        value.reg[0].store_aligned(room);
        __builtin_memcpy(to, room, N * sizeof(T));
    }
}

/// The values of a pack in memory, for the portable forms of what has no instruction.
template <class T, int N>
struct spilled {
    alignas(64) T value[N];
};

template <class T, int N, class A>
SLUICE_INLINE spilled<T, N> spill(pack<T, N, A> p) {
    spilled<T, N> r;
    store(r.value, p);
    return r;
}

/// Stores the first `count` values.
template <class T, int N, class A>
SLUICE_INLINE void store_first(T* to, pack<T, N, A> value, index_t count) {
    auto const all = spill(value);
    for (index_t i = 0; i < count; ++i) to[i] = all.value[i];
}

/// Loads the first `count` values, at least one, and repeats the last of them in the other lanes.
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> load_first(T const* from, index_t count) {
    spilled<T, N> all;
    for (index_t i = 0; i < N; ++i) all.value[i] = from[i < count ? i : count - 1];
    return load<T, N, A>(all.value);
}

} // namespace sluice::inline v0_1
