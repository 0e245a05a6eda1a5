// W8 as plain loops: zeros around, 3×3 with stride 2, max of 2×2; fused, and stage by stage.

#include <memory>

#include "plain.hpp"

namespace bench::PLAIN_COMPILER {
namespace {

constexpr int k = 3;

struct weights_of {
    float at[k][k];
    explicit weights_of(float const* from) {
        for (int i = 0; i < k; ++i)
            for (int j = 0; j < k; ++j) at[i][j] = from[i * k + j];
    }
};

float larger(float a, float b) { return a > b ? a : b; }

/// Three loops over pictures in between; for small pictures those stay in cache.
template <int H, int W>
struct stage_by_stage {
    struct between {
        alignas(64) float framed[H + 2][W + 2] = {};
        alignas(64) float convolved[H / 2][W / 2];
    };
    static void image(between& b, float const* __restrict in, weights_of const& w,
                      float* __restrict out) {
        for (int y = 0; y < H; ++y)
            for (int x = 0; x < W; ++x) b.framed[y + 1][x + 1] = in[y * W + x];
        for (int y = 0; y < H / 2; ++y)
            for (int x = 0; x < W / 2; ++x) {
                float sum = 0;
                for (int i = 0; i < k; ++i)
                    for (int j = 0; j < k; ++j) sum += w.at[i][j] * b.framed[2 * y + i][2 * x + j];
                b.convolved[y][x] = sum;
            }
        for (int y = 0; y < H / 4; ++y)
            for (int x = 0; x < W / 4; ++x)
                out[y * (W / 4) + x] = larger(
                    larger(b.convolved[2 * y][2 * x], b.convolved[2 * y][2 * x + 1]),
                    larger(b.convolved[2 * y + 1][2 * x], b.convolved[2 * y + 1][2 * x + 1]));
    }
};

/// Row y of the input, or zeros above it. No window reaches below the last row or right of the last
/// column: H and W are even, and the stride is two.
template <int W>
struct rows_of {
    static constexpr float zeros[W] = {};
    static float const* row(float const* in, std::ptrdiff_t y) {
        return y < 0 ? zeros : in + y * W;
    }
};

/// One row of results after the other: two rows of sums straight from the input, their maxima, then
/// the maxima of neighbours.
template <int H, int W>
struct fused {
    struct between {
        alignas(64) float sum[2][W / 2];
    };
    static void image(between& b, float const* __restrict in, weights_of const& w,
                      float* __restrict out) {
        for (int y = 0; y < H / 4; ++y) {
            for (int s = 0; s < 2; ++s) {
                float const* const row[k] = {rows_of<W>::row(in, 4 * y + 2 * s - 1),
                                             rows_of<W>::row(in, 4 * y + 2 * s),
                                             rows_of<W>::row(in, 4 * y + 2 * s + 1)};
                float first = 0;
                for (int i = 0; i < k; ++i)
                    first += w.at[i][1] * row[i][0] + w.at[i][2] * row[i][1];
                b.sum[s][0] = first;
                for (int x = 1; x < W / 2; ++x) {
                    float sum = 0;
                    for (int i = 0; i < k; ++i)
                        sum += w.at[i][0] * row[i][2 * x - 1] + w.at[i][1] * row[i][2 * x] +
                               w.at[i][2] * row[i][2 * x + 1];
                    b.sum[s][x] = sum;
                }
            }
            for (int x = 0; x < W / 4; ++x)
                out[y * (W / 4) + x] = larger(larger(b.sum[0][2 * x], b.sum[1][2 * x]),
                                              larger(b.sum[0][2 * x + 1], b.sum[1][2 * x + 1]));
        }
    }
};

/// The same, with even and odd columns apart first, so that the sums read dense rows.
template <int H, int W>
struct fused_split {
    struct between {
        alignas(64) float even[5][W / 2];
        alignas(64) float odd[5][W / 2 + 1];
        alignas(64) float largest[W / 2];
    };
    static void image(between& b, float const* __restrict in, weights_of const& w,
                      float* __restrict out) {
        for (int y = 0; y < H / 4; ++y) {
            for (int i = 0; i < 5; ++i) {
                float const* const row = rows_of<W>::row(in, 4 * y + i - 1);
                b.odd[i][0] = 0;
                for (int x = 0; x < W / 2; ++x) {
                    b.even[i][x] = row[2 * x];
                    b.odd[i][x + 1] = row[2 * x + 1];
                }
            }
            for (int x = 0; x < W / 2; ++x) {
                float first = 0, second = 0;
                for (int i = 0; i < k; ++i) {
                    first += w.at[i][0] * b.odd[i][x] + w.at[i][1] * b.even[i][x] +
                             w.at[i][2] * b.odd[i][x + 1];
                    second += w.at[i][0] * b.odd[i + 2][x] + w.at[i][1] * b.even[i + 2][x] +
                              w.at[i][2] * b.odd[i + 2][x + 1];
                }
                b.largest[x] = larger(first, second);
            }
            for (int x = 0; x < W / 4; ++x)
                out[y * (W / 4) + x] = larger(b.largest[2 * x], b.largest[2 * x + 1]);
        }
    }
};

template <int H, int W, template <int, int> class Form>
void each(void const* in, float const* weights, float* out, std::ptrdiff_t images) {
    static auto const between = std::make_unique<typename Form<H, W>::between>();
    weights_of const w(weights);
    for (std::ptrdiff_t m = 0; m < images; ++m)
        Form<H, W>::image(*between, static_cast<float const*>(in) + m * H * W, w,
                          out + m * (H / 4) * (W / 4));
}

/// Small pictures: what lies in between is on the stack, where the compiler knows all about it.
template <int H, int W, template <int, int> class Form>
void each_on_stack(void const* in, float const* weights, float* out, std::ptrdiff_t images) {
    typename Form<H, W>::between between;
    weights_of const w(weights);
    for (std::ptrdiff_t m = 0; m < images; ++m)
        Form<H, W>::image(between, static_cast<float const*>(in) + m * H * W, w,
                          out + m * (H / 4) * (W / 4));
}

constexpr plain_loop loops[] = {
    {"W8a", "stage by stage", each_on_stack<28, 28, stage_by_stage>},
    {"W8a", "fused", each_on_stack<28, 28, fused>},
    {"W8a", "fused, split columns", each_on_stack<28, 28, fused_split>},
    {"W8b", "stage by stage", each<2160, 3840, stage_by_stage>},
    {"W8b", "fused", each_on_stack<2160, 3840, fused>},
    {"W8b", "fused, split columns", each_on_stack<2160, 3840, fused_split>},
};

} // namespace

std::span<plain_loop const> headline_loops() { return loops; }

} // namespace bench::PLAIN_COMPILER
