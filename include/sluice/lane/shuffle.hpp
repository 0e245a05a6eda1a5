#pragma once
// Every S-th value: from S packs of neighbours to S packs of phases, and back. Strides, pools and
// interleaved channels are all this one operation.

#include <utility>

#include <sluice/core/target.hpp>
#include <sluice/lane/pack.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// S packs: S·N neighbouring values, or S phases of them.
template <class P, int S>
struct bundle {
    P part[S];
};

namespace detail {

/// The portable forms, which the tests hold the others against.
template <int S, class T, int N, class A>
SLUICE_INLINE bundle<pack<T, N, A>, S> deinterleave_in_memory(bundle<pack<T, N, A>, S> in) {
    T flat[S * N];
    T phase[S][N];
    for (int s = 0; s < S; ++s) store(flat + s * N, in.part[s]);
    for (int s = 0; s < S; ++s)
        for (int i = 0; i < N; ++i) phase[s][i] = flat[i * S + s];
    bundle<pack<T, N, A>, S> out;
    for (int s = 0; s < S; ++s) out.part[s] = load<T, N, A>(phase[s]);
    return out;
}
template <int S, class T, int N, class A>
SLUICE_INLINE bundle<pack<T, N, A>, S> interleave_in_memory(bundle<pack<T, N, A>, S> in) {
    T flat[S * N];
    T phase[S][N];
    for (int s = 0; s < S; ++s) store(phase[s], in.part[s]);
    for (int s = 0; s < S; ++s)
        for (int i = 0; i < N; ++i) flat[i * S + s] = phase[s][i];
    bundle<pack<T, N, A>, S> out;
    for (int s = 0; s < S; ++s) out.part[s] = load<T, N, A>(flat + s * N);
    return out;
}

/// The registers of packs as compiler vectors, of which __builtin_shufflevector picks lanes.
template <class P>
struct vector_of {
    using T = typename P::value_type;
    typedef T type __attribute__((vector_size(sizeof(typename P::batch))));
    static SLUICE_INLINE type get(P const& p) { return __builtin_bit_cast(type, p.reg[0].data); }
    static SLUICE_INLINE P make(type v) {
        return P(typename P::batch(__builtin_bit_cast(typename P::batch::register_type, v)));
    }
};

/// Lane l of the result is lane index(l) of a then b, where b's lanes count from the register's
/// width.
template <class Index, class P, int... L>
SLUICE_INLINE P shuffled(P const& a, P const& b, std::integer_sequence<int, L...>) {
    using V = vector_of<P>;
    return V::make(__builtin_shufflevector(V::get(a), V::get(b), Index::at(L)...));
}
template <class Index, class P>
SLUICE_INLINE P shuffle(P const& a, P const& b) {
    return shuffled<Index>(a, b,
                           std::make_integer_sequence<int, static_cast<int>(P::batch::size)>{});
}

template <int N, int Width, int Phase>
struct every_second {
    static constexpr int at(int l) {
        int const from = 2 * (l % N) + Phase;
        return from < N ? from : Width + from - N;
    }
};
/// The same within each half of a wide register: a's share of the half, then b's.
template <int N, int Phase>
struct every_second_in_halves {
    static constexpr int at(int l) {
        int const half = l / (N / 2), i = l % (N / 2), each = N / 4;
        return (i < each ? 0 : N) + half * (N / 2) + 2 * (i % each) + Phase;
    }
};
template <int N>
struct middle_quarters_swapped {
    static constexpr int at(int l) {
        int const quarter = l / (N / 4);
        return l % (N / 4) + N / 4 * (quarter == 1 ? 2 : quarter == 2 ? 1 : quarter);
    }
};
template <int N, int Width, int Half>
struct zipped {
    static constexpr int at(int l) {
        int const from = (l % N + Half * N) / 2;
        return l % 2 == 0 ? from : Width + from;
    }
};
/// Keeps lane l of a, or takes it from b where the value number K·N + l has the wanted phase.
template <int S, int N, int Width, int Phase, int K>
struct blend_phase {
    static constexpr int at(int l) { return l < N && (K * N + l) % S == Phase ? Width + l : l; }
};
template <int S, int N, int Phase>
struct gather_phase {
    static constexpr int at(int l) { return (S * (l % N) + Phase) % N; }
};
/// Spreads a phase to the lanes that it has in the interleaved packs.
template <int S, int N, int Phase>
struct scatter_phase {
    static constexpr int at(int l) {
        for (int i = 0; i < N; ++i)
            if ((S * i + Phase) % N == l % N) return i;
        return 0;
    }
};

template <class P>
inline constexpr bool in_one_register = P::registers == 1;

/// AVX2 has no shuffle of two registers across their halves: sort within halves, then swap
/// quarters.
template <class P>
inline constexpr bool sorts_in_two_steps =
    in_one_register<P> && sizeof(typename P::batch) == 32 &&
    P::size == static_cast<int>(P::batch::size) && P::size >= 4 && this_target < 3;

/// Every second value of a and then of b, from Phase on.
template <int Phase, class P>
SLUICE_INLINE P seconds(P const& a, P const& b) {
    constexpr int n = P::size;
    if constexpr (sorts_in_two_steps<P>) {
        P const loose = shuffle<every_second_in_halves<n, Phase>>(a, b);
        return shuffle<middle_quarters_swapped<n>>(loose, loose);
    } else return shuffle<every_second<n, static_cast<int>(P::batch::size), Phase>>(a, b);
}

/// Lanes of a, but those of b that the mask has: what a shuffle that moves no lane does. gcc and
/// clang make three operations of it where bytes could be chosen by one.
template <class Index, class P>
SLUICE_INLINE P blend(P const& a, P const& b) {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
    if constexpr (sizeof(typename P::value_type) == 1 && sizeof(typename P::batch) == 16) {
        constexpr unsigned from_b = [] {
            unsigned bits = 0;
            for (int l = 0; l < 16; ++l) bits |= unsigned{Index::at(l) >= 16} << l;
            return bits;
        }();
        auto const chosen = static_cast<__mmask16>(from_b);
        return P(typename P::batch(_mm_mask_blend_epi8(chosen, a.reg[0].data, b.reg[0].data)));
    } else
#endif
        return shuffle<Index>(a, b);
}

template <int S, int Phase, class P, int... K>
SLUICE_INLINE P odd_phase(bundle<P, S> const& in, std::integer_sequence<int, K...>) {
    constexpr int width = static_cast<int>(P::batch::size);
    P r = in.part[0];
    ((r = blend<blend_phase<S, P::size, width, Phase, K + 1>>(r, in.part[K + 1])), ...);
    return shuffle<gather_phase<S, P::size, Phase>>(r, r);
}
template <int S, int K, class P, int... Phase>
SLUICE_INLINE P odd_mix(bundle<P, S> const& spread, std::integer_sequence<int, Phase...>) {
    constexpr int width = static_cast<int>(P::batch::size);
    P r = spread.part[0];
    ((r = blend<blend_phase<S, P::size, width, Phase + 1, K>>(r, spread.part[Phase + 1])), ...);
    return r;
}
template <int S, class P, int... I>
SLUICE_INLINE bundle<P, S> odd_deinterleave(bundle<P, S> const& in,
                                            std::integer_sequence<int, I...>) {
    return {{odd_phase<S, I>(in, std::make_integer_sequence<int, S - 1>{})...}};
}
template <int S, class P, int... I>
SLUICE_INLINE bundle<P, S> odd_interleave(bundle<P, S> const& in,
                                          std::integer_sequence<int, I...>) {
    bundle<P, S> spread{{shuffle<scatter_phase<S, P::size, I>>(in.part[I], in.part[I])...}};
    return {{odd_mix<S, I>(spread, std::make_integer_sequence<int, S - 1>{})...}};
}

/// Every S-th value of a register from the first on, and 0 in the lanes between.
template <int S, int N, int Width>
struct keep_nth {
    static constexpr int at(int l) { return l % S == 0 && l < N ? Width + l : l; }
};
template <int S, class P>
SLUICE_INLINE P every_nth(P const& p) {
    if constexpr (S == 1) return p;
    else
        return blend<keep_nth<S, P::size, static_cast<int>(P::batch::size)>>(
            P(typename P::value_type(0)), p);
}

/// The S values again and again.
template <class P, std::size_t S>
SLUICE_INLINE P repeated(typename P::value_type const (&values)[S]) {
    if constexpr (S == 1) return P(values[0]);
    else {
        spilled<typename P::value_type, P::size> all;
        for (int i = 0; i < P::size; ++i) all.value[i] = values[i % static_cast<int>(S)];
        return load<typename P::value_type, P::size, typename P::arch>(all.value);
    }
}

/// The values from lane D on, and behind them those of `rest`, which are one value.
template <int N, int D, int Width>
struct from_lane {
    static constexpr int at(int l) { return l + D < N ? l + D : Width; }
};
template <int D, class P>
SLUICE_INLINE P moved_on(P const& p, P const& rest) {
    return shuffle<from_lane<P::size, D, static_cast<int>(P::batch::size)>>(p, rest);
}

/// Where there is a shuffle of two wide registers, lane by lane.
template <class P>
inline constexpr bool can_shift =
#if defined(__AVX512F__)
    std::is_same_v<typename P::batch, xsimd::batch<float, xsimd::avx512bw>> && P::registers == 1;
#else
    false;
#endif

/// N neighbours from place `by` of a row on, where `first` begins at place 0 and `last` at place
/// Last, at most N behind it.
template <int Last, class P>
SLUICE_INLINE P shifted_in_memory(P const& first, P const& last, int by) {
    constexpr int n = P::size;
    typename P::value_type row[Last + n];
    store(row, first);
    store(row + Last, last);
    return load<typename P::value_type, n, typename P::arch>(row + by);
}

template <int Last>
struct shift_table {
    alignas(64) int from[Last + 1][16];
    constexpr shift_table() : from() {
        for (int by = 0; by <= Last; ++by)
            for (int l = 0; l < 16; ++l)
                from[by][l] = l + by < 16 ? l + by : 16 + (l + by - Last); // 16: lane 0 of last
    }
};
template <int Last>
inline constexpr shift_table<Last> shifts_of{};

/// The same of every part, in registers.
template <int Last, int S, class P>
SLUICE_INLINE bundle<P, S> shifted(bundle<P, S> const& first, bundle<P, S> const& last, int by) {
    bundle<P, S> out;
#pragma GCC unroll 4
    for (int s = 0; s < S; ++s) {
#if defined(__AVX512F__)
        if constexpr (can_shift<P>) {
            out.part[s] = P(typename P::batch(_mm512_permutex2var_ps(
                first.part[s].reg[0].data, _mm512_load_si512(shifts_of<Last>.from[by]),
                last.part[s].reg[0].data)));
        } else
#endif
            out.part[s] = shifted_in_memory<Last>(first.part[s], last.part[s], by);
    }
    return out;
}

} // namespace detail

