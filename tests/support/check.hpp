#pragma once
// Holds the engine against the formulas: every value, in every kind of memory.

#include <cmath>
#include <cstdint>
#include <functional>
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

    expected(shape4 s, std::vector<long double> values, std::vector<long double> slacks)
        : shape(s), value(std::move(values)), slack(std::move(slacks)) {}
    explicit expected(shape4 s)
        : shape(s), value(static_cast<std::size_t>(s.count())), slack(value.size()) {}
};

/// Half a unit in the last place of 1; 0 for integers, which are exact.
template <class T>
constexpr long double roundoff() {
    if constexpr (std::is_same_v<T, float>) return 0x1p-24L;
    else if constexpr (std::is_same_v<T, double>) return 0x1p-53L;
    else return 0;
}

inline std::size_t at(index_t i) { return static_cast<std::size_t>(i); }

// The formulas once more, written without the library's: value by value, from numbers. They are
// compiled once for all tests (check.cpp).

/// Where a border's pixels come from, or that they are one value.
enum class beyond { value, edge, reflect, symmetric, wrap };

/// That place, found by walking there: one step at a time, turning back at the ends or beginning
/// anew.
index_t walked(beyond border, index_t i, index_t n);

enum class pool_of { max, min, sum, avg, l2 };

struct window_numbers {
    index_t h, w, step_h, step_w, dilation_h = 1, dilation_w = 1;
};
struct fold_numbers {
    window_numbers window;
    index_t results, groups;
    std::function<long double(index_t i, index_t j, index_t c, index_t o)> weight;
    std::function<long double(index_t o)> start;
};
struct pool_numbers {
    window_numbers window;
    pool_of kind;
    index_t padding[4] = {}, counted[4] = {}; // above, below, left, right
};

// Each gives a picture of a shape. `u` is the roundoff of its type.
expected mapped_from(expected const& in, std::function<long double(long double, index_t c)> f,
                     long double u);
expected spread_from(expected const& in, shape4 s, index_t step_h, index_t step_w);
expected gray_from(expected const& in, shape4 s, long double u);
expected pooled_to_size_from(expected const& in, shape4 s, pool_of kind, long double u);
expected cropped_from(expected const& in, shape4 s, index_t top, index_t left);
expected bordered_from(expected const& in, shape4 s, index_t top, index_t left, beyond border,
                       long double value);
expected folded_from(expected const& in, shape4 s, fold_numbers const& fold, long double u);
expected pooled_from(expected const& in, shape4 s, pool_numbers const& pool, long double u);

template <class Border>
beyond beyond_of(Border const&) {
    if constexpr (std::is_same_v<Border, sluice::edge_border>) return beyond::edge;
    else if constexpr (std::is_same_v<Border, sluice::reflect_border>) return beyond::reflect;
    else if constexpr (std::is_same_v<Border, sluice::symmetric_border>) return beyond::symmetric;
    else if constexpr (std::is_same_v<Border, sluice::wrap_border>) return beyond::wrap;
    else return beyond::value;
}

/// The kind of a pool, by its type.
template <class Reduce>
constexpr pool_of pool_of_reduce(Reduce) {
    if constexpr (std::is_same_v<Reduce, sluice::max_reduce>) return pool_of::max;
    else if constexpr (std::is_same_v<Reduce, sluice::min_reduce>) return pool_of::min;
    else if constexpr (std::is_same_v<Reduce, sluice::sum_reduce>) return pool_of::sum;
    else if constexpr (std::is_same_v<Reduce, sluice::avg_reduce>) return pool_of::avg;
    else return pool_of::l2;
}
template <class Reduce, class... Rest>
constexpr pool_of pool_kind(sluice::pool_stage<Reduce, Rest...> const&) {
    return pool_of_reduce(Reduce());
}
template <class Reduce, class... Rest>
constexpr pool_of pool_kind(sluice::padded_pool_stage<Reduce, Rest...> const&) {
    return pool_of_reduce(Reduce());
}
template <class Reduce, index_t H, index_t W>
constexpr pool_of pool_kind(sluice::adaptive_pool_stage<Reduce, H, W> const&) {
    return pool_of_reduce(Reduce());
}

template <class Stage>
window_numbers numbers_of_window(Stage const& stage) {
    window_numbers window{stage.window()[0], stage.window()[1], stage.step()[0], stage.step()[1]};
    if constexpr (requires { stage.dilation(); }) {
        window.dilation_h = stage.dilation()[0];
        window.dilation_w = stage.dilation()[1];
    }
    return window;
}

