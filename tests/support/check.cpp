// What the checks of expressions need not know their types for.

#include "check.hpp"

namespace test {

namespace {

/// The slack of n terms that sum to at most `magnitude`: 4·u·(n + 2)·Σ|wᵢxᵢ|.
long double slack_of_sum(long double u, index_t terms, long double magnitude) {
    return 4 * u * static_cast<long double>(terms + 2) * magnitude;
}

/// What a window gives, by every kind of pool.
class window_values {
public:
    void take(long double x, long double slack) {
        ++count_;
        sum_ += x;
        squares_ += x * x;
        magnitude_ += std::fabs(x) + slack;
        slacks_ += slack;
        most_slack_ = std::fmax(most_slack_, slack);
        bool const no_number = std::isnan(x) || std::isnan(most_);
        most_ = no_number ? x + most_ : std::fmax(x, most_);
        least_ = no_number ? x + least_ : std::fmin(x, least_);
    }

    /// A pixel that an average divides by, and that is nothing else.
    void take_padding() { ++count_; }

    long double of(pool_of kind) const {
        switch (kind) {
        case pool_of::max: return most_;
        case pool_of::min: return least_;
        case pool_of::sum: return sum_;
        case pool_of::avg: return sum_ / count_;
        case pool_of::l2: break;
        }
        return std::sqrt(squares_);
    }

