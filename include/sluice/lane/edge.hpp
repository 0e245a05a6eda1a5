#pragma once
// Packs that reach over the edge of a row.

#include <sluice/lane/pack.hpp>

namespace sluice::inline v0_1 {
namespace detail {

template <class T, int N>
struct edge_table {
    /// N times no bit, N times every bit, N times no bit: a mask is any N neighbours.
    alignas(64) unsigned char bits[3 * N * sizeof(T)];
    constexpr edge_table() : bits() {
        for (std::size_t i = 0; i < 3 * N * sizeof(T); ++i)
            bits[i] = i / (N * sizeof(T)) == 1 ? 0xff : 0;
    }
};
template <class T, int N, class A>
inline constexpr edge_table<T, N> edges{};

template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> mask_from(index_t at) {
    return load<T, N, A>(reinterpret_cast<T const*>(edges<T, N, A>.bits) + at);
}

} // namespace detail

/// Keeps the lanes i with 0 ≤ at + i < size and makes the others zero. Without branches, so that a
/// block of rows shares its masks; what the compiler knows to be inside costs nothing.
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> keep_inside(pack<T, N, A> p, index_t at, index_t size) {
    if (!(__builtin_constant_p(at >= 0) && at >= 0)) { // all lanes from −at on
        index_t const outside = at < -N ? N : at < 0 ? -at : 0;
        auto const mask = detail::mask_from<T, N, A>(N - outside);
        for (int i = 0; i < p.registers; ++i) p.reg[i] = p.reg[i] & mask.reg[i];
    }
    if (!(__builtin_constant_p(size - at >= N) && size - at >= N)) { // lanes below size − at
        index_t const inside = size - at < 0 ? 0 : size - at < N ? size - at : N;
        auto const mask = detail::mask_from<T, N, A>(2 * N - inside);
        for (int i = 0; i < p.registers; ++i) p.reg[i] = p.reg[i] & mask.reg[i];
    }
    return p;
}

} // namespace sluice::inline v0_1
