#pragma once
// Packs that reach over the edge of a row.

#include <sluice/lane/pack.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
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

/// The ends of a row that a pack may reach over.
struct row_ends {
    bool left = true, right = true;
};

/// The lanes i with 0 ≤ at + i < size, of which only one end matters where the pack reaches over no
/// other. Made without branches, once for all rows; what the compiler knows to be inside costs
/// nothing.
template <class T, int N, class A>
class lanes_inside {
public:
    /// To be assigned.
    lanes_inside() = default;
    SLUICE_INLINE lanes_inside(index_t at, index_t size, row_ends over = {})
        : all_((!over.left && !over.right) ||
               (__builtin_constant_p(at >= 0 && size - at >= N) && at >= 0 && size - at >= N)) {
        if (all_) return;
        index_t const before = at < -N ? N : at < 0 ? -at : 0;
        index_t const until = size - at < 0 ? 0 : size - at < N ? size - at : N;
        auto const behind_first = detail::mask_from<T, N, A>(N - before);
        auto const before_last = detail::mask_from<T, N, A>(2 * N - until);
        for (int i = 0; i < mask_.registers; ++i)
            mask_.reg[i] = !over.left    ? before_last.reg[i]
                           : !over.right ? behind_first.reg[i]
                                         : behind_first.reg[i] & before_last.reg[i];
    }

    /// The same, from a line that has every bit set where pixels are.
    SLUICE_INLINE lanes_inside(T const* line, row_ends over = {})
        : all_(!over.left && !over.right) {
        if (!all_) mask_ = load<T, N, A>(line);
    }

    /// Makes the other lanes zero.
    SLUICE_INLINE pack<T, N, A> keep(pack<T, N, A> p) const {
        if (!all_)
            for (int i = 0; i < p.registers; ++i) p.reg[i] = p.reg[i] & mask_.reg[i];
        return p;
    }
    /// Takes the other lanes from elsewhere.
    SLUICE_INLINE pack<T, N, A> keep(pack<T, N, A> p, pack<T, N, A> const& other) const {
        if (!all_)
            for (int i = 0; i < p.registers; ++i)
                p.reg[i] = other.reg[i] ^ ((p.reg[i] ^ other.reg[i]) & mask_.reg[i]);
        return p;
    }

private:
    bool all_;
    pack<T, N, A> mask_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
