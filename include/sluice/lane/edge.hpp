#pragma once
// Packs that reach over the edge of a row.

#include <sluice/lane/pack.hpp>

namespace sluice::inline v0_1 {
namespace detail {

template <class T, int N>
struct edge_table {
    /// N times no bit, N times every bit, N times no bit, of which a mask is any N neighbours.
    alignas(64) unsigned char bits[3 * N * sizeof(T)];
    constexpr edge_table() : bits() {
        for (std::size_t i = 0; i < 3 * N * sizeof(T); ++i) bits[i] = i / (N * sizeof(T)) == 1 ? 0xff : 0;
    }
};
template <class T, int N, class A>
inline constexpr edge_table<T, N> edges{};

template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> mask_from(index_t at) {
    return load<T, N, A>(reinterpret_cast<T const*>(edges<T, N, A>.bits) + at);
}

} // namespace detail

/// Keeps the lanes i with 0 ≤ at + i < size and makes the others zero. −N ≤ at ≤ size.
template <class T, int N, class A>
SLUICE_INLINE pack<T, N, A> keep_inside(pack<T, N, A> p, index_t at, index_t size) {
    index_t const before = at < 0 ? N + at : N;                 // all lanes from −at on
    index_t const after = size - at < N ? 2 * N - (size - at) : N; // lanes below size − at
    auto const left = detail::mask_from<T, N, A>(before);
    auto const right = detail::mask_from<T, N, A>(after);
    pack<T, N, A> r;
    for (int i = 0; i < r.registers; ++i) r.reg[i] = p.reg[i] & left.reg[i] & right.reg[i];
    return r;
}

} // namespace sluice::inline v0_1
