#pragma once
// What a stage is, what an expression is, and the one operator that joins them.
//
// A stage never writes the loop. It writes one step of it, over a lane type L that may be a number
// or a pack of them, and whoever runs it owns the order. Its kind says which step:
//
//     fold     start<L>(o), tap(sum, pixel, weight), finish(sum); weight(i, j, c, o); window, step,
//              count of results, groups of channels; perhaps adds_products, true where tap adds
//              pixel · weight: a sum may then be made in parts
//     reduce   first(pixel), combine(a, b), finish(sum, count); window, step
//     map      apply(pixel), or apply(pixel, channel); perhaps taken_as<Pixel>, a type in which it
//              computes the same
//     border   padding; a border (core/border.hpp): the value outside, or the index of the pixel
//              that is repeated there
//     crop     top, left, height, width
//     adaptive first, combine, finish, as a reduce; begin(axis, i, n), end(axis, i, n): its windows
//     mix      apply(pixels): one value from all channels of a pixel
//     spread   step: zeros between pixels
//
// Beside that a stage has a name, the list of its rules, what it shows in a message, its result's
// element type and its result's shape.

#include <boost/hana/fold_left.hpp>
#include <boost/hana/tuple.hpp>
#include <utility>

#include <sluice/core/rule.hpp>
#include <sluice/core/view.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

struct fold_kind {};
struct reduce_kind {};
struct map_kind {};
struct border_kind {};
struct crop_kind {};
struct adaptive_kind {};
struct mix_kind {};
struct spread_kind {};

template <number T, class Extents>
class image;

namespace detail {

template <class T>
inline constexpr bool is_source = false;
template <class T, class E>
inline constexpr bool is_source<image_view<T, E>> = true;
template <class T, class E>
inline constexpr bool is_source<image<T, E>> = true;

template <class T>
concept stage = requires { typename T::stage_kind; };

/// Whether a fold says that it adds products, so that its sums may be made in parts.
template <class Stage>
inline constexpr bool adds_products = false;
template <class Stage>
    requires requires { Stage::adds_products; }
inline constexpr bool adds_products<Stage> = Stage::adds_products;

/// Whether the formula of a map asks for the channel that a value is in.
template <class Stage, class L>
concept asks_for_channel = requires(Stage const& stage, L pixel) { stage.apply(pixel, index_t{}); };

/// One step of a map, whether it asks for the channel or not.
template <class Stage, class L>
constexpr auto mapped(Stage const& stage, L pixel, index_t channel) {
    if constexpr (asks_for_channel<Stage, L>) return stage.apply(pixel, channel);
    else return stage.apply(pixel);
}

/// What the stages that map every value have in common: no rules, and their input's shape.
struct pointwise {
    using stage_kind = map_kind;
    using rules = rules_list<>;

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        return in;
    }
};

} // namespace detail

/// A source or an expression, and a stage on it. Nothing runs before eval or run.
template <class In, class Stage>
class expression {
public:
    using input_type = In;
    using stage_type = Stage;
    using value_type = typename Stage::template result<typename In::value_type>;
    using extents_type = decltype(std::declval<Stage const&>().shape(
        std::declval<typename In::extents_type const&>()));

    /// What the types alone say, of nothing: for asking in a static_assert.
    constexpr expression() : expression(In(), Stage()) {}
    constexpr expression(In in, Stage stage)
        : in_(std::move(in)), stage_(std::move(stage)), shape_(stage_.shape(in_.extents())) {}

    constexpr In const& input() const { return in_; }
    constexpr Stage const& stage() const { return stage_; }
    /// The shape of the result.
    constexpr extents_type const& extents() const { return shape_; }
    constexpr index_t extent(std::size_t axis) const { return shape_[axis]; }

private:
    In in_;
    Stage stage_;
    [[no_unique_address]] extents_type shape_;
};

/// Stages without a source: a value that can be kept, copied, joined and bound to any pictures.
template <class... Stage>
struct pipeline {
    boost::hana::tuple<Stage...> stages;
};

