#pragma once
// What is measured: each workload is a picture and a list of stages, described once. Its shapes,
// bytes, arithmetic and reference follow from that.

#include <algorithm>
#include <array>
#include <cstddef>

namespace bench {

using index_t = std::ptrdiff_t;

enum class element { u8, f32 };
enum class op { none, scale, gray, zeros, edge, conv, bias, relu, max, avg };

struct shape {
    index_t m, h, w, c;
    constexpr index_t count() const { return m * h * w * c; }
};

/// One stage. What its kind has no use for stays as it is here.
struct stage {
    op is = op::none;
    index_t h = 0, w = 0; // of a window; of a border, on both sides
    index_t results = 1;  // of a convolution, which sums over all channels
    index_t stride = 1;   // of a convolution; the windows of pools lie side by side
    double factor = 1;    // of a scale

    constexpr shape after(shape const& in) const {
        switch (is) {
        case op::gray: return {in.m, in.h, in.w, 1};
        case op::zeros:
        case op::edge: return {in.m, in.h + 2 * h, in.w + 2 * w, in.c};
        case op::conv: return {in.m, (in.h - h) / stride + 1, (in.w - w) / stride + 1, results};
        case op::max:
        case op::avg: return {in.m, in.h / h, in.w / w, in.c};
        default: return in;
        }
    }
    /// How many weights it takes from the list of all, which holds them stage by stage.
    constexpr index_t weights(shape const& in) const {
        return is == op::conv ? h * w * in.c * results : is == op::bias ? in.c : 0;
    }
    /// Multiply-adds. An average of a convolution is one larger convolution, which may take fewer.
    constexpr index_t multiply_adds(shape const& in, stage const& next) const {
        if (is == op::gray) return after(in).count() * in.c;
        if (is != op::conv) return 0;
        index_t const one_by_one = after(in).count() * h * w * in.c;
        if (next.is != op::avg) return one_by_one;
        index_t const merged = (h + stride * (next.h - 1)) * (w + stride * (next.w - 1)) * in.c;
        return std::min(one_by_one, next.after(after(in)).count() * merged);
    }
};

/// The first issue asked for times against plain loops and moved bytes, the third for times against
/// the limit and Halide. 0 where there is no bar.
struct bars {
    double most_over_stream = 0; // our time / moving the bytes
    double most_over_limit = 0;  // our time / the larger of that and the multiply-adds
    double least_halide = 0;     // Halide's time / ours
};

struct workload {
    char const* name;
    char const* says;
    shape in;
    element pixels = element::f32;
    std::array<stage, 6> stages = {};
    bars asked = {};
    char const* like = nullptr; // the workload whose contenders run this one: fewer images

    constexpr index_t pixel_bytes() const { return pixels == element::u8 ? 1 : 4; }
    constexpr index_t in_bytes() const { return in.count() * pixel_bytes(); }
    constexpr index_t out_bytes() const { return out().count() * 4; }

    constexpr shape out() const {
        shape s = in;
        for (stage const& t : stages) s = t.after(s);
        return s;
    }
    /// The first stage of a kind, and the shape after it.
    constexpr stage first(op is) const {
        for (stage const& t : stages)
            if (t.is == is) return t;
        return {};
    }
    constexpr shape after_first(op is) const {
        shape s = in;
        for (stage const& t : stages) {
            s = t.after(s);
            if (t.is == is) break;
        }
        return s;
    }
    constexpr index_t weights() const {
        index_t total = 0;
        shape s = in;
        for (stage const& t : stages) {
            total += t.weights(s);
            s = t.after(s);
        }
        return total;
    }
    constexpr index_t multiply_adds() const {
        index_t total = 0;
        shape s = in;
        for (std::size_t i = 0; i < stages.size(); ++i) {
            total += stages[i].multiply_adds(s, i + 1 < stages.size() ? stages[i + 1] : stage{});
            s = stages[i].after(s);
        }
        return total;
    }
};

} // namespace bench
