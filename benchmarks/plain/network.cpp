// W12 as plain loops: 3×3 from 16 channels to 32, bias, relu, max of 2×2, on (m,56,56,16).

#include "plain.hpp"

namespace bench::PLAIN_COMPILER {
namespace {

constexpr int n = 56, c = 16, results = 32, k = 3;

struct weights_of {
    alignas(64) float at[k][k][c][results];
    alignas(64) float bias[results];
    explicit weights_of(float const* from) {
        for (int i = 0; i < k; ++i)
            for (int j = 0; j < k; ++j)
                for (int p = 0; p < c; ++p)
                    for (int o = 0; o < results; ++o) at[i][j][p][o] = *from++;
        for (int o = 0; o < results; ++o) bias[o] = *from++;
    }
};

float larger(float a, float b) { return a > b ? a : b; }

/// A picture with zeros around it.
using framed = float[n + 2][n + 2][c];

void frame(float const* __restrict in, framed& to) {
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x)
            for (int p = 0; p < c; ++p) to[y + 1][x + 1][p] = in[(y * n + x) * c + p];
}

/// Sums of some columns × some results at a time, which fit into registers.
template <int Columns, int Results>
struct tile {
    static void row(framed const& in, weights_of const& w, int y, float (*__restrict to)[results]) {
        static_assert(n % Columns == 0 && results % Results == 0);
        for (int o0 = 0; o0 < results; o0 += Results)
            for (int x0 = 0; x0 < n; x0 += Columns) {
                float sum[Columns][Results];
                for (int x = 0; x < Columns; ++x)
                    for (int o = 0; o < Results; ++o) sum[x][o] = w.bias[o0 + o];
                for (int i = 0; i < k; ++i)
                    for (int j = 0; j < k; ++j)
                        for (int p = 0; p < c; ++p)
#pragma GCC unroll 16
                            for (int x = 0; x < Columns; ++x)
                                for (int o = 0; o < Results; ++o)
                                    sum[x][o] += in[y + i][x0 + x + j][p] * w.at[i][j][p][o0 + o];
                for (int x = 0; x < Columns; ++x)
                    for (int o = 0; o < Results; ++o) to[x0 + x][o0 + o] = sum[x][o];
            }
    }
};

/// The sums of one position after the other.
struct position {
    static void row(framed const& in, weights_of const& w, int y, float (*__restrict to)[results]) {
        for (int x = 0; x < n; ++x) {
            float sum[results];
            for (int o = 0; o < results; ++o) sum[o] = w.bias[o];
            for (int i = 0; i < k; ++i)
                for (int j = 0; j < k; ++j)
                    for (int p = 0; p < c; ++p)
                        for (int o = 0; o < results; ++o)
                            sum[o] += in[y + i][x + j][p] * w.at[i][j][p][o];
            for (int o = 0; o < results; ++o) to[x][o] = sum[o];
        }
    }
};

/// Two rows at a time, pooled from cache.
template <class Form>
void layer(void const* in, float const* weights, float* __restrict out, std::ptrdiff_t images) {
    static framed padded;
    static float sum[2][n][results];
    weights_of const w(weights);
    for (std::ptrdiff_t m = 0; m < images; ++m) {
        frame(static_cast<float const*>(in) + m * n * n * c, padded);
        for (int y = 0; y < n / 2; ++y) {
            Form::row(padded, w, 2 * y, sum[0]);
            Form::row(padded, w, 2 * y + 1, sum[1]);
            float* const to = out + (m * (n / 2) + y) * (n / 2) * results;
            for (int x = 0; x < n / 2; ++x)
                for (int o = 0; o < results; ++o)
                    to[x * results + o] =
                        larger(0, larger(larger(sum[0][2 * x][o], sum[0][2 * x + 1][o]),
                                         larger(sum[1][2 * x][o], sum[1][2 * x + 1][o])));
        }
    }
}

constexpr plain_loop loops[] = {
    {"W12", "one position", layer<position>},
    {"W12", "tile of 14×8", layer<tile<14, 8>>},
    {"W12", "tile of 2×32", layer<tile<2, 32>>},
    {"W12", "tile of 4×16", layer<tile<4, 16>>},
};

} // namespace

std::span<plain_loop const> network_loops() { return loops; }

} // namespace bench::PLAIN_COMPILER
