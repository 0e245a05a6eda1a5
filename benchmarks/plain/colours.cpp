// W9 as plain loops: a large photograph made grey, blurred and halved.

#include <cstdint>
#include <memory>

#include "plain.hpp"

namespace bench::PLAIN_COMPILER {
namespace {

constexpr int h = 2160, w = 3840, k = 5, padded = w + k - 1;

/// Row y of the photograph in grey, its edges repeated.
void gray_row(void const* in, int y, float* __restrict to) {
    std::uint8_t const* __restrict const from =
        static_cast<std::uint8_t const*>(in) + std::ptrdiff_t{y} * w * 3;
    constexpr float red = 0.299f / 255, green = 0.587f / 255, blue = 0.114f / 255;
    for (int x = 0; x < w; ++x)
        to[x + 2] = red * float(from[3 * x]) + green * float(from[3 * x + 1]) +
                    blue * float(from[3 * x + 2]);
    to[0] = to[1] = to[2];
    to[w + 2] = to[w + 3] = to[w + 1];
}

int inside(int y) { return y < 0 ? 0 : y >= h ? h - 1 : y; }

/// One row of the blurred picture from five rows of grey ones.
void blur_row(float const (&weight)[k][k], float const* const (&from)[k], float* __restrict to) {
    for (int i = 0; i < k; ++i) {
        float const* __restrict const a = from[i];
        float const* const q = weight[i];
        for (int x = 0; x < w; ++x)
            to[x] = (i == 0 ? 0 : to[x]) + q[0] * a[x] + q[1] * a[x + 1] + q[2] * a[x + 2] +
                    q[3] * a[x + 3] + q[4] * a[x + 4];
    }
}

void mean_row(float const* __restrict a, float const* __restrict b, float* __restrict to) {
    for (int x = 0; x < w / 2; ++x)
        to[x] = 0.25f * (a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1]);
}

/// The whole grey picture, then rows of the blurred one.
void gray_first(void const* in, float const* weights, float* __restrict out, std::ptrdiff_t) {
    struct picture {
        float row[h][padded];
    };
    static auto const gray = std::make_unique<picture>();
    static float blurred[2][w];
    float weight[k][k];
    for (int i = 0; i < k * k; ++i) weight[i / k][i % k] = weights[i];
    for (int y = 0; y < h; ++y) gray_row(in, y, gray->row[y]);
    for (int y = 0; y < h; ++y) {
        float const* from[k];
        for (int i = 0; i < k; ++i) from[i] = gray->row[inside(y + i - 2)];
        blur_row(weight, from, blurred[y % 2]);
        if (y % 2 == 1) mean_row(blurred[0], blurred[1], out + y / 2 * (w / 2));
    }
}

/// A ring of grey rows, made as they are needed.
void ring_of_rows(void const* in, float const* weights, float* __restrict out, std::ptrdiff_t) {
    static float gray[8][padded], blurred[2][w];
    float weight[k][k];
    for (int i = 0; i < k * k; ++i) weight[i / k][i % k] = weights[i];
    gray_row(in, 0, gray[0]);
    gray_row(in, 1, gray[1]);
    for (int y = 0; y < h; ++y) {
        if (y + 2 < h) gray_row(in, y + 2, gray[(y + 2) % 8]);
        float const* from[k];
        for (int i = 0; i < k; ++i) from[i] = gray[inside(y + i - 2) % 8];
        blur_row(weight, from, blurred[y % 2]);
        if (y % 2 == 1) mean_row(blurred[0], blurred[1], out + y / 2 * (w / 2));
    }
}

/// The blur and the mean as one filter of 6×6 that moves by two, over a ring of grey rows whose
/// even and odd columns lie apart.
void merged(void const* in, float const* weights, float* __restrict out, std::ptrdiff_t) {
    constexpr int half = padded / 2;
    static float line[padded], ring[8][2][half];
    float weight[k + 1][k + 1] = {};
    for (int i = 0; i < k + 1; ++i)
        for (int j = 0; j < k + 1; ++j)
            for (int a = i > 0 ? i - 1 : 0; a <= i && a < k; ++a)
                for (int b = j > 0 ? j - 1 : 0; b <= j && b < k; ++b)
                    weight[i][j] += 0.25f * weights[a * k + b];
    auto const make = [&](int y) {
        gray_row(in, y, line);
        for (int x = 0; x < half; ++x) {
            ring[y % 8][0][x] = line[2 * x];
            ring[y % 8][1][x] = line[2 * x + 1];
        }
    };
    make(0);
    make(1);
    for (int y = 0; y < h / 2; ++y) {
        for (int r = 2 * y + 2; r < 2 * y + 4 && r < h; ++r) make(r);
        float* const sum = out + y * (w / 2);
        for (int i = 0; i < k + 1; ++i) {
            auto const& row = ring[inside(2 * y + i - 2) % 8];
            float const *const even = row[0], *const odd = row[1];
            float const* const q = weight[i];
            for (int x = 0; x < w / 2; ++x)
                sum[x] = (i == 0 ? 0 : sum[x]) + q[0] * even[x] + q[1] * odd[x] +
                         q[2] * even[x + 1] + q[3] * odd[x + 1] + q[4] * even[x + 2] +
                         q[5] * odd[x + 2];
        }
    }
}

constexpr plain_loop loops[] = {
    {"W9", "grey picture first", gray_first},
    {"W9", "ring of grey rows", ring_of_rows},
    {"W9", "blur and mean merged", merged},
};

} // namespace

std::span<plain_loop const> colour_loops() { return loops; }

} // namespace bench::PLAIN_COMPILER