/// The S phases, each in the same order but perhaps not in that of the picture: `tidy` sorts what
/// is made of them, once, instead of every phase. Pixel is the pack type whose phases were taken.
template <int S, class P>
SLUICE_INLINE bundle<P, S> loose_phases(bundle<P, S> in);
template <int S, class Pixel, class P>
SLUICE_INLINE P tidy(P p);

/// Phase s of the result holds the values s, s + S, s + 2S, … of the S·N that come in.
template <int S, class T, int N, class A>
SLUICE_INLINE bundle<pack<T, N, A>, S> deinterleave(bundle<pack<T, N, A>, S> in) {
    using P = pack<T, N, A>;
    if constexpr (S == 1) return in;
    else if constexpr (!detail::in_one_register<P> || N < 4 || S > 7)
        return detail::deinterleave_in_memory<S>(in);
    else if constexpr (S == 2)
        return {{detail::seconds<0>(in.part[0], in.part[1]),
                 detail::seconds<1>(in.part[0], in.part[1])}};
    else if constexpr (S == 4) { // in one go: gcc copies bundles of bundles through memory
        P const even_low = detail::seconds<0>(in.part[0], in.part[1]);
        P const even_high = detail::seconds<0>(in.part[2], in.part[3]);
        P const odd_low = detail::seconds<1>(in.part[0], in.part[1]);
        P const odd_high = detail::seconds<1>(in.part[2], in.part[3]);
        return {{detail::seconds<0>(even_low, even_high), detail::seconds<0>(odd_low, odd_high),
                 detail::seconds<1>(even_low, even_high), detail::seconds<1>(odd_low, odd_high)}};
    } else if constexpr (S % 2 == 0) { // halves first: evens of evens are fourths
        constexpr int half = S / 2;
        bundle<P, half> even;
        bundle<P, half> odd;
#pragma GCC unroll 8
        for (int i = 0; i < half; ++i) {
            auto two = deinterleave<2>(bundle<P, 2>{{in.part[2 * i], in.part[2 * i + 1]}});
            even.part[i] = two.part[0];
            odd.part[i] = two.part[1];
        }
        even = deinterleave<half>(even);
        odd = deinterleave<half>(odd);
        bundle<P, S> out;
#pragma GCC unroll 8
        for (int i = 0; i < half; ++i) {
            out.part[2 * i] = even.part[i];
            out.part[2 * i + 1] = odd.part[i];
        }
        return out;
    } else // S is odd: every phase sits in lanes of its own, so blend them together and sort once
        return detail::odd_deinterleave<S>(in, std::make_integer_sequence<int, S>{});
}

