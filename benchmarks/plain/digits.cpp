// W1 to W4 as plain loops: 3×3 on (m,28,28).

#include "plain.hpp"

namespace bench::PLAIN_COMPILER {
namespace {

constexpr int k = 3;

/// The formula as it stands: out(y, x) = Σ w(i, j) · in(y·S + i, x·S + j).
template <int H, int W, int S>
struct nested {
    static void image(float const* __restrict in, float const* __restrict w,
                      float* __restrict out) {
        constexpr int oh = (H - k) / S + 1, ow = (W - k) / S + 1;
        for (int y = 0; y < oh; ++y)
            for (int x = 0; x < ow; ++x) {
                float sum = 0;
                for (int i = 0; i < k; ++i)
                    for (int j = 0; j < k; ++j)
                        sum += w[i * k + j] * in[(y * S + i) * W + x * S + j];
                out[y * ow + x] = sum;
            }
    }
};

/// One expression for the nine taps.
template <int H, int W, int S>
struct written_out {
    static void image(float const* __restrict in, float const* __restrict w,
                      float* __restrict out) {
        constexpr int oh = (H - k) / S + 1, ow = (W - k) / S + 1;
        float const w0 = w[0], w1 = w[1], w2 = w[2], w3 = w[3], w4 = w[4], w5 = w[5], w6 = w[6],
                    w7 = w[7], w8 = w[8];
        for (int y = 0; y < oh; ++y) {
            float const* const a = in + y * S * W;
            float const* const b = a + W;
            float const* const c = b + W;
            for (int x = 0; x < ow; ++x)
                out[y * ow + x] = w0 * a[x * S] + w1 * a[x * S + 1] + w2 * a[x * S + 2] +
                                  w3 * b[x * S] + w4 * b[x * S + 1] + w5 * b[x * S + 2] +
                                  w6 * c[x * S] + w7 * c[x * S + 1] + w8 * c[x * S + 2];
        }
    }
};

/// The taps outermost, over a row of sums.
template <int H, int W, int S>
struct row_of_sums {
    static void image(float const* __restrict in, float const* __restrict w,
                      float* __restrict out) {
        constexpr int oh = (H - k) / S + 1, ow = (W - k) / S + 1;
        for (int y = 0; y < oh; ++y) {
            float sum[ow] = {};
            for (int i = 0; i < k; ++i)
                for (int j = 0; j < k; ++j)
                    for (int x = 0; x < ow; ++x)
                        sum[x] += w[i * k + j] * in[(y * S + i) * W + x * S + j];
            for (int x = 0; x < ow; ++x) out[y * ow + x] = sum[x];
        }
    }
};

/// Two rows of results at once, which share two rows of pixels.
template <int H, int W, int S>
struct two_rows {
    static_assert(S == 1 && (H - k + 1) % 2 == 0);
    static void image(float const* __restrict in, float const* __restrict w,
                      float* __restrict out) {
        constexpr int oh = H - k + 1, ow = W - k + 1;
        float const w0 = w[0], w1 = w[1], w2 = w[2], w3 = w[3], w4 = w[4], w5 = w[5], w6 = w[6],
                    w7 = w[7], w8 = w[8];
        for (int y = 0; y < oh; y += 2) {
            float const* const a = in + y * W;
            float const* const b = a + W;
            float const* const c = b + W;
            float const* const d = c + W;
            float* const first = out + y * ow;
            float* const second = first + ow;
            for (int x = 0; x < ow; ++x) {
                float const b0 = b[x], b1 = b[x + 1], b2 = b[x + 2], c0 = c[x], c1 = c[x + 1],
                            c2 = c[x + 2];
                first[x] = w0 * a[x] + w1 * a[x + 1] + w2 * a[x + 2] + w3 * b0 + w4 * b1 + w5 * b2 +
                           w6 * c0 + w7 * c1 + w8 * c2;
                second[x] = w0 * b0 + w1 * b1 + w2 * b2 + w3 * c0 + w4 * c1 + w5 * c2 + w6 * d[x] +
                            w7 * d[x + 1] + w8 * d[x + 2];
            }
        }
    }
};

/// Even and odd columns apart first, so that a stride of two reads dense rows.
template <int H, int W, int S>
struct split_columns {
    static_assert(S == 2 && W % 2 == 0);
    static void image(float const* __restrict in, float const* __restrict w,
                      float* __restrict out) {
        constexpr int oh = (H - k) / S + 1, ow = (W - k) / S + 1;
        float even[H][W / 2], odd[H][W / 2];
        for (int y = 0; y < H; ++y)
            for (int x = 0; x < W / 2; ++x) {
                even[y][x] = in[y * W + 2 * x];
                odd[y][x] = in[y * W + 2 * x + 1];
            }
        for (int y = 0; y < oh; ++y)
            for (int x = 0; x < ow; ++x) {
                float sum = 0;
                for (int i = 0; i < k; ++i)
                    sum += w[i * k] * even[y * S + i][x] + w[i * k + 1] * odd[y * S + i][x] +
                           w[i * k + 2] * even[y * S + i][x + 1];
                out[y * ow + x] = sum;
            }
    }
};

template <template <int, int, int> class Form, int S>
void valid(void const* in, float const* weights, float* out, std::ptrdiff_t images) {
    constexpr std::ptrdiff_t result = ((28 - k) / S + 1) * ((28 - k) / S + 1);
    float w[k * k];
    for (int i = 0; i < k * k; ++i) w[i] = weights[i];
    for (std::ptrdiff_t m = 0; m < images; ++m)
        Form<28, 28, S>::image(static_cast<float const*>(in) + m * 28 * 28, w, out + m * result);
}

/// Each image is copied into a frame of zeros that stays in cache.
template <template <int, int, int> class Form, int PH, int PW>
void copied_into_frame(void const* in, float const* weights, float* out, std::ptrdiff_t images) {
    constexpr int h = 28 + 2 * PH, w = 28 + 2 * PW;
    alignas(64) float frame[h * w] = {};
    float local[k * k];
    for (int i = 0; i < k * k; ++i) local[i] = weights[i];
    for (std::ptrdiff_t m = 0; m < images; ++m) {
        float const* const image = static_cast<float const*>(in) + m * 28 * 28;
        for (int y = 0; y < 28; ++y)
            for (int x = 0; x < 28; ++x) frame[(y + PH) * w + x + PW] = image[y * 28 + x];
        Form<h, w, 1>::image(frame, local, out + m * (h - 2) * (w - 2));
    }
}

/// No copy: each tap adds to those sums of a row that find a pixel under it.
template <int PH, int PW>
void clipped(void const* in, float const* __restrict weights, float* __restrict out,
             std::ptrdiff_t images) {
    constexpr int oh = 28 + 2 * PH - k + 1, ow = 28 + 2 * PW - k + 1;
    for (std::ptrdiff_t m = 0; m < images; ++m) {
        float const* __restrict const image = static_cast<float const*>(in) + m * 28 * 28;
        for (int y = 0; y < oh; ++y) {
            float sum[ow] = {};
            for (int i = 0; i < k; ++i) {
                int const from = y + i - PH;
                if (from < 0 || from >= 28) continue;
                for (int j = 0; j < k; ++j) {
                    int const lo = PW - j > 0 ? PW - j : 0;
                    int const hi = 28 + PW - j < ow ? 28 + PW - j : ow;
                    for (int x = lo; x < hi; ++x)
                        sum[x] += weights[i * k + j] * image[from * 28 + x + j - PW];
                }
            }
            for (int x = 0; x < ow; ++x) out[m * oh * ow + y * ow + x] = sum[x];
        }
    }
}

/// No copy: rows outside are a row of zeros, the first and last column are written by themselves.
void peeled(void const* in, float const* __restrict weights, float* __restrict out,
            std::ptrdiff_t images) {
    static constexpr float zeros[28] = {};
    float w[k * k];
    for (int i = 0; i < k * k; ++i) w[i] = weights[i];
    for (std::ptrdiff_t m = 0; m < images; ++m) {
        float const* const image = static_cast<float const*>(in) + m * 28 * 28;
        for (int y = 0; y < 28; ++y) {
            float const* const row[k] = {y > 0 ? image + (y - 1) * 28 : zeros, image + y * 28,
                                         y < 27 ? image + (y + 1) * 28 : zeros};
            float* const to = out + (m * 28 + y) * 28;
            float first = 0, last = 0;
            for (int i = 0; i < k; ++i) {
                first += w[i * k + 1] * row[i][0] + w[i * k + 2] * row[i][1];
                last += w[i * k] * row[i][26] + w[i * k + 1] * row[i][27];
            }
            to[0] = first;
            for (int x = 1; x < 27; ++x) {
                float sum = 0;
                for (int i = 0; i < k; ++i)
                    sum += w[i * k] * row[i][x - 1] + w[i * k + 1] * row[i][x] +
                           w[i * k + 2] * row[i][x + 1];
                to[x] = sum;
            }
            to[27] = last;
        }
    }
}

constexpr plain_loop loops[] = {
    {"W1", "nested", valid<nested, 1>},
    {"W1", "written out", valid<written_out, 1>},
    {"W1", "row of sums", valid<row_of_sums, 1>},
    {"W1", "two rows", valid<two_rows, 1>},
    {"W2", "framed copy, written out", copied_into_frame<written_out, 1, 1>},
    {"W2", "framed copy, row of sums", copied_into_frame<row_of_sums, 1, 1>},
    {"W2", "framed copy, two rows", copied_into_frame<two_rows, 1, 1>},
    {"W2", "clipped", clipped<1, 1>},
    {"W2", "peeled", peeled},
    {"W3", "framed copy, written out", copied_into_frame<written_out, 2, 4>},
    {"W3", "framed copy, row of sums", copied_into_frame<row_of_sums, 2, 4>},
    {"W3", "framed copy, two rows", copied_into_frame<two_rows, 2, 4>},
    {"W3", "clipped", clipped<2, 4>},
    {"W4", "nested", valid<nested, 2>},
    {"W4", "written out", valid<written_out, 2>},
    {"W4", "row of sums", valid<row_of_sums, 2>},
    {"W4", "split columns", valid<split_columns, 2>},
};

} // namespace

std::span<plain_loop const> digit_loops() { return loops; }

} // namespace bench::PLAIN_COMPILER
