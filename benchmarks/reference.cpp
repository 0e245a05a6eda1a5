#include "reference.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>
#include <sstream>

namespace bench {
namespace {

double pixel(arguments const& a, index_t m, index_t y, index_t x, index_t c) {
    shape const& s = a.of->in;
    if (y < 0 || y >= s.h || x < 0 || x >= s.w) return 0;
    index_t const i = ((m * s.h + y) * s.w + x) * s.c + c;
    return a.of->pixels == element::u8 ? double(a.u8()[i]) : double(a.f32()[i]);
}

/// One result of the convolution; 4·u·(n+2)·Σ|w·x| for n terms, u = 2⁻²⁴.
reference::value convolved(arguments const& a, index_t m, index_t y, index_t x, index_t o) {
    workload const& w = *a.of;
    if (!w.convolves()) return {pixel(a, m, y, x, o), 0};
    double sum = 0, magnitude = 0;
    for (index_t i = 0; i < w.conv.h; ++i)
        for (index_t j = 0; j < w.conv.w; ++j)
            for (index_t c = 0; c < w.in.c; ++c) {
                double const weight =
                    double(a.weights[((i * w.conv.w + j) * w.in.c + c) * w.conv.results + o]);
                double const term = weight * pixel(a, m, y * w.conv.stride + i - w.pad.h,
                                                   x * w.conv.stride + j - w.pad.w, c);
                sum += term;
                magnitude += std::abs(term);
            }
    auto const terms = static_cast<double>(w.conv.h * w.conv.w * w.in.c);
    return {sum, 4 * std::ldexp(1.0, -24) * (terms + 2) * magnitude};
}

reference::value pooled(arguments const& a, index_t m, index_t y, index_t x, index_t o) {
    workload::window const& pool = a.of->pool;
    double largest = -std::numeric_limits<double>::infinity(), sum = 0, magnitude = 0,
           tolerance = 0;
    for (index_t i = 0; i < pool.h; ++i)
        for (index_t j = 0; j < pool.w; ++j) {
            auto const v = convolved(a, m, y * pool.h + i, x * pool.w + j, o);
            largest = std::max(largest, v.is);
            sum += v.is;
            magnitude += std::abs(v.is);
            tolerance = std::max(tolerance, v.tolerance);
        }
    if (pool.kind != pooling::avg) return {largest, tolerance};
    auto const terms = static_cast<double>(pool.h * pool.w);
    return {sum / terms, 4 * std::ldexp(1.0, -24) * (terms + 2) * magnitude / terms + tolerance};
}

constexpr std::byte never_written{0xFF}; // four of them are a NaN
constexpr std::size_t surroundings = 4096;

} // namespace

reference::reference(arguments const& a) : of_(a.of) {
    index_t const m = of_->in.m;
    std::set<index_t> const sample{0, 1 % m, m / 3, m / 2, std::max<index_t>(m - 2, 0), m - 1};
    images_.assign(sample.begin(), sample.end());
    shape const out = of_->out();
    for (index_t const image : images_)
        for (index_t y = 0; y < out.h; ++y)
            for (index_t x = 0; x < out.w; ++x)
                for (index_t o = 0; o < out.c; ++o) values_.push_back(pooled(a, image, y, x, o));
}

std::string reference::complaint(float const* out) const {
    shape const s = of_->out();
    std::ostringstream text;
    auto const at = [&](index_t i) {
        text << "image " << i / (s.h * s.w * s.c) << ", row " << i / (s.w * s.c) % s.h
             << ", column " << i / s.c % s.w << ", channel " << i % s.c;
    };
    auto expected = values_.begin();
    index_t wrong = 0;
    for (index_t const image : images_)
        for (index_t i = image * s.h * s.w * s.c; i < (image + 1) * s.h * s.w * s.c;
             ++i, ++expected) {
            if (std::abs(double(out[i]) - expected->is) <= expected->tolerance) continue;
            if (wrong++ > 0) continue;
            at(i);
            text << ": " << out[i] << " instead of " << expected->is << " ± "
                 << expected->tolerance;
        }
    if (wrong > 0) text << "; " << wrong << " of " << values_.size() << " values";
    for (index_t i = 0; i < s.count() && wrong == 0; ++i)
        if (std::isnan(out[i])) {
            at(i);
            text << " was never written";
            break;
        }
    return text.str();
}

void spoil(std::span<std::byte> out_memory) {
    std::memset(out_memory.data(), static_cast<int>(never_written), out_memory.size());
}

bool surroundings_untouched(std::span<std::byte> out_memory, std::span<std::byte const> out) {
    auto const first = static_cast<std::size_t>(out.data() - out_memory.data());
    auto const last = first + out.size();
    auto const untouched = [](std::byte b) { return b == never_written; };
    auto const before = out_memory.subspan(first - surroundings, surroundings);
    auto const after = out_memory.subspan(last, surroundings);
    return std::all_of(before.begin(), before.end(), untouched) &&
           std::all_of(after.begin(), after.end(), untouched);
}

} // namespace bench
