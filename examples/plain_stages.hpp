#pragma once
// The stages as plain loops over whole pictures, to compare with: the formulas as they read.
// Kernels are copies whose sizes the types know, strides are template arguments, memory is reused.

#include <algorithm>
#include <cstddef>
#include <vector>

#include <sluice/core/image.hpp>

namespace plain {

using sluice::index_t;

/// Pictures (m,h,w,c) without gaps.
template <class T>
struct batch {
    index_t m = 0, h = 0, w = 0, c = 1;
    std::vector<T> values = {};

    void resize(index_t images, index_t height, index_t width, index_t channels) {
        m = images, h = height, w = width, c = channels;
        values.resize(static_cast<std::size_t>(m * h * w * c));
    }
    T* row(index_t image, index_t y) { return values.data() + (image * h + y) * w * c; }
    T const* row(index_t image, index_t y) const { return values.data() + (image * h + y) * w * c; }
};

/// The pictures of an image or of a view without gaps.
template <class Pictures>
auto copy_of(Pictures const& pictures) {
    auto const& shape = pictures.extents();
    batch<typename Pictures::value_type> copy;
    copy.resize(shape.images(), shape.height(), shape.width(), shape.channels());
    std::copy_n(pictures.data(), copy.values.size(), copy.values.data());
    return copy;
}

/// Zeros around every picture.
template <class T>
void pad(batch<T> const& in, index_t rows, index_t columns, batch<T>& out) {
    out.resize(in.m, in.h + 2 * rows, in.w + 2 * columns, in.c);
    std::fill(out.values.begin(), out.values.end(), T(0));
    for (index_t m = 0; m < in.m; ++m)
        for (index_t y = 0; y < in.h; ++y)
            std::copy_n(in.row(m, y), in.w * in.c, out.row(m, y + rows) + columns * in.c);
}

/// out(y,x,o) = sum of k(i,j,c,o) * in(y*Stride + i, x*Stride + j, c).
template <index_t Stride = 1, class T, class Kernel>
void conv(batch<T> const& in, Kernel const k, batch<float>& out) {
    auto const kh = k.height();
    auto const kw = k.width();
    auto const channels = k.channels();
    auto const results = k.count();
    out.resize(in.m, (in.h - kh) / Stride + 1, (in.w - kw) / Stride + 1, results);
    index_t const width = out.w, pitch = in.w * channels;
    for (index_t m = 0; m < out.m; ++m)
        for (index_t y = 0; y < out.h; ++y) {
            T const* const from = in.row(m, y * Stride);
            float* const to = out.row(m, y);
            for (index_t x = 0; x < width; ++x)
                for (index_t o = 0; o < results; ++o) {
                    T const* const corner = from + x * Stride * channels;
                    float sum = 0;
                    for (index_t i = 0; i < kh; ++i)
                        for (index_t j = 0; j < kw; ++j)
                            for (index_t c = 0; c < channels; ++c)
                                sum += k(i, j, c, o) * corner[i * pitch + j * channels + c];
                    to[x * results + o] = sum;
                }
        }
}

/// finish(combine of all) of every 2 by 2 pixels of a channel.
template <class T, class Result, class Combine, class Finish>
void pool(batch<T> const& in, Combine combine, Finish finish, batch<Result>& out) {
    out.resize(in.m, in.h / 2, in.w / 2, in.c);
    index_t const width = out.w, channels = in.c;
    for (index_t m = 0; m < out.m; ++m)
        for (index_t y = 0; y < out.h; ++y) {
            T const* const upper = in.row(m, 2 * y);
            T const* const lower = in.row(m, 2 * y + 1);
            Result* const to = out.row(m, y);
            for (index_t x = 0; x < width; ++x)
                for (index_t c = 0; c < channels; ++c) {
                    index_t const left = 2 * x * channels + c, right = left + channels;
                    to[x * channels + c] = finish(combine(combine(upper[left], upper[right]),
                                                          combine(lower[left], lower[right])));
                }
        }
}

template <class T>
void pool_max(batch<T> const& in, batch<T>& out) {
    auto const larger = [](T a, T b) { return a > b ? a : b; };
    auto const itself = [](T most) { return most; };
    pool(in, larger, itself, out);
}

template <class T>
void pool_avg(batch<T> const& in, batch<float>& out) {
    auto const sum = [](auto a, auto b) { return a + b; };
    auto const quarter = [](auto total) { return static_cast<float>(total) / 4; };
    pool(in, sum, quarter, out);
}

/// f of every value.
template <class F>
void transform(batch<float> const& in, F f, batch<float>& out) {
    out.resize(in.m, in.h, in.w, in.c);
    std::transform(in.values.begin(), in.values.end(), out.values.begin(), f);
}

} // namespace plain
