#pragma once
// What lies under windows of interleaved channels, without telling these apart.

#include <sluice/lane/shuffle.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// What lies under column J of windows that are S pixels of C interleaved values apart: lane l is
/// value n % C of window n / C, n = First + l.
template <int C, int S, int First, int J>
struct under_windows {
    static constexpr int at(int l) {
        int const n = First + l;
        return (n / C * S + J) * C + n % C;
    }
};
/// Lanes out of packs First and First + 1, and out of one more beside those that are there.
template <class Index, int N, int First>
struct out_of_two {
    static constexpr int at(int l) {
        int const i = Index::at(l) - First * N;
        return i >= 0 && i < 2 * N ? i : l;
    }
};
template <class Index, int N, int Next>
struct out_of_next {
    static constexpr int at(int l) {
        int const i = Index::at(l) - Next * N;
        return i >= 0 && i < N ? N + i : l;
    }
};
/// Lane l is value Index::at(l) of registers that follow each other; the values ascend.
template <class Index, int M, class P, int... I>
SLUICE_INLINE P picked(P const (&in)[M], std::integer_sequence<int, I...>) {
    constexpr int n = P::size, first = Index::at(0) / n;
    P r = shuffle<out_of_two<Index, n, first>>(in[first], in[first + 1 < M ? first + 1 : first]);
    ((r = shuffle<out_of_next<Index, n, first + 2 + I>>(r, in[first + 2 + I])), ...);
    return r;
}
template <class Index, int M, class P>
SLUICE_INLINE P picked(P const (&in)[M]) {
    constexpr int first = Index::at(0) / P::size, last = Index::at(P::size - 1) / P::size;
    return picked<Index>(in,
                         std::make_integer_sequence<int, (last > first ? last - first - 1 : 0)>{});
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