namespace detail {

template <class T>
inline constexpr bool is_pipeline = false;
template <class... S>
inline constexpr bool is_pipeline<pipeline<S...>> = true;

template <class T>
inline constexpr bool is_expression = false;
template <class In, class S>
inline constexpr bool is_expression<expression<In, S>> = true;

template <class T>
concept has_pixels = is_source<T> || is_expression<T>;

template <class T>
concept pipeable = has_pixels<T> || stage<T> || is_pipeline<T> || std::is_same_v<T, rejected>;

/// A stage that waits for the shape of its input (a named 'same' padding) is settled by it.
template <class Stage, class In>
constexpr auto settled(Stage stage, In const& in) {
    if constexpr (requires { stage.settle(in.extents()); }) return stage.settle(in.extents());
    else return stage;
}

template <class In, class Stage>
constexpr auto bind(In in, Stage unsettled) {
    auto stage = settled(std::move(unsettled), in);
    using Settled = decltype(stage);
    using Judge = judge<Settled, In>;
    using Rules = typename Settled::rules;
    if constexpr (!Judge::accepts(Rules{})) return Judge::first_broken(Rules{});
    else {
        Judge::check(Rules{}, stage, in);
        if constexpr (requires { stage.check(in); }) stage.check(in);
        return expression<In, Settled>(std::move(in), std::move(stage));
    }
}

/// An image that is an lvalue is looked at; one that is an rvalue moves into the expression.
template <class T>
constexpr auto as_input(T&& source) {
    using Plain = std::remove_cvref_t<T>;
    if constexpr (is_source<Plain> && std::is_lvalue_reference_v<T> && requires { source.view(); })
        return source.view();
    else return Plain(std::forward<T>(source));
}

template <class T>
constexpr auto as_stages(T s) {
    if constexpr (is_pipeline<T>) return std::move(s.stages);
    else return boost::hana::tuple<T>(std::move(s));
}

struct pipe_step {
    template <class In, class Stage>
    constexpr auto operator()(In in, Stage stage) const {
        if constexpr (is_refusal<In>) return in;
        else return bind(std::move(in), std::move(stage));
    }
};

/// The input with all stages of the right side on it, or the refusal of the first that does not
/// fit.
template <class Left, class Right>
constexpr auto flow(Left&& left, Right right) {
    if constexpr (stage<Right>) return bind(as_input(std::forward<Left>(left)), std::move(right));
    else
        return boost::hana::fold_left(std::move(right.stages), as_input(std::forward<Left>(left)),
                                      pipe_step{});
}

template <class Left, class Right>
constexpr auto joined(Left left, Right right) {
    return boost::hana::unpack(as_stages(std::move(left)), [&](auto... a) {
        return boost::hana::unpack(as_stages(std::move(right)), [&](auto... b) {
            return pipeline<decltype(a)..., decltype(b)...>{{std::move(a)..., std::move(b)...}};
        });
    });
}

template <bool Holds, class Right>
struct right_side_is_a_stage {
    static_assert(Holds,
                  "the right side of | is a stage, such as conv(k), or a pipeline of stages");
};

} // namespace detail

/// `pictures | stage`, `stage | stage`, `pictures | pipeline`: the left side's pixels flow into the
/// right. Refuses what a rule of the stage refuses, in the type where it can, else by shape_error.
template <class Left, class Right>
    requires detail::pipeable<std::remove_cvref_t<Left>>
constexpr auto operator|(Left&& left, Right right) {
    using L = std::remove_cvref_t<Left>;
    constexpr bool fits =
        detail::stage<Right> || detail::is_pipeline<Right> || std::is_same_v<L, rejected>;
    if constexpr (!fits) {
        (void)sizeof(detail::right_side_is_a_stage<fits, Right>);
        return rejected();
    } else if constexpr (std::is_same_v<L, rejected>) return rejected();
    else if constexpr (!detail::has_pixels<L>)
        return detail::joined(L(std::forward<Left>(left)), std::move(right));
    else {
        using Flow = decltype(detail::flow(std::forward<Left>(left), std::move(right)));
        if constexpr (detail::is_refusal<Flow>)
            return (void)sizeof(typename Flow::complaint), rejected();
        else return detail::flow(std::forward<Left>(left), std::move(right));
    }
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
