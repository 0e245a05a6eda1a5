// W9, W11 and W13 as plain loops: one picture of 3840×2160.

#include <memory>

#include "plain.hpp"

namespace bench::PLAIN_COMPILER {
namespace {

constexpr int h = 2160, w = 3840;

template <int H, int W>
struct weights_of {
    float at[H][W];
    explicit weights_of(float const* from) {
        for (int i = 0; i < H; ++i)
            for (int j = 0; j < W; ++j) at[i][j] = from[i * W + j];
    }
};

float larger(float a, float b) { return a > b ? a : b; }

/// One row of a 3×3 convolution.
template <int N>
void row_3x3(weights_of<3, 3> const& k, float const* __restrict a, float const* __restrict b,
             float const* __restrict c, float* __restrict to) {
    for (int x = 0; x < N; ++x)
        to[x] = k.at[0][0] * a[x] + k.at[0][1] * a[x + 1] + k.at[0][2] * a[x + 2] +
                k.at[1][0] * b[x] + k.at[1][1] * b[x + 1] + k.at[1][2] * b[x + 2] +
                k.at[2][0] * c[x] + k.at[2][1] * c[x + 1] + k.at[2][2] * c[x + 2];
}

/// W11 in strips of columns: a ring of four rows between the convolutions, and two rows of the
/// second, of which the larger values go on.
template <int Strips>
void rows_in_strips(void const* in, float const* weights, float* __restrict out, std::ptrdiff_t) {
    constexpr int pooled = (w - 4) / 2, n = pooled / Strips; // results of a strip
    static_assert(n * Strips == pooled);
    static float ring[4][2 * n + 2], sum[2][2 * n];
    weights_of<3, 3> const first(weights), second(weights + 9);
    for (int s = 0; s < Strips; ++s) {
        float const* const image = static_cast<float const*>(in) + 2 * n * s;
        auto const make = [&](int y) {
            float const* const from = image + y * w;
            row_3x3<2 * n + 2>(first, from, from + w, from + 2 * w, ring[y % 4]);
        };
        make(0);
        make(1);
        for (int y = 0; y < (h - 4) / 2; ++y) {
            make(2 * y + 2);
            make(2 * y + 3);
            for (int r = 0; r < 2; ++r)
                row_3x3<2 * n>(second, ring[(2 * y + r) % 4], ring[(2 * y + r + 1) % 4],
                               ring[(2 * y + r + 2) % 4], sum[r]);
            for (int x = 0; x < 2 * n; ++x) sum[0][x] = larger(sum[0][x], sum[1][x]);
            float* const to = out + y * pooled + s * n;
            for (int x = 0; x < n; ++x) to[x] = larger(sum[0][2 * x], sum[0][2 * x + 1]);
        }
    }
}

/// W11 with whole pictures in between.
void stage_by_stage(void const* in, float const* weights, float* __restrict out, std::ptrdiff_t) {
    struct pictures {
        float first[h - 2][w - 2], second[h - 4][w - 4];
    };
    static auto const p = std::make_unique<pictures>();
    weights_of<3, 3> const first(weights), second(weights + 9);
    float const* const image = static_cast<float const*>(in);
    for (int y = 0; y < h - 2; ++y)
        row_3x3<w - 2>(first, image + y * w, image + (y + 1) * w, image + (y + 2) * w, p->first[y]);
    for (int y = 0; y < h - 4; ++y)
        row_3x3<w - 4>(second, p->first[y], p->first[y + 1], p->first[y + 2], p->second[y]);
    for (int y = 0; y < h / 2 - 2; ++y)
        for (int x = 0; x < w / 2 - 2; ++x)
            out[y * (w / 2 - 2) + x] =
                larger(larger(p->second[2 * y][2 * x], p->second[2 * y][2 * x + 1]),
                       larger(p->second[2 * y + 1][2 * x], p->second[2 * y + 1][2 * x + 1]));
}

constexpr float zeros[w] = {};

/// Row y of a picture, or zeros.
float const* row_or_zeros(void const* in, int y) {
    return y < 0 || y >= h ? zeros : static_cast<float const*>(in) + y * w;
}

/// W13s: each row down its columns into a line, which is then summed along.
template <int Strips>
void column_first(void const* in, float const* weights, float* __restrict out, std::ptrdiff_t) {
    constexpr int n = w / Strips;
    static_assert(n * Strips == w);
    alignas(64) float line[n + 4] = {};
    weights_of<1, 5> const down(weights), along(weights + 5);
    for (int s = 0; s < Strips; ++s) {
        int const from = s == 0 ? 0 : s * n - 2, to = s == Strips - 1 ? w : s * n + n + 2;
        float* __restrict const at = line + 2 - s * n;
        if (s == Strips - 1) line[n + 2] = line[n + 3] = 0;
        for (int y = 0; y < h; ++y) {
            float const *const a = row_or_zeros(in, y - 2), *const b = row_or_zeros(in, y - 1),
                               *const c = row_or_zeros(in, y), *const d = row_or_zeros(in, y + 1),
                               *const e = row_or_zeros(in, y + 2);
            for (int x = from; x < to; ++x)
                at[x] = down.at[0][0] * a[x] + down.at[0][1] * b[x] + down.at[0][2] * c[x] +
                        down.at[0][3] * d[x] + down.at[0][4] * e[x];
            for (int x = 0; x < n; ++x)
                out[y * w + s * n + x] = along.at[0][0] * line[x] + along.at[0][1] * line[x + 1] +
                                         along.at[0][2] * line[x + 2] +
                                         along.at[0][3] * line[x + 3] +
                                         along.at[0][4] * line[x + 4];
        }
    }
}

/// The last rows of a picture with zeros on both sides, for windows of N×N.
template <int N>
class framed_rows {
public:
    void take(void const* in, int y) {
        float const* const from = row_or_zeros(in, y);
        for (int x = 0; x < w; ++x) (*this)[y][N / 2 + x] = from[x];
    }
    float* operator[](int y) { return row_[(y + N) % N]; }

private:
    alignas(64) float row_[N][w + N - 1] = {};
};

/// W13s: each row along into a ring, whose rows are then summed down.
void row_first(void const* in, float const* weights, float* __restrict out, std::ptrdiff_t) {
    static float ring[5][w];
    alignas(64) float line[w + 4] = {};
    weights_of<1, 5> const down(weights), along(weights + 5);
    for (int y = -2; y < h + 2; ++y) {
        float const* __restrict const from = row_or_zeros(in, y);
        float* __restrict const to = ring[(y + 5) % 5];
        for (int x = 0; x < w; ++x) line[x + 2] = from[x];
        for (int x = 0; x < w; ++x)
            to[x] = along.at[0][0] * line[x] + along.at[0][1] * line[x + 1] +
                    along.at[0][2] * line[x + 2] + along.at[0][3] * line[x + 3] +
                    along.at[0][4] * line[x + 4];
        if (y < 2) continue;
        float const *const a = ring[(y + 1) % 5], *const b = ring[(y + 2) % 5],
                           *const c = ring[(y + 3) % 5], *const d = ring[(y + 4) % 5];
        for (int x = 0; x < w; ++x)
            out[(y - 2) * w + x] = down.at[0][0] * a[x] + down.at[0][1] * b[x] +
                                   down.at[0][2] * c[x] + down.at[0][3] * d[x] +
                                   down.at[0][4] * to[x];
    }
}

/// W13d: Some results at a time, in registers, over all taps.
template <int Some>
void some_at_a_time(void const* in, float const* weights, float* __restrict out, std::ptrdiff_t) {
    static_assert(w % Some == 0);
    static framed_rows<7> rows;
    weights_of<7, 7> const k(weights);
    for (int y = -3; y < 3; ++y) rows.take(in, y);
    for (int y = 0; y < h; ++y) {
        rows.take(in, y + 3);
        float const* from[7];
        for (int i = 0; i < 7; ++i) from[i] = rows[y + i - 3];
        for (int x = 0; x < w; x += Some) {
            float sum[Some] = {};
            for (int i = 0; i < 7; ++i)
                for (int j = 0; j < 7; ++j)
                    for (int n = 0; n < Some; ++n) sum[n] += k.at[i][j] * from[i][x + j + n];
            for (int n = 0; n < Some; ++n) out[y * w + x + n] = sum[n];
        }
    }
}

/// W13d: a row of sums, to which the seven taps of one row are added at once.
void row_of_sums(void const* in, float const* weights, float* __restrict out, std::ptrdiff_t) {
    static framed_rows<7> rows;
    weights_of<7, 7> const k(weights);
    for (int y = -3; y < 3; ++y) rows.take(in, y);
    for (int y = 0; y < h; ++y) {
        rows.take(in, y + 3);
        float* const sum = out + y * w;
        for (int i = 0; i < 7; ++i) {
            float const* const a = rows[y + i - 3];
            float const* const q = k.at[i];
            for (int x = 0; x < w; ++x)
                sum[x] = (i == 0 ? 0 : sum[x]) + q[0] * a[x] + q[1] * a[x + 1] + q[2] * a[x + 2] +
                         q[3] * a[x + 3] + q[4] * a[x + 4] + q[5] * a[x + 5] + q[6] * a[x + 6];
        }
    }
}

constexpr plain_loop loops[] = {
    {"W11", "rows", rows_in_strips<1>},
    {"W11", "rows in strips", rows_in_strips<7>},
    {"W11", "stage by stage", stage_by_stage},
    {"W13s", "column first", column_first<1>},
    {"W13s", "column first in strips", column_first<4>},
    {"W13s", "row first", row_first},
    {"W13d", "16 at a time", some_at_a_time<16>},
    {"W13d", "64 at a time", some_at_a_time<64>},
    {"W13d", "row of sums", row_of_sums},
};

} // namespace

std::span<plain_loop const> screen_loops() { return loops; }

} // namespace bench::PLAIN_COMPILER
