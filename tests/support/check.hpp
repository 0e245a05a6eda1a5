#pragma once
// Holds the engine against the formulas: every value, in every kind of memory.

#include <cfloat>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sluice/run/reference.hpp>
#include <sluice/sluice.hpp>

#include "guarded.hpp"

namespace test {

using sluice::index_t;

/// What expressions are run with: one usual kernel, since each is compiled like a typed pipeline.
/// A test of the others defines SLUICE_TEST_CHOICES.
struct one_usual_kernel : sluice::blocking {
    static constexpr index_t usual_kernels[] = {3};
};
#ifdef SLUICE_TEST_CHOICES
using tested_choices = SLUICE_TEST_CHOICES;
#else
using tested_choices = one_usual_kernel;
#endif

struct shape4 {
    index_t m, h, w, c;
    index_t count() const { return m * h * w * c; }
    index_t at(index_t i, index_t y, index_t x, index_t o) const {
        return ((i * h + y) * w + x) * c + o;
    }
};

template <class X>
shape4 shape_of(X const& e) {
    return {e.images(), e.height(), e.width(), e.channels()};
}

/// What an expression should give: every value in more digits than it has, and how far from it a
/// result may lie.
struct expected {
    shape4 shape;
    std::vector<long double> value, slack;
};

/// Half a unit in the last place of 1; 0 for integers, which are exact.
template <class T>
constexpr long double roundoff() {
    if constexpr (std::is_same_v<T, float>) return 0x1p-24L;
    else if constexpr (std::is_same_v<T, double>) return 0x1p-53L;
    else return 0;
}

/// The slack of n terms that sum to at most `magnitude`: 4·u·(n + 2)·Σ|wᵢxᵢ|.
template <class T>
long double slack_of_sum(index_t terms, long double magnitude) {
    return 4 * roundoff<T>() * static_cast<long double>(terms + 2) * magnitude;
}

inline std::size_t at(index_t i) { return static_cast<std::size_t>(i); }

/// Where a border's pixel comes from, found by walking there: one step at a time, turning back at
/// the ends or beginning anew.
template <class Border>
index_t walked(Border const&, index_t i, index_t n) {
    if (i >= 0 && i < n) return i;
    index_t const steps = i < 0 ? -i : i - (n - 1);
    index_t at = i < 0 ? 0 : n - 1, way = i < 0 ? -1 : 1;
    for (index_t s = 0; s < steps; ++s) {
        index_t const next = at + way;
        bool const leaves = next < 0 || next >= n;
        if (std::is_same_v<Border, sluice::edge_border>) break;
        if (!leaves) at = next;
        else if (std::is_same_v<Border, sluice::wrap_border>) at = way < 0 ? n - 1 : 0;
        else {
            way = -way; // symmetric stays one step where it turns, reflect goes on
            if (std::is_same_v<Border, sluice::reflect_border> && n > 1) at += way;
        }
    }
    return at;
}

/// The kind of a pool, by its type.
template <class Stage>
struct pool_kind;
template <class Reduce, class... Rest>
struct pool_kind<sluice::pool_stage<Reduce, Rest...>> {
    using type = Reduce;
};
template <class Reduce, class... Rest>
struct pool_kind<sluice::padded_pool_stage<Reduce, Rest...>> {
    using type = Reduce;
};
template <class Reduce, index_t H, index_t W>
struct pool_kind<sluice::adaptive_pool_stage<Reduce, H, W>> {
    using type = Reduce;
};

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

    long double of(sluice::max_reduce) const { return most_; }
    long double of(sluice::min_reduce) const { return least_; }
    long double of(sluice::sum_reduce) const { return sum_; }
    long double of(sluice::avg_reduce) const { return sum_ / count_; }
    long double of(sluice::l2_reduce) const { return std::sqrt(squares_); }

    /// How far a result of type T may lie from these.
    template <class T, class Reduce>
    long double slack(Reduce reduce) const {
        bool const chosen = std::is_same_v<Reduce, sluice::max_reduce> ||
                            std::is_same_v<Reduce, sluice::min_reduce>;
        if (chosen) return most_slack_;
        if (std::is_same_v<Reduce, sluice::l2_reduce>)
            return slacks_ + slack_of_sum<T>(count_, of(reduce) + slacks_);
        long double const n = std::is_same_v<Reduce, sluice::avg_reduce> ? count_ : 1;
        return slacks_ / n + slack_of_sum<T>(count_, magnitude_ / n);
    }

private:
    int count_ = 0;
    long double sum_ = 0, squares_ = 0, magnitude_ = 0, slacks_ = 0, most_slack_ = 0;
    long double most_ = -INFINITY, least_ = INFINITY;
};