/// What an expression should give, from the numbers of its stages.
template <class E>
expected expect(E const& e) {
    shape4 const s = shape_of(e.extents());
    if constexpr (!sluice::detail::is_expression<E>) {
        expected out(s);
        index_t const row = s.w * s.c;
        for (index_t i = 0; i < s.count(); ++i)
            out.value[at(i)] =
                static_cast<long double>(e.data()[i / (row * s.h) * e.image_pitch() +
                                                  i / row % s.h * e.row_pitch() + i % row]);
        return out;
    } else {
        using Kind = typename E::stage_type::stage_kind;
        using Pixel = typename E::input_type::value_type;
        using T = typename E::value_type;
        long double const u = roundoff<T>();
        auto const& stage = e.stage();
        expected const in = expect(e.input());
        if constexpr (std::is_same_v<Kind, sluice::map_kind>) {
            auto const f = [&stage](long double x, index_t c) {
                return static_cast<long double>(
                    sluice::detail::mapped(stage, static_cast<Pixel>(x), c));
            };
            return mapped_from(in, f, u);
        } else if constexpr (std::is_same_v<Kind, sluice::spread_kind>)
            return spread_from(in, s, stage.step()[0], stage.step()[1]);
        else if constexpr (std::is_same_v<Kind, sluice::mix_kind>) // grey, the only one
            return gray_from(in, s, u);
        else if constexpr (std::is_same_v<Kind, sluice::adaptive_kind>)
            return pooled_to_size_from(in, s, pool_kind(stage), u);
        else if constexpr (std::is_same_v<Kind, sluice::crop_kind>)
            return cropped_from(in, s, stage.top(), stage.left());
        else if constexpr (std::is_same_v<Kind, sluice::border_kind>) {
            long double outside = 0;
            if constexpr (sluice::constant_border<decltype(stage.border())>)
                outside = static_cast<long double>(stage.border().template outside<T>());
            return bordered_from(in, s, stage.padding()[0], stage.padding()[2],
                                 beyond_of(stage.border()), outside);
        } else if constexpr (std::is_same_v<Kind, sluice::fold_kind>) {
            auto const weight = [&stage](index_t i, index_t j, index_t c, index_t o) {
                return static_cast<long double>(stage.weight(i, j, c, o));
            };
            auto const start = [&stage](index_t o) {
                return static_cast<long double>(stage.template start<T>(o));
            };
            return folded_from(
                in, s, {numbers_of_window(stage), stage.count(), stage.groups(), weight, start}, u);
        } else {
            pool_numbers pool{numbers_of_window(stage), pool_kind(stage)};
            if constexpr (requires { stage.padding(); }) {
                auto const counted = stage.counted_padding();
                for (std::size_t i = 0; i < 4; ++i) {
                    pool.padding[i] = stage.padding()[i];
                    pool.counted[i] = counted[i];
                }
            }
            return pooled_from(in, s, pool, u);
        }
    }
}

/// Values of any type, by their places.
struct any_values {
    std::function<long double(index_t m, index_t y, index_t x, index_t c)> value;
    long double (*rounded)(long double); // to their type
};
template <class T, class Given>
any_values any_values_of(shape4 s, Given given) {
    auto const rounded = [](long double v) { return static_cast<long double>(static_cast<T>(v)); };
    if constexpr (std::is_pointer_v<Given>)
        return {[=](index_t m, index_t y, index_t x, index_t c) {
                    return static_cast<long double>(given[s.at(m, y, x, c)]);
                },
                rounded};
    else
        return {[=](index_t m, index_t y, index_t x, index_t c) {
                    return static_cast<long double>(given(m, y, x, c));
                },
                rounded};
}
std::string difference(expected const& want, any_values const& given);

/// Where and how values differ from what is expected, or nothing. `given(m, y, x, c)` is one of
/// them, or `given` points at all of them, side by side.
template <class T, class Given>
std::string difference(expected const& want, Given given) {
    return difference(want, any_values_of<T>(want.shape, given));
}

/// A run into memory of the caller's, whatever is run, and what it wrote there.
struct any_run {
    index_t bytes_of_a_value, workspace_bytes;
    std::function<void(void* out, index_t row, index_t image, std::span<std::byte> workspace)> run;
    std::function<any_values(void const* out, index_t row, index_t image)> values;
};
std::string wrong_in_guarded_run(any_run const& it, expected const& want, flush side, index_t gap);

template <class E>
any_run as_run(E const& e) {
    using T = typename E::value_type;
    return {index_t{sizeof(T)}, sluice::workspace_bytes<tested_choices>(e),
            [&e](void* out, index_t row, index_t image, std::span<std::byte> workspace) {
                auto const to = sluice::view(static_cast<T*>(out), e.extents(), {row, image});
                sluice::run<tested_choices>(e, to, workspace);
            },
            [s = shape_of(e.extents())](void const* out, index_t row, index_t image) {
                auto const p = static_cast<T const*>(out);
                return any_values_of<T>(s, [=](index_t m, index_t y, index_t x, index_t c) {
                    return p[m * image + y * row + x * s.c + c];
                });
            }};
}

/// Runs an expression with output and workspace flush against forbidden pages, all unused bytes
/// 0xff. Gives the first thing that is wrong, or nothing.
template <class E>
std::string wrong_in_guarded_run(E const& e, expected const& want, flush side, index_t gap) {
    return wrong_in_guarded_run(as_run(e), want, side, gap);
}

/// What is wrong with the results of an expression: of `reference`, of `eval` and of `run` into
/// guarded memory at both ends, dense and with gaps between rows. Nothing if all is well.
std::string wrong(expected const& want, any_values const& formulas, any_run const& it);
template <class E>
std::string wrong(E const& e) {
    using T = typename E::value_type;
    auto const formulas = sluice::reference(e);
    expected const want = expect(e);
    return wrong(want, any_values_of<T>(want.shape, formulas.data()), as_run(e));
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
