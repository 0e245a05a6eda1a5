#pragma once
// One value of a stage's result, by its formula: what each kind of stage means.

#include <sluice/core/border.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/core/window.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// A place in one image.
struct place_in_image {
    index_t y, x, c;
};

/// `in(y, x, c)` is the stage's input within one image, `shape` the input's shape.
template <class Result, class Stage, class In, class Shape>
constexpr Result value_of(map_kind, Stage const& stage, In const& in, Shape const&,
                          place_in_image at) {
    return static_cast<Result>(mapped(stage, in(at.y, at.x, at.c), at.c));
}

template <class Result, class Stage, class In, class Shape>
constexpr Result value_of(mix_kind, Stage const& stage, In const& in, Shape const&,
                          place_in_image at) {
    decltype(in(0, 0, 0)) pixel[Stage::channels];
    for (index_t c = 0; c < Stage::channels; ++c) pixel[c] = in(at.y, at.x, c);
    return stage.apply(pixel);
}

template <class Result, class Stage, class In, class Shape>
constexpr Result value_of(crop_kind, Stage const& stage, In const& in, Shape const&,
                          place_in_image at) {
    return in(at.y + stage.top(), at.x + stage.left(), at.c);
}

template <class Result, class Stage, class In, class Shape>
constexpr Result value_of(spread_kind, Stage const& stage, In const& in, Shape const&,
                          place_in_image at) {
    index_t const s = stage.step()[0], t = stage.step()[1];
    return at.y % s == 0 && at.x % t == 0 ? in(at.y / s, at.x / t, at.c) : Result(0);
}

template <class Result, class Stage, class In, class Shape>
constexpr Result value_of(border_kind, Stage const& stage, In const& in, Shape const& shape,
                          place_in_image at) {
    auto const& border = stage.border();
    index_t const h = shape.height(), w = shape.width();
    index_t const y = at.y - stage.padding()[0], x = at.x - stage.padding()[2];
    if (y >= 0 && y < h && x >= 0 && x < w) return in(y, x, at.c);
    if constexpr (constant_border<decltype(border)>) return border.template outside<Result>();
    else return in(border.index(y, h), border.index(x, w), at.c);
}

template <class Result, class Stage, class In, class Shape>
constexpr Result value_of(fold_kind, Stage const& stage, In const& in, Shape const& shape,
                          place_in_image at) {
    auto const d = dilation_of(stage);
    index_t const summed = shape.channels() / stage.groups();
    index_t const first = at.c / (stage.count() / stage.groups()) * summed;
    index_t const top = at.y * stage.step()[0], left = at.x * stage.step()[1];
    auto total = stage.template start<Result>(at.c);
    for (index_t i = 0; i < stage.window()[0]; ++i)
        for (index_t j = 0; j < stage.window()[1]; ++j)
            for (index_t c = 0; c < summed; ++c)
                total = stage.tap(
                    total, static_cast<Result>(in(top + i * d[0], left + j * d[1], first + c)),
                    static_cast<Result>(stage.weight(i, j, c, at.c)));
    return stage.finish(total);
}

/// What was combined so far: at first nothing.
template <class Stage, class Pixel>
class combined {
public:
    constexpr explicit combined(Stage const& stage) : stage_(&stage) {}
    constexpr void take(Pixel pixel) {
        auto const one = stage_->first(pixel);
        total_ = begun_ ? stage_->combine(total_, one) : one;
        begun_ = true;
    }
    constexpr auto finish(index_t count) const { return stage_->finish(total_, count); }

private:
    Stage const* stage_;
    decltype(std::declval<Stage const&>().first(Pixel())) total_{};
    bool begun_ = false;
};

template <class Result, class Stage, class In, class Shape>
constexpr Result value_of(reduce_kind, Stage const& stage, In const& in, Shape const& shape,
                          place_in_image at) {
    auto const d = dilation_of(stage);
    index_t const h = shape.height(), w = shape.width();
    index_t top = at.y * stage.step()[0], left = at.x * stage.step()[1];
    index_t count = stage.window()[0] * stage.window()[1];
    if constexpr (is_padded<Stage>) {
        top -= stage.padding()[0];
        left -= stage.padding()[2];
        count = stage.counted(0, at.y, h) * stage.counted(1, at.x, w);
    }
    combined<Stage, decltype(in(0, 0, 0))> window(stage);
    for (index_t i = 0; i < stage.window()[0]; ++i)
        for (index_t j = 0; j < stage.window()[1]; ++j) {
            index_t const y = top + i * d[0], x = left + j * d[1];
            if (y >= 0 && y < h && x >= 0 && x < w) // padding is never looked at
                window.take(in(y, x, at.c));
        }
    return window.finish(count);
}

template <class Result, class Stage, class In, class Shape>
constexpr Result value_of(adaptive_kind, Stage const& stage, In const& in, Shape const& shape,
                          place_in_image at) {
    index_t const h = shape.height(), w = shape.width();
    index_t const top = stage.begin(0, at.y, h), bottom = stage.end(0, at.y, h);
    index_t const left = stage.begin(1, at.x, w), right = stage.end(1, at.x, w);
    combined<Stage, decltype(in(0, 0, 0))> window(stage);
    for (index_t y = top; y < bottom; ++y)
        for (index_t x = left; x < right; ++x) window.take(in(y, x, at.c));
    return window.finish((bottom - top) * (right - left));
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