/// The inverse of deinterleave: S·N values in the order in which memory holds S channels.
template <int S, class T, int N, class A>
SLUICE_INLINE bundle<pack<T, N, A>, S> interleave(bundle<pack<T, N, A>, S> in) {
    using P = pack<T, N, A>;
    constexpr int width = static_cast<int>(P::batch::size);
    if constexpr (S == 1) return in;
    else if constexpr (!detail::in_one_register<P> || N < 4 || S > 7)
        return detail::interleave_in_memory<S>(in);
    else if constexpr (S == 2)
        return {{detail::shuffle<detail::zipped<N, width, 0>>(in.part[0], in.part[1]),
                 detail::shuffle<detail::zipped<N, width, 1>>(in.part[0], in.part[1])}};
    else if constexpr (S == 4) { // in one go: gcc copies bundles of bundles through memory
        P const even_low = detail::shuffle<detail::zipped<N, width, 0>>(in.part[0], in.part[2]);
        P const even_high = detail::shuffle<detail::zipped<N, width, 1>>(in.part[0], in.part[2]);
        P const odd_low = detail::shuffle<detail::zipped<N, width, 0>>(in.part[1], in.part[3]);
        P const odd_high = detail::shuffle<detail::zipped<N, width, 1>>(in.part[1], in.part[3]);
        return {{detail::shuffle<detail::zipped<N, width, 0>>(even_low, odd_low),
                 detail::shuffle<detail::zipped<N, width, 1>>(even_low, odd_low),
                 detail::shuffle<detail::zipped<N, width, 0>>(even_high, odd_high),
                 detail::shuffle<detail::zipped<N, width, 1>>(even_high, odd_high)}};
    } else if constexpr (S % 2 == 0) {
        constexpr int half = S / 2;
        bundle<P, half> even;
        bundle<P, half> odd;
#pragma GCC unroll 8
        for (int i = 0; i < half; ++i) {
            even.part[i] = in.part[2 * i];
            odd.part[i] = in.part[2 * i + 1];
        }
        even = interleave<half>(even);
        odd = interleave<half>(odd);
        bundle<P, S> out;
#pragma GCC unroll 8
        for (int i = 0; i < half; ++i) {
            auto two = interleave<2>(bundle<P, 2>{{even.part[i], odd.part[i]}});
            out.part[2 * i] = two.part[0];
            out.part[2 * i + 1] = two.part[1];
        }
        return out;
    } else return detail::odd_interleave<S>(in, std::make_integer_sequence<int, S>{});
}

template <int S, class P>
SLUICE_INLINE bundle<P, S> loose_phases(bundle<P, S> in) {
    if constexpr (S == 2 && detail::sorts_in_two_steps<P>)
        return {
            {detail::shuffle<detail::every_second_in_halves<P::size, 0>>(in.part[0], in.part[1]),
             detail::shuffle<detail::every_second_in_halves<P::size, 1>>(in.part[0], in.part[1])}};
    else return deinterleave<S>(in);
}

template <int S, class Pixel, class P>
SLUICE_INLINE P tidy(P p) {
    if constexpr (S != 2 || !detail::sorts_in_two_steps<Pixel>) return p;
    else if constexpr (detail::in_one_register<P>)
        return detail::shuffle<detail::middle_quarters_swapped<P::size>>(p, p);
    else {
        auto const loose = spill(p);
        spilled<typename P::value_type, P::size> sorted;
        for (int i = 0; i < P::size; ++i)
            sorted.value[i] = loose.value[detail::middle_quarters_swapped<P::size>::at(i)];
        return load<typename P::value_type, P::size, typename P::arch>(sorted.value);
    }
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
