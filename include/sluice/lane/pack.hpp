#pragma once
// N neighbouring values in registers: what stages compute with when the engine runs them.

#include <sluice/core/number.hpp>
#include <sluice/core/size.hpp>
#include <sluice/core/word.hpp>
#include <sluice/lane/register.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// Where functions of packs that bear the standard's names are found, by their arguments only:
/// sluice's own max and min are objects.
namespace by_argument {
struct lanes {};
} // namespace by_argument

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

/// How many registers there are for packs.
template <class A>
inline constexpr int vector_registers =
#if defined(__aarch64__)
    32;
#else
    register_bytes<A> == 64 ? 32 : 16;
#endif

/// The architecture whose registers hold N values of T best: A itself, or a narrower one.
template <class T, int N, class A>
using register_arch =
    typename std::conditional_t<(N * int{sizeof(T)} >= register_bytes<A>), type_name_of<A>,
                                narrowed<(N * int{sizeof(T)} > 16 ? N * int{sizeof(T)} : 16), A,
                                         xsimd::supported_architectures>>::type;

/// f of every register of some packs of one size.
template <class P, class F, class... Q>
SLUICE_INLINE P by_register(F f, Q const&... q) {
    if constexpr (P::registers == 1) return P(f(q.reg[0]...));
    else {
        P r;
        for (int i = 0; i < P::registers; ++i) r.reg[i] = f(q.reg[i]...);
        return r;
    }
}

} // namespace detail

/// N values of T, all along a chain the same N: as many registers as T needs, one of them perhaps
/// filled only in part.
template <number T, int N, class A>
struct pack : detail::by_argument::lanes {
    using value_type = T;
    using arch = A;
    using batch = xsimd::batch<T, detail::register_arch<T, N, A>>;
    static constexpr int size = N;
    static constexpr int lanes =
        static_cast<int>(batch::size) < N ? static_cast<int>(batch::size) : N; // per register
    static constexpr int registers = N / lanes;

    batch reg[registers];

    pack() = default;
    /// The same value in every lane.
    SLUICE_INLINE explicit pack(T value) {
        if constexpr (registers == 1) reg[0] = batch(value);
        else
            for (int i = 0; i < registers; ++i) reg[i] = batch(value);
    }
    SLUICE_INLINE explicit pack(batch value)
        requires(registers == 1)
        : reg{value} {}

    friend SLUICE_INLINE pack lane_multiply_add(pack const& a, pack const& b, pack const& c) {
        if constexpr (registers == 1)
            return pack(detail::multiply_add_registers{}(a.reg[0], b.reg[0], c.reg[0]));
        else return detail::by_register<pack>(detail::multiply_add_registers{}, a, b, c);
    }
    friend SLUICE_INLINE pack lane_max(pack const& a, pack const& b) {
        return detail::by_register<pack>(detail::max_of_registers{}, a, b);
    }
    friend SLUICE_INLINE pack lane_min(pack const& a, pack const& b) {
        return detail::by_register<pack>(detail::min_of_registers{}, a, b);
    }
    friend SLUICE_INLINE pack lane_square_root(pack const& a) {
        return detail::by_register<pack>(detail::square_root_of_registers{}, a);
    }
    friend SLUICE_INLINE pack lane_absolute(pack const& a) {
        return detail::by_register<pack>(detail::absolute_of_registers{}, a);
    }
    friend SLUICE_INLINE pack lane_exponential(pack const& a) {
        return detail::by_register<pack>(detail::exponential_of_registers{}, a);
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
    if constexpr (P::registers == 1 && P::lanes == static_cast<int>(P::batch::size))
        return P(detail::load_register<typename P::batch>(from));
    else if constexpr (P::lanes == static_cast<int>(P::batch::size)) {
        for (int i = 0; i < P::registers; ++i)
            r.reg[i] = P::batch::load_unaligned(from + i * P::lanes);
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
SLUICE_INLINE void store(T* to, pack<T, N, A> const& value) {
    using P = pack<T, N, A>;
    if constexpr (P::registers == 1 && P::lanes == static_cast<int>(P::batch::size))
        detail::store_register(to, value.reg[0]);
    else if constexpr (P::lanes == static_cast<int>(P::batch::size)) {
        for (int i = 0; i < P::registers; ++i) value.reg[i].store_unaligned(to + i * P::lanes);
    }
#if defined(__SSE2__)
    else if constexpr (N * sizeof(T) == 8)
        _mm_storel_epi64(reinterpret_cast<__m128i*>(to),
                         __builtin_bit_cast(__m128i, value.reg[0].data));
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

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
