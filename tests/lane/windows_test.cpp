// Values under windows of interleaved channels, against a plain loop.

#include <doctest/doctest.h>
#include <sluice/lane/windows.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Under every column of windows of C interleaved channels, S pixels apart: all packs of them.
template <int C, int S, class T, int N, int... K>
void check_windows(std::integer_sequence<int, K...>) {
    using P = pack<T, N, arch>;
    T flat[S * C * N];
    fill(flat, S * C * N, 9);
    P in[S * C];
    for (int i = 0; i < S * C; ++i) in[i] = load<T, N, arch>(flat + i * N);
    bool good = true;
    auto const check = [&]<int J>(size<J>) {
        P const out[] = {
            sluice::detail::picked<sluice::detail::under_windows<C, S, K * N, J>>(in)...};
        for (int n = 0; n < C * N; ++n)
            good = good && spill(out[n / N]).value[n % N] == flat[(n / C * S + J) * C + n % C];
    };
    check(size<0>{});
    check(size<S / 2>{});
    check(size<S - 1>{});
    CAPTURE(C);
    CAPTURE(S);
    CAPTURE(N);
    CHECK(good);
}
template <int C, class T, int N>
void check_all_windows() {
    check_windows<C, 1, T, N>(std::make_integer_sequence<int, C>{});
    check_windows<C, 2, T, N>(std::make_integer_sequence<int, C>{});
    check_windows<C, 3, T, N>(std::make_integer_sequence<int, C>{});
    check_windows<C, 7, T, N>(std::make_integer_sequence<int, C>{});
}

} // namespace

TEST_CASE_TEMPLATE("windows: values under windows of interleaved channels", T, std::uint8_t,
                   std::int16_t, float, double) {
    constexpr int n = static_cast<int>(pack<T, 2, arch>::batch::size);
    check_all_windows<1, T, n>();
    check_all_windows<2, T, n>();
    check_all_windows<3, T, n>();
    check_all_windows<4, T, n>();
}
