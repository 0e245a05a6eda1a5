// W5 to W7 as plain loops: interleaved colours, (m,32,32,3).

#include <cstdint>

#include "plain.hpp"

namespace bench::PLAIN_COMPILER {
namespace {

constexpr int n = 32, c = 3, k = 3, r = n - k + 1; // pixels, channels, window and results per axis

/// Weights where the compiler knows that nothing else writes.
template <int O>
struct weights_of {
    float at[k][k][c][O];
    explicit weights_of(float const* from) {
        for (int i = 0; i < k; ++i)
            for (int j = 0; j < k; ++j)
                for (int p = 0; p < c; ++p)
                    for (int o = 0; o < O; ++o)
                        at[i][j][p][o] = from[((i * k + j) * c + p) * O + o];
    }
};

/// The formula as it stands.
template <int O>
struct nested {
    template <class T>
    static void image(T const* __restrict in, weights_of<O> const& w, float* __restrict out) {
        for (int y = 0; y < r; ++y)
            for (int x = 0; x < r; ++x)
                for (int o = 0; o < O; ++o) {
                    float sum = 0;
                    for (int i = 0; i < k; ++i)
                        for (int j = 0; j < k; ++j)
                            for (int p = 0; p < c; ++p)
                                sum += w.at[i][j][p][o] *
                                       static_cast<float>(in[((y + i) * n + x + j) * c + p]);
                    out[(y * r + x) * O + o] = sum;
                }
    }
};

/// One plane of floats per channel first, then rows of sums over dense rows.
template <int O>
struct planes {
    template <class T>
    static void image(T const* __restrict in, weights_of<O> const& w, float* __restrict out) {
        alignas(64) float plane[c][n][n];
        for (int y = 0; y < n; ++y)
            for (int x = 0; x < n; ++x)
                for (int p = 0; p < c; ++p)
                    plane[p][y][x] = static_cast<float>(in[(y * n + x) * c + p]);
        for (int y = 0; y < r; ++y) {
            alignas(64) float sum[O][r] = {};
            for (int i = 0; i < k; ++i)
                for (int j = 0; j < k; ++j)
                    for (int p = 0; p < c; ++p)
                        for (int o = 0; o < O; ++o)
                            for (int x = 0; x < r; ++x)
                                sum[o][x] += w.at[i][j][p][o] * plane[p][y + i][x + j];
            for (int x = 0; x < r; ++x)
                for (int o = 0; o < O; ++o) out[(y * r + x) * O + o] = sum[o][x];
        }
    }
};

/// Planes, with one sum at a time over all taps.
template <int O>
struct planes_nested {
    template <class T>
    static void image(T const* __restrict in, weights_of<O> const& w, float* __restrict out) {
        alignas(64) float plane[c][n][n];
        for (int y = 0; y < n; ++y)
            for (int x = 0; x < n; ++x)
                for (int p = 0; p < c; ++p)
                    plane[p][y][x] = static_cast<float>(in[(y * n + x) * c + p]);
        for (int y = 0; y < r; ++y) {
            alignas(64) float sum[O][r];
            for (int o = 0; o < O; ++o)
                for (int x = 0; x < r; ++x) {
                    float s = 0;
                    for (int i = 0; i < k; ++i)
                        for (int j = 0; j < k; ++j)
                            for (int p = 0; p < c; ++p)
                                s += w.at[i][j][p][o] * plane[p][y + i][x + j];
                    sum[o][x] = s;
                }
            for (int x = 0; x < r; ++x)
                for (int o = 0; o < O; ++o) out[(y * r + x) * O + o] = sum[o][x];
        }
    }
};

/// The colours stay interleaved: rows of products with weights of period three, summed by threes at
/// last.
template <int O>
struct period_three {
    template <class T>
    static void image(T const* __restrict in, weights_of<O> const& w, float* __restrict out) {
        alignas(64) float pixel[n * n * c];
        alignas(64) float weight[O][k][k][r * c];
        for (int i = 0; i < n * n * c; ++i) pixel[i] = static_cast<float>(in[i]);
        for (int o = 0; o < O; ++o)
            for (int i = 0; i < k; ++i)
                for (int j = 0; j < k; ++j)
                    for (int q = 0; q < r * c; ++q) weight[o][i][j][q] = w.at[i][j][q % c][o];
        for (int y = 0; y < r; ++y)
            for (int o = 0; o < O; ++o) {
                alignas(64) float sum[r * c];
                for (int q = 0; q < r * c; ++q) {
                    float s = 0;
                    for (int i = 0; i < k; ++i)
                        for (int j = 0; j < k; ++j)
                            s += weight[o][i][j][q] * pixel[(y + i) * n * c + j * c + q];
                    sum[q] = s;
                }
                for (int x = 0; x < r; ++x)
                    out[(y * r + x) * O + o] = sum[x * c] + sum[x * c + 1] + sum[x * c + 2];
            }
    }
};

template <class T, int O, template <int> class Form>
void conv(void const* in, float const* weights, float* out, std::ptrdiff_t images) {
    weights_of<O> const w(weights);
    for (std::ptrdiff_t m = 0; m < images; ++m)
        Form<O>::image(static_cast<T const*>(in) + m * n * n * c, w, out + m * r * r * O);
}

constexpr int half = n / 2;

struct larger {
    static float of(float a, float b) { return a > b ? a : b; }
    static float finish(float a) { return a; }
};
struct mean {
    static float of(float a, float b) { return a + b; }
    static float finish(float a) { return a * 0.25f; }
};

/// The formula as it stands.
template <class Reduce>
void pool_nested(void const* in, float const*, float* __restrict out, std::ptrdiff_t images) {
    for (std::ptrdiff_t m = 0; m < images; ++m) {
        float const* __restrict const image = static_cast<float const*>(in) + m * n * n * c;
        float* const to = out + m * half * half * c;
        for (int y = 0; y < half; ++y)
            for (int x = 0; x < half; ++x)
                for (int p = 0; p < c; ++p) {
                    float const* const at = image + (2 * y * n + 2 * x) * c + p;
                    to[(y * half + x) * c + p] = Reduce::finish(
                        Reduce::of(Reduce::of(at[0], at[c]), Reduce::of(at[n * c], at[n * c + c])));
                }
    }
}

/// Rows first, which is dense, then neighbours.
template <class Reduce>
void pool_rows_first(void const* in, float const*, float* __restrict out, std::ptrdiff_t images) {
    for (std::ptrdiff_t m = 0; m < images; ++m) {
        float const* __restrict const image = static_cast<float const*>(in) + m * n * n * c;
        float* const to = out + m * half * half * c;
        for (int y = 0; y < half; ++y) {
            float row[n * c];
            for (int q = 0; q < n * c; ++q)
                row[q] = Reduce::of(image[2 * y * n * c + q], image[(2 * y + 1) * n * c + q]);
            for (int x = 0; x < half; ++x)
                for (int p = 0; p < c; ++p)
                    to[(y * half + x) * c + p] =
                        Reduce::finish(Reduce::of(row[2 * x * c + p], row[(2 * x + 1) * c + p]));
        }
    }
}

constexpr plain_loop loops[] = {
    {"W5", "nested", conv<std::uint8_t, 1, nested>},
    {"W5", "planes, rows of sums", conv<std::uint8_t, 1, planes>},
    {"W5", "planes, nested", conv<std::uint8_t, 1, planes_nested>},
    {"W5", "period three", conv<std::uint8_t, 1, period_three>},
    {"W6", "nested", conv<std::uint8_t, 3, nested>},
    {"W6", "planes, rows of sums", conv<std::uint8_t, 3, planes>},
    {"W6", "planes, nested", conv<std::uint8_t, 3, planes_nested>},
    {"W6", "period three", conv<std::uint8_t, 3, period_three>},
    {"W6f", "nested", conv<float, 3, nested>},
    {"W6f", "planes, rows of sums", conv<float, 3, planes>},
    {"W6f", "planes, nested", conv<float, 3, planes_nested>},
    {"W6f", "period three", conv<float, 3, period_three>},
    {"W7max", "nested", pool_nested<larger>},
    {"W7max", "rows first", pool_rows_first<larger>},
    {"W7avg", "nested", pool_nested<mean>},
    {"W7avg", "rows first", pool_rows_first<mean>},
};

} // namespace

std::span<plain_loop const> photograph_loops() { return loops; }

} // namespace bench::PLAIN_COMPILER