/// The formulas once more, written without the library's: value by value, from the stage's numbers.
template <class E>
expected expect(E const& e) {
    shape4 const s = shape_of(e.extents());
    expected out{s, std::vector<long double>(at(s.count())),
                 std::vector<long double>(at(s.count()))};
    auto const each = [&](auto f) {
        for (index_t m = 0; m < s.m; ++m)
            for (index_t y = 0; y < s.h; ++y)
                for (index_t x = 0; x < s.w; ++x)
                    for (index_t o = 0; o < s.c; ++o) f(at(s.at(m, y, x, o)), m, y, x, o);
    };
    using T = typename E::value_type;
    if constexpr (!sluice::detail::is_expression<E>) {
        each([&](std::size_t to, index_t m, index_t y, index_t x, index_t o) {
            out.value[to] = e.data()[m * e.image_pitch() + y * e.row_pitch() + x * s.c + o];
        });
    } else {
        using Stage = typename E::stage_type;
        using Kind = typename Stage::stage_kind;
        auto const& stage = e.stage();
        expected const in = expect(e.input());
        using Pixel = typename E::input_type::value_type;
        if constexpr (std::is_same_v<Kind, sluice::map_kind>) {
            for (std::size_t i = 0; i < out.value.size(); ++i) {
                auto const f = [&, c = static_cast<index_t>(i) % s.c](long double x) {
                    return static_cast<long double>(
                        sluice::detail::mapped(stage, static_cast<Pixel>(x), c));
                };
                long double const x = in.value[i], d = in.slack[i];
                out.value[i] = f(x);
                if (std::isfinite(x) && std::isfinite(out.value[i])) { // 0 from integer to integer
                    long double const wide = std::fmax(std::fabs(f(x + d) - out.value[i]),
                                                       std::fabs(f(x - d) - out.value[i]));
                    out.slack[i] = 2 * wide + 16 * roundoff<T>() *
                                                  (1 + std::fabs(x) + std::fabs(out.value[i]));
                }
            }
        } else if constexpr (std::is_same_v<Kind, sluice::spread_kind>) {
            each([&](std::size_t to, index_t m, index_t y, index_t x, index_t o) {
                if (y % stage.step()[0] != 0 || x % stage.step()[1] != 0) return;
                std::size_t const from =
                    at(in.shape.at(m, y / stage.step()[0], x / stage.step()[1], o));
                out.value[to] = in.value[from];
                out.slack[to] = in.slack[from];
            });
        } else if constexpr (std::is_same_v<Kind, sluice::mix_kind>) {
            long double const weight[] = {0.299L, 0.587L, 0.114L}; // of grey, the only one
            each([&](std::size_t to, index_t m, index_t y, index_t x, index_t) {
                long double magnitude = 0;
                for (index_t c = 0; c < 3; ++c) {
                    std::size_t const from = at(in.shape.at(m, y, x, c));
                    out.value[to] += weight[c] * in.value[from];
                    out.slack[to] += weight[c] * in.slack[from];
                    magnitude += weight[c] * std::fabs(in.value[from]);
                }
                out.slack[to] += slack_of_sum<T>(3, magnitude);
            });
        } else if constexpr (std::is_same_v<Kind, sluice::adaptive_kind>) {
            each([&](std::size_t to, index_t m, index_t y, index_t x, index_t o) {
                window_values window;
                for (index_t i = 0; i < in.shape.h; ++i) // whatever the result's row touches
                    for (index_t j = 0; j < in.shape.w; ++j)
                        if (i * s.h < (y + 1) * in.shape.h && (i + 1) * s.h > y * in.shape.h &&
                            j * s.w < (x + 1) * in.shape.w && (j + 1) * s.w > x * in.shape.w)
                            window.take(in.value[at(in.shape.at(m, i, j, o))],
                                        in.slack[at(in.shape.at(m, i, j, o))]);
                typename pool_kind<Stage>::type const reduce;
                out.value[to] = window.of(reduce);
                out.slack[to] = window.template slack<T>(reduce);
            });
        } else if constexpr (std::is_same_v<Kind, sluice::crop_kind>) {
            each([&](std::size_t to, index_t m, index_t y, index_t x, index_t o) {
                std::size_t const from = at(in.shape.at(m, y + stage.top(), x + stage.left(), o));
                out.value[to] = in.value[from];
                out.slack[to] = in.slack[from];
            });
        } else if constexpr (std::is_same_v<Kind, sluice::border_kind>) {
            each([&](std::size_t to, index_t m, index_t y, index_t x, index_t o) {
                index_t from_y = y - stage.padding()[0], from_x = x - stage.padding()[2];
                if (from_y < 0 || from_x < 0 || from_y >= in.shape.h || from_x >= in.shape.w) {
                    if constexpr (sluice::constant_border<decltype(stage.border())>) {
                        out.value[to] = stage.border().template outside<T>();
                        return;
                    } else {
                        from_y = walked(stage.border(), from_y, in.shape.h);
                        from_x = walked(stage.border(), from_x, in.shape.w);
                    }
                }
                out.value[to] = in.value[at(in.shape.at(m, from_y, from_x, o))];
                out.slack[to] = in.slack[at(in.shape.at(m, from_y, from_x, o))];
            });
        } else {
            index_t const kh = stage.window()[0], kw = stage.window()[1];
            index_t dh = 1, dw = 1;
            if constexpr (requires { stage.dilation(); }) {
                dh = stage.dilation()[0];
                dw = stage.dilation()[1];
            }
            each([&](std::size_t to, index_t m, index_t y, index_t x, index_t o) {
                long double sum = 0, magnitude = 0, slack = 0;
                window_values window;
                for (index_t i = 0; i < kh; ++i)
                    for (index_t j = 0; j < kw; ++j) {
                        auto const from = [&](index_t c) {
                            return at(in.shape.at(m, y * stage.step()[0] + i * dh,
                                                  x * stage.step()[1] + j * dw, c));
                        };
                        if constexpr (std::is_same_v<Kind, sluice::fold_kind>) {
                            index_t const group = o * stage.groups() / stage.count();
                            for (index_t c = 0; c < in.shape.c; ++c) {
                                if (c * stage.groups() / in.shape.c != group) continue;
                                index_t const own = c % (in.shape.c / stage.groups());
                                auto const w = static_cast<long double>(stage.weight(i, j, own, o));
                                sum += w * in.value[from(c)];
                                slack += std::fabs(w) * in.slack[from(c)];
                                magnitude += std::fabs(w) *
                                             (std::fabs(in.value[from(c)]) + in.slack[from(c)]);
                            }
                        } else if constexpr (requires { stage.padding(); }) {
                            index_t const row = y * stage.step()[0] + i * dh - stage.padding()[0],
                                          column =
                                              x * stage.step()[1] + j * dw - stage.padding()[2];
                            auto const divides = stage.counted_padding();
                            if (row >= 0 && row < in.shape.h && column >= 0 && column < in.shape.w)
                                window.take(in.value[at(in.shape.at(m, row, column, o))],
                                            in.slack[at(in.shape.at(m, row, column, o))]);
                            else if (row >= -divides[0] && row < in.shape.h + divides[1] &&
                                     column >= -divides[2] && column < in.shape.w + divides[3])
                                window.take_padding();
                        } else window.take(in.value[from(o)], in.slack[from(o)]);
                    }
                if constexpr (std::is_same_v<Kind, sluice::fold_kind>) {
                    auto const begin = static_cast<long double>(stage.template start<T>(o));
                    out.value[to] = sum + begin;
                    out.slack[to] = slack + slack_of_sum<T>(kh * kw * in.shape.c + (begin != 0),
                                                            magnitude + std::fabs(begin));
                } else {
                    typename pool_kind<Stage>::type const reduce;
                    out.value[to] = window.of(reduce);
                    out.slack[to] = window.template slack<T>(reduce);
                }
            });
        }
    }
    return out;
}

