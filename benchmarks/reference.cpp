#include "reference.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>
#include <sstream>

namespace bench {
namespace {

/// One image between two stages.
struct image {
    shape is;
    std::vector<reference::value> values;

    explicit image(shape const& s) : is{1, s.h, s.w, s.c}, values(std::size_t(is.count())) {}
    reference::value& at(index_t y, index_t x, index_t c) {
        return values[std::size_t((y * is.w + x) * is.c + c)];
    }
    reference::value const& at(index_t y, index_t x, index_t c) const {
        return values[std::size_t((y * is.w + x) * is.c + c)];
    }
};

/// Adds up terms, with what a sum of them may be off by: 4·u·(n+2)·Σ|term|, u = 2⁻²⁴, and what the
/// terms themselves are off by.
class sum {
public:
    void add(double weight, reference::value const& v) {
        double const term = weight * v.is;
        total_ += term;
        magnitude_ += std::abs(term);
        brought_ += std::abs(weight) * v.tolerance;
        ++terms_;
    }
    reference::value value() const {
        return {total_, 4 * std::ldexp(1.0, -24) * (terms_ + 2) * magnitude_ + brought_};
    }

private:
    double total_ = 0, magnitude_ = 0, brought_ = 0, terms_ = 0;
};

image source(arguments const& a, index_t m) {
    image made(a.of->in);
    index_t const first = m * made.is.count();
    for (index_t i = 0; i < made.is.count(); ++i)
        made.values[std::size_t(i)].is =
            a.of->pixels == element::u8 ? double(a.u8()[first + i]) : double(a.f32()[first + i]);
    return made;
}

template <class In>
reference::value gray(In const& in, index_t y, index_t x) {
    sum s;
    s.add(0.299, in.at(y, x, 0));
    s.add(0.587, in.at(y, x, 1));
    s.add(0.114, in.at(y, x, 2));
    return s.value();
}

template <class In>
reference::value bordered(stage const& t, In const& in, index_t y, index_t x, index_t c) {
    index_t const near_y = std::clamp<index_t>(y - t.h, 0, in.is.h - 1);
    index_t const near_x = std::clamp<index_t>(x - t.w, 0, in.is.w - 1);
    bool const outside = near_y != y - t.h || near_x != x - t.w;
    return outside && t.is == op::zeros ? reference::value{0, 0} : in.at(near_y, near_x, c);
}

template <class In>
reference::value convolved(stage const& t, float const* weights, In const& in, index_t y, index_t x,
                           index_t o) {
    sum s;
    for (index_t i = 0; i < t.h; ++i)
        for (index_t j = 0; j < t.w; ++j)
            for (index_t c = 0; c < in.is.c; ++c)
                s.add(double(weights[((i * t.w + j) * in.is.c + c) * t.results + o]),
                      in.at(y * t.stride + i, x * t.stride + j, c));
    return s.value();
}

template <class In>
reference::value pooled(stage const& t, In const& in, index_t y, index_t x, index_t c) {
    sum s;
    reference::value largest{-std::numeric_limits<double>::infinity(), 0};
    for (index_t i = 0; i < t.h; ++i)
        for (index_t j = 0; j < t.w; ++j) {
            reference::value const v = in.at(y * t.h + i, x * t.w + j, c);
            s.add(1 / double(t.h * t.w), v);
            largest = {std::max(largest.is, v.is), std::max(largest.tolerance, v.tolerance)};
        }
    return t.is == op::avg ? s.value() : largest;
}

template <class In>
reference::value result(stage const& t, float const* weights, In const& in, index_t y, index_t x,
                        index_t c) {
    sum s;
    switch (t.is) {
    case op::scale: return s.add(t.factor, in.at(y, x, c)), s.value();
    case op::bias: return s.add(1, in.at(y, x, c)), s.add(1, {double(weights[c]), 0}), s.value();
    case op::relu: return {std::max(in.at(y, x, c).is, 0.0), in.at(y, x, c).tolerance};
    case op::gray: return gray(in, y, x);
    case op::zeros:
    case op::edge: return bordered(t, in, y, x, c);
    case op::conv: return convolved(t, weights, in, y, x, c);
    case op::max:
    case op::avg: return pooled(t, in, y, x, c);
    case op::none: break;
    }
    return in.at(y, x, c);
}

/// Image m after all stages, each of which makes a whole picture.
image all_stages(arguments const& a, index_t m) {
    image now = source(a, m);
    float const* weights = a.weights;
    for (stage const& t : a.of->stages) {
        if (t.is == op::none) continue;
        image made(t.after(now.is));
        for (index_t y = 0; y < made.is.h; ++y)
            for (index_t x = 0; x < made.is.w; ++x)
                for (index_t c = 0; c < made.is.c; ++c)
                    made.at(y, x, c) = result(t, weights, now, y, x, c);
        weights += t.weights(now.is);
        now = std::move(made);
    }
    return now;
}

/// The same after some of the stages: only the values that are asked for are made, each as often.
struct lazy_image {
    arguments const& a;
    index_t m;
    std::size_t stages;
    shape is = {};
    float const* weights = nullptr; // of the last stage

    lazy_image(arguments const& of, index_t image, std::size_t count)
        : a(of), m(image), stages(count), is(of.of->in), weights(of.weights) {
        for (std::size_t i = 0; i < stages; ++i) {
            if (i + 1 < stages) weights += a.of->stages[i].weights(is);
            is = a.of->stages[i].after(is);
        }
    }
    reference::value at(index_t y, index_t x, index_t c) const {
        if (stages > 0)
            return result(a.of->stages[stages - 1], weights, lazy_image(a, m, stages - 1), y, x, c);
        index_t const i = ((m * is.h + y) * is.w + x) * is.c + c;
        return {a.of->pixels == element::u8 ? double(a.u8()[i]) : double(a.f32()[i]), 0};
    }
};

constexpr std::byte never_written{0xFF}; // four of them are a NaN
constexpr std::size_t surroundings = 4096;

} // namespace

reference::reference(arguments const& a) : of_(a.of) {
    index_t const m = of_->in.m;
    std::set<index_t> const sample{0, 1 % m, m / 3, m / 2, std::max<index_t>(m - 2, 0), m - 1};
    images_.assign(sample.begin(), sample.end());
    for (index_t const at : images_) {
        image const right = all_stages(a, at);
        values_.insert(values_.end(), right.values.begin(), right.values.end());
    }
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

reference::value expected(arguments const& a, index_t m, index_t y, index_t x, index_t o) {
    return lazy_image(a, m, a.of->stages.size()).at(y, x, o);
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
