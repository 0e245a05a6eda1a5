#pragma once
// From an expression to the nodes that run it: who owns a ring is decided here, by type.

#include <sluice/run/border.hpp>
#include <sluice/run/map.hpp>
#include <sluice/run/pool.hpp>
#include <sluice/run/ring.hpp>
#include <sluice/run/source.hpp>
#include <sluice/run/window.hpp>

namespace sluice::inline v0_1::detail {

template <class Node>
inline constexpr bool is_source_node = false;
template <class T, class E, int N, class A>
inline constexpr bool is_source_node<source_node<T, E, N, A>> = true;

/// Windows that the types know, side by side and small: they need no ring.
template <class Stage>
constexpr bool fits_registers() {
    using Window = decltype(std::declval<Stage const&>().window());
    using Step = decltype(std::declval<Stage const&>().step());
    if constexpr (!Window::is_static || !Step::is_static) return false;
    else
        return Window{}[0] <= Step{}[0] && Window{}[1] <= Step{}[1] && Step{}[1] <= 4 &&
               Step{}[0] * Step{}[1] <= most_register_pool;
}

/// The four rules of planning, for packs of N pixels on architecture A:
/// 1. a source is read where it lies; 2. a border needs a bare source under it, else it is the margin of
/// a ring; 3. a stage whose windows overlap needs an input that can be addressed, else a ring;
/// 4. everything else happens in registers on the way.
template <int N, class A>
struct planner {
    template <class T, class Node>
    static constexpr auto in_ring(Node node) {
        using none = sizes::padding<0, 0, 0, 0>;
        return ring_node<Node, T, none, no_border, N, A>(std::move(node), none{}, no_border{});
    }

    template <class T, class Node>
    static constexpr auto addressable(Node node) {
        if constexpr (Node::addressable) return node;
        else return in_ring<T>(std::move(node));
    }

    template <class T, class E>
    static constexpr auto plan(image_view<T, E> const& view) {
        using Pixel = std::remove_const_t<T>;
        return source_node<Pixel, E, N, A>(image_view<Pixel const, E>(view.data(), view.extents(), {view.row_pitch(), view.image_pitch()}));
    }
    template <class T, class E>
    static constexpr auto plan(image<T, E> const& source) {
        return plan(source.view());
    }

    template <class In, class Stage>
    static constexpr auto plan(expression<In, Stage> const& e) {
        using Kind = typename Stage::stage_kind;
        using Pixel = typename In::value_type;
        using Result = typename expression<In, Stage>::value_type;
        auto const& stage = e.stage();
        auto node = plan(e.input());
        using Node = decltype(node);
        if constexpr (std::is_same_v<Kind, map_kind>) return map_node<Stage, Node, Result, N, A>(stage, std::move(node));
        else if constexpr (std::is_same_v<Kind, border_kind>) {
            using Border = std::remove_cvref_t<decltype(stage.border())>;
            using Padding = std::remove_cvref_t<decltype(stage.padding())>;
            if constexpr (is_source_node<Node>) return border_node<Stage, Node, N, A>(stage, std::move(node));
            else return ring_node<Node, Pixel, Padding, Border, N, A>(std::move(node), stage.padding(), stage.border());
        } else if constexpr (std::is_same_v<Kind, reduce_kind> && fits_registers<Stage>())
            return pool_node<Stage, Node, Result, N, A>(stage, std::move(node));
        else { // planes of several channels are summed: keep them as what they are summed in
            constexpr bool sums_channels = is_fold<Stage> && !std::is_same_v<decltype(node.channels()), dim<1>>;
            using Stored = std::conditional_t<sums_channels, Result, Pixel>;
            auto input = addressable<Stored>(std::move(node));
            return window_node<Stage, decltype(input), Result, N, A>(stage, std::move(input));
        }
    }
};

} // namespace sluice::inline v0_1::detail