/// Where and how values differ from what is expected, or nothing. `given(m, y, x, c)` is one of
/// them, or `given` points at all of them, side by side.
template <class T, class Given>
std::string difference(expected const& want, Given given) {
    shape4 const s = want.shape;
    for (index_t m = 0; m < s.m; ++m)
        for (index_t y = 0; y < s.h; ++y)
            for (index_t x = 0; x < s.w; ++x)
                for (index_t c = 0; c < s.c; ++c) {
                    T const value = [&] {
                        if constexpr (std::is_pointer_v<Given>) return given[s.at(m, y, x, c)];
                        else return given(m, y, x, c);
                    }();
                    auto const v = static_cast<long double>(value);
                    long double const w = want.value[at(s.at(m, y, x, c))],
                                      d = want.slack[at(s.at(m, y, x, c))];
                    bool const same = d == 0 ? value == static_cast<T>(w) : std::fabs(v - w) <= d;
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

/// Runs an expression with output and workspace flush against forbidden pages, all unused bytes
/// 0xff. Gives the first thing that is wrong, or nothing.
template <class E, class Wanted>
std::string wrong_in_guarded_run(E const& e, Wanted const& want, flush side, index_t gap) {
    using T = typename E::value_type;
    auto const shape = e.extents();
    shape4 const s = shape_of(shape);
    index_t const row = s.w * s.c + gap, image = row * s.h + gap;
    index_t const count = s.m == 0 ? 0 : (s.m - 1) * image + (s.h - 1) * row + s.w * s.c;
    guarded<T> out(count, side);
    index_t const needed = sluice::workspace_bytes<tested_choices>(e);
    if (needed % 64 != 0) return "the workspace is no multiple of 64 bytes";
    guarded_bytes workspace(at(needed), side);
    sluice::run<tested_choices>(e, sluice::view(out.data(), shape, {row, image}),
                                std::span(workspace.data(), at(needed)));
    if (!out.rest_is_untouched()) return "the run wrote outside the output";
    if (!workspace.rest_is_untouched()) return "the run wrote outside the workspace";
    for (index_t m = 0; gap != 0 && m < s.m; ++m) {
        for (index_t y = 0; y < s.h; ++y)
            for (index_t i = s.w * s.c; i < row && m * image + y * row + i < count; ++i)
                for (std::size_t b = 0; b < sizeof(T); ++b)
                    if (reinterpret_cast<unsigned char const*>(&out[m * image + y * row + i])[b] !=
                        0xff)
                        return "the run wrote between the rows of the output";
        for (index_t i = row * s.h; i < image && m * image + i < count; ++i)
            for (std::size_t b = 0; b < sizeof(T); ++b)
                if (reinterpret_cast<unsigned char const*>(&out[m * image + i])[b] != 0xff)
                    return "the run wrote between the images of the output";
    }
    return difference<T>(want, [&](index_t m, index_t y, index_t x, index_t c) {
        return out[m * image + y * row + x * s.c + c];
    });
}

/// What is wrong with the results of an expression: of `reference`, of `eval` and of `run` into
/// guarded memory at both ends, dense and with gaps between rows. Nothing if all is well.
template <class E>
std::string wrong(E const& e) {
    using T = typename E::value_type;
    expected const want = expect(e);
    if (auto const formulas = sluice::reference(e); true)
        if (auto d = difference<T>(want, formulas.data()); !d.empty()) return "reference: " + d;
    if (auto d = wrong_in_guarded_run(e, want, flush::back, 0); !d.empty())
        return "run, flush at the back: " + d;
    if (auto d = wrong_in_guarded_run(e, want, flush::front, 0); !d.empty())
        return "run, flush at the front: " + d;
    if (auto d = wrong_in_guarded_run(e, want, flush::back, 3); !d.empty())
        return "run, with gaps: " + d;
    return {};
}

/// The same, and `eval` with its promises: contiguous, of the result's shape, at a multiple of 64
/// bytes.
template <class E>
std::string wrong_in_eval(E const& e) {
    using T = typename E::value_type;
    auto const out = sluice::eval<tested_choices>(e);
    if (reinterpret_cast<std::uintptr_t>(out.data()) % 64 != 0)
        return "eval: the result is not aligned";
    if (!(out.extents() == e.extents())) return "eval: the result has another shape";
    if (auto d = difference<T>(expect(e), out.data()); !d.empty()) return "eval: " + d;
    return {};
}

} // namespace test

/// Checks eval, run and reference of an expression, in guarded memory. Add INFO for the parameters.
#define CHECK_AGAINST_REFERENCE(...)                                                               \
    do {                                                                                           \
        auto const expression_under_test = __VA_ARGS__;                                            \
        CHECK_EQ(test::wrong(expression_under_test), "");                                          \
        CHECK_EQ(test::wrong_in_eval(expression_under_test), "");                                  \
    } while (false)
