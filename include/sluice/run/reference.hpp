#pragma once
// What every expression means: the stages' formulas, scalar and constexpr, one full picture after
// another. The engine is held against it, and static_assert can ask it.

#include <sluice/core/border.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/core/target.hpp>
#include <sluice/core/window.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1 {
/// A result of the reference: values in C order, that a constant expression can look at.
template <class T, class Extents>
class reference_result {
public:
    using value_type = T;
    using extents_type = Extents;

    constexpr explicit reference_result(Extents const& shape)
        : shape_(shape), value_(new T[static_cast<std::size_t>(shape.count())]{}) {}
    constexpr reference_result(reference_result&& other) noexcept
        : shape_(other.shape_), value_(other.value_) {
        other.value_ = nullptr;
    }
    constexpr reference_result& operator=(reference_result&&) = delete;
    constexpr ~reference_result() { delete[] value_; }

    constexpr Extents const& extents() const { return shape_; }
    constexpr index_t extent(std::size_t axis) const { return shape_[axis]; }
    constexpr index_t size() const { return shape_.count(); }
    constexpr T const* data() const { return value_; }
    constexpr T operator[](index_t i) const { return value_[i]; }
    constexpr T& at(index_t m, index_t y, index_t x, index_t c) {
        return value_[((m * shape_.height() + y) * shape_.width() + x) * shape_.channels() + c];
    }
    constexpr T at(index_t m, index_t y, index_t x, index_t c) const {
        return value_[((m * shape_.height() + y) * shape_.width() + x) * shape_.channels() + c];
    }

private:
    Extents shape_;
    T* value_;
};

namespace detail {

/// One value of a stage's result; `in(y, x, c)` is its input within one image.
template <class Result, class Stage, class In, class Shape>
constexpr Result reference_value(Stage const& stage, In const& in, Shape const& shape, index_t y,
                                 index_t x, index_t o) {
    using Kind = typename Stage::stage_kind;
    if constexpr (std::is_same_v<Kind, map_kind>)
        return static_cast<Result>(stage.apply(in(y, x, o)));
    else if constexpr (std::is_same_v<Kind, crop_kind>)
        return in(y + stage.top(), x + stage.left(), o);
    else if constexpr (std::is_same_v<Kind, spread_kind>) {
        bool const pixel = y % stage.step()[0] == 0 && x % stage.step()[1] == 0;
        return pixel ? in(y / stage.step()[0], x / stage.step()[1], o) : Result(0);
    } else if constexpr (std::is_same_v<Kind, mix_kind>) {
        using Pixel = decltype(in(y, x, 0));
        Pixel pixel[Stage::channels];
        for (index_t c = 0; c < Stage::channels; ++c) pixel[c] = in(y, x, c);
        return stage.apply(pixel);
    } else if constexpr (std::is_same_v<Kind, adaptive_kind>) {
        index_t const h = shape.height(), w = shape.width();
        index_t const top = stage.begin(0, y, h), bottom = stage.end(0, y, h);
        index_t const left = stage.begin(1, x, w), right = stage.end(1, x, w);
        auto total = stage.first(in(top, left, o));
        for (index_t i = top; i < bottom; ++i)
            for (index_t j = i == top ? left + 1 : left; j < right; ++j)
                total = stage.combine(total, stage.first(in(i, j, o)));
        return stage.finish(total, (bottom - top) * (right - left));
    } else if constexpr (std::is_same_v<Kind, border_kind>) {
        index_t const from_y = y - stage.padding()[0], from_x = x - stage.padding()[2];
        auto const& border = stage.border();
        bool const inside =
            from_y >= 0 && from_y < shape.height() && from_x >= 0 && from_x < shape.width();
        if (inside) return in(from_y, from_x, o);
        if constexpr (constant_border<decltype(border)>) return border.template outside<Result>();
        else
            return in(border.index(from_y, shape.height()), border.index(from_x, shape.width()), o);
    } else {
        index_t const kh = stage.window()[0], kw = stage.window()[1];
        auto const apart = dilation_of(stage);
        index_t const top = y * stage.step()[0], left = x * stage.step()[1];
        if constexpr (std::is_same_v<Kind, fold_kind>) {
            index_t const summed = shape.channels() / stage.groups();
            index_t const first = o / (stage.count() / stage.groups()) * summed;
            auto sum = stage.template start<Result>(o);
            for (index_t i = 0; i < kh; ++i)
                for (index_t j = 0; j < kw; ++j)
                    for (index_t c = 0; c < summed; ++c)
                        sum = stage.tap(sum,
                                        static_cast<Result>(
                                            in(top + i * apart[0], left + j * apart[1], first + c)),
                                        static_cast<Result>(stage.weight(i, j, c, o)));
            return stage.finish(sum);
        } else {
            index_t t = 0, l = 0, count = kh * kw;
            if constexpr (is_padded<Stage>) {
                t = stage.padding()[0];
                l = stage.padding()[2];
                count = stage.counted(0, y, shape.height()) * stage.counted(1, x, shape.width());
            }
            using Sum = decltype(stage.first(in(0, 0, o)));
            Sum total{};
            bool begun = false;
            for (index_t i = 0; i < kh; ++i)
                for (index_t j = 0; j < kw; ++j) {
                    index_t const from_y = top + i * apart[0] - t, from_x = left + j * apart[1] - l;
                    if (from_y < 0 || from_y >= shape.height() || from_x < 0 ||
                        from_x >= shape.width())
                        continue; // of the padding: never looked at
                    auto const pixel = stage.first(in(from_y, from_x, o));
                    total = begun ? stage.combine(total, pixel) : pixel;
                    begun = true;
                }
            return stage.finish(total, count);
        }
    }
}

template <int Target, class T>
constexpr auto reference_of(T const& e) {
    if constexpr (!is_expression<T>) {
        reference_result<std::remove_const_t<typename T::value_type>, typename T::extents_type> out(
            e.extents());
        auto const& s = e.extents();
        for (index_t m = 0; m < s.images(); ++m)
            for (index_t y = 0; y < s.height(); ++y)
                for (index_t x = 0; x < s.width(); ++x)
                    for (index_t c = 0; c < s.channels(); ++c)
                        out.at(m, y, x, c) = e.data()[m * e.image_pitch() + y * e.row_pitch() +
                                                      x * s.channels() + c];
        return out;
    } else {
        using Result = typename T::value_type;
        auto const in = reference_of<Target>(e.input());
        reference_result<Result, typename T::extents_type> out(e.extents());
        auto const& s = e.extents();
        for (index_t m = 0; m < s.images(); ++m) {
            auto const pixel = [&](index_t y, index_t x, index_t c) { return in.at(m, y, x, c); };
            for (index_t y = 0; y < s.height(); ++y)
                for (index_t x = 0; x < s.width(); ++x)
                    for (index_t o = 0; o < s.channels(); ++o)
                        out.at(m, y, x, o) =
                            reference_value<Result>(e.stage(), pixel, in.extents(), y, x, o);
        }
        return out;
    }
}

} // namespace detail

/// The result of an expression by the formulas alone: scalar, stage after stage, usable in a
/// constant expression. Slow; for tests and for asking what an expression means.
/// Example: tests/run/reference_test.cpp
template <int Target = detail::this_target, class E>
constexpr auto reference(E const& e) {
    return detail::reference_of<Target>(e);
}

} // namespace sluice::inline v0_1