    /// How far a result with a roundoff of u may lie from these.
    long double slack(pool_of kind, long double u) const {
        if (kind == pool_of::max || kind == pool_of::min) return most_slack_;
        if (kind == pool_of::l2) return slacks_ + slack_of_sum(u, count_, of(kind) + slacks_);
        long double const n = kind == pool_of::avg ? count_ : 1;
        return slacks_ / n + slack_of_sum(u, count_, magnitude_ / n);
    }

private:
    int count_ = 0;
    long double sum_ = 0, squares_ = 0, magnitude_ = 0, slacks_ = 0, most_slack_ = 0;
    long double most_ = -INFINITY, least_ = INFINITY;
};

/// Calls f(where its value is, m, y, x, c) for every place of a picture.
template <class F>
void each(shape4 s, F f) {
    for (index_t m = 0; m < s.m; ++m)
        for (index_t y = 0; y < s.h; ++y)
            for (index_t x = 0; x < s.w; ++x)
                for (index_t c = 0; c < s.c; ++c) f(at(s.at(m, y, x, c)), m, y, x, c);
}

bool lies_in(shape4 s, index_t y, index_t x) { return y >= 0 && y < s.h && x >= 0 && x < s.w; }

} // namespace

index_t walked(beyond border, index_t i, index_t n) {
    if (i >= 0 && i < n) return i;
    index_t const steps = i < 0 ? -i : i - (n - 1);
    index_t at = i < 0 ? 0 : n - 1, way = i < 0 ? -1 : 1;
    for (index_t s = 0; s < steps; ++s) {
        index_t const next = at + way;
        bool const leaves = next < 0 || next >= n;
        if (border == beyond::edge) break;
        if (!leaves) at = next;
        else if (border == beyond::wrap) at = way < 0 ? n - 1 : 0;
        else {
            way = -way; // symmetric stays one step where it turns, reflect goes on
            if (border == beyond::reflect && n > 1) at += way;
        }
    }
    return at;
}

expected mapped_from(expected const& in, std::function<long double(long double, index_t c)> f,
                     long double u) {
    expected out(in.shape);
    for (std::size_t i = 0; i < out.value.size(); ++i) {
        auto const c = static_cast<index_t>(i) % in.shape.c;
        long double const x = in.value[i], d = in.slack[i], y = f(x, c);
        out.value[i] = y;
        if (!std::isfinite(x) || !std::isfinite(y)) continue;
        // 0 from integer to integer
        out.slack[i] = 2 * std::fmax(std::fabs(f(x + d, c) - y), std::fabs(f(x - d, c) - y)) +
                       16 * u * (1 + std::fabs(x) + std::fabs(y));
    }
    return out;
}

expected spread_from(expected const& in, shape4 s, index_t step_h, index_t step_w) {
    expected out(s);
    each(s, [&](std::size_t to, index_t m, index_t y, index_t x, index_t c) {
        if (y % step_h != 0 || x % step_w != 0) return;
        std::size_t const from = at(in.shape.at(m, y / step_h, x / step_w, c));
        out.value[to] = in.value[from];
        out.slack[to] = in.slack[from];
    });
    return out;
}

expected gray_from(expected const& in, shape4 s, long double u) {
    expected out(s);
    long double const weight[] = {0.299L, 0.587L, 0.114L};
    each(s, [&](std::size_t to, index_t m, index_t y, index_t x, index_t) {
        long double magnitude = 0;
        for (index_t c = 0; c < 3; ++c) {
            std::size_t const from = at(in.shape.at(m, y, x, c));
            out.value[to] += weight[c] * in.value[from];
            out.slack[to] += weight[c] * in.slack[from];
            magnitude += weight[c] * std::fabs(in.value[from]);
        }
        out.slack[to] += slack_of_sum(u, 3, magnitude);
    });
    return out;
}

expected pooled_to_size_from(expected const& in, shape4 s, pool_of kind, long double u) {
    expected out(s);
    each(s, [&](std::size_t to, index_t m, index_t y, index_t x, index_t c) {
        window_values window;
        for (index_t i = 0; i < in.shape.h; ++i) // whatever the result's row touches
            for (index_t j = 0; j < in.shape.w; ++j)
                if (i * s.h < (y + 1) * in.shape.h && (i + 1) * s.h > y * in.shape.h &&
                    j * s.w < (x + 1) * in.shape.w && (j + 1) * s.w > x * in.shape.w)
                    window.take(in.value[at(in.shape.at(m, i, j, c))],
                                in.slack[at(in.shape.at(m, i, j, c))]);
        out.value[to] = window.of(kind);
        out.slack[to] = window.slack(kind, u);
    });
    return out;
}

expected cropped_from(expected const& in, shape4 s, index_t top, index_t left) {
    expected out(s);
    each(s, [&](std::size_t to, index_t m, index_t y, index_t x, index_t c) {
        std::size_t const from = at(in.shape.at(m, y + top, x + left, c));
        out.value[to] = in.value[from];
        out.slack[to] = in.slack[from];
    });
    return out;
}

expected bordered_from(expected const& in, shape4 s, index_t top, index_t left, beyond border,
                       long double value) {
    expected out(s);
    each(s, [&](std::size_t to, index_t m, index_t y, index_t x, index_t c) {
        index_t i = y - top, j = x - left;
        if (!lies_in(in.shape, i, j)) {
            if (border == beyond::value) {
                out.value[to] = value;
                return;
            }
            i = walked(border, i, in.shape.h);
            j = walked(border, j, in.shape.w);
        }
        out.value[to] = in.value[at(in.shape.at(m, i, j, c))];
        out.slack[to] = in.slack[at(in.shape.at(m, i, j, c))];
    });
    return out;
}

expected folded_from(expected const& in, shape4 s, fold_numbers const& fold, long double u) {
    expected out(s);
    window_numbers const& window = fold.window;
    index_t const planes = in.shape.c / fold.groups;
    each(s, [&](std::size_t to, index_t m, index_t y, index_t x, index_t o) {
        long double sum = 0, magnitude = 0, slack = 0;
        index_t const first = o * fold.groups / fold.results * planes;
        for (index_t i = 0; i < window.h; ++i)
            for (index_t j = 0; j < window.w; ++j)
                for (index_t c = 0; c < planes; ++c) {
                    std::size_t const from =
                        at(in.shape.at(m, y * window.step_h + i * window.dilation_h,
                                       x * window.step_w + j * window.dilation_w, first + c));
                    long double const w = fold.weight(i, j, c, o);
                    sum += w * in.value[from];
                    slack += std::fabs(w) * in.slack[from];
                    magnitude += std::fabs(w) * (std::fabs(in.value[from]) + in.slack[from]);
                }
        long double const begin = fold.start(o);
        out.value[to] = sum + begin;
        out.slack[to] = slack + slack_of_sum(u, window.h * window.w * in.shape.c + (begin != 0),
                                             magnitude + std::fabs(begin));
    });
    return out;
}

expected pooled_from(expected const& in, shape4 s, pool_numbers const& pool, long double u) {
    expected out(s);
    window_numbers const& window = pool.window;
    each(s, [&](std::size_t to, index_t m, index_t y, index_t x, index_t c) {
        window_values values;
        for (index_t i = 0; i < window.h; ++i)
            for (index_t j = 0; j < window.w; ++j) {
                index_t const row = y * window.step_h + i * window.dilation_h - pool.padding[0],
                              column = x * window.step_w + j * window.dilation_w - pool.padding[2];
                if (lies_in(in.shape, row, column))
                    values.take(in.value[at(in.shape.at(m, row, column, c))],
                                in.slack[at(in.shape.at(m, row, column, c))]);
                else if (row >= -pool.counted[0] && row < in.shape.h + pool.counted[1] &&
                         column >= -pool.counted[2] && column < in.shape.w + pool.counted[3])
                    values.take_padding();
            }
        out.value[to] = values.of(pool.kind);
        out.slack[to] = values.slack(pool.kind, u);
    });
    return out;
}

std::string difference(expected const& want, any_values const& given) {
    shape4 const s = want.shape;
    for (index_t m = 0; m < s.m; ++m)
        for (index_t y = 0; y < s.h; ++y)
            for (index_t x = 0; x < s.w; ++x)
                for (index_t c = 0; c < s.c; ++c) {
                    long double const v = given.value(m, y, x, c),
                                      w = want.value[at(s.at(m, y, x, c))],
                                      d = want.slack[at(s.at(m, y, x, c))];
                    bool const same = d == 0 ? v == given.rounded(w) : std::fabs(v - w) <= d;
                    if (same || (std::isnan(v) && std::isnan(w)) || (std::isinf(w) && v == w))
                        continue;
                    return "image " + std::to_string(m) + " y " + std::to_string(y) + " x " +
                           std::to_string(x) + " c " + std::to_string(c) + ": " +
                           std::to_string(v) + " instead of " + std::to_string(w) + " (slack " +
                           std::to_string(d) + "), shape " + std::to_string(s.m) + "," +
                           std::to_string(s.h) + "," + std::to_string(s.w) + "," +
                           std::to_string(s.c);
                }
    return {};
}

std::string wrong_in_guarded_run(any_run const& it, expected const& want, flush side, index_t gap) {
    shape4 const s = want.shape;
    index_t const row = s.w * s.c + gap, image = row * s.h + gap;
    index_t const count = s.m == 0 ? 0 : (s.m - 1) * image + (s.h - 1) * row + s.w * s.c;
    guarded_bytes out(at(count * it.bytes_of_a_value), side);
    if (it.workspace_bytes % 64 != 0) return "the workspace is no multiple of 64 bytes";
    guarded_bytes workspace(at(it.workspace_bytes), side);
    it.run(out.data(), row, image, std::span(workspace.data(), workspace.size()));
    if (!out.rest_is_untouched()) return "the run wrote outside the output";
    if (!workspace.rest_is_untouched()) return "the run wrote outside the workspace";
    for (index_t i = 0; gap != 0 && i < count; ++i) {
        index_t const in_image = i % image;
        if (in_image < row * s.h && in_image % row < s.w * s.c) continue;
        for (index_t b = 0; b < it.bytes_of_a_value; ++b)
            if (out.data()[i * it.bytes_of_a_value + b] != std::byte{0xff})
                return in_image < row * s.h ? "the run wrote between the rows of the output"
                                            : "the run wrote between the images of the output";
    }
    return difference(want, it.values(out.data(), row, image));
}

std::string wrong(expected const& want, any_values const& formulas, any_run const& it) {
    if (auto d = difference(want, formulas); !d.empty()) return "reference: " + d;
    if (auto d = wrong_in_guarded_run(it, want, flush::back, 0); !d.empty())
        return "run, flush at the back: " + d;
    if (auto d = wrong_in_guarded_run(it, want, flush::front, 0); !d.empty())
        return "run, flush at the front: " + d;
    if (auto d = wrong_in_guarded_run(it, want, flush::back, 3); !d.empty())
        return "run, with gaps: " + d;
    return {};
}

} // namespace test
