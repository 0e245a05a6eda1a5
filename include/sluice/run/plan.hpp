#pragma once
// From an expression to the nodes that run it: who owns a ring is decided here, by type.

#include <sluice/run/border.hpp>
#include <sluice/run/fold.hpp>
#include <sluice/run/map.hpp>
#include <sluice/run/pool.hpp>
#include <sluice/run/reduce.hpp>
#include <sluice/run/ring.hpp>
#include <sluice/run/source.hpp>
#include <sluice/run/usual.hpp>

namespace sluice::inline v0_1::detail {

template <class E>
inline constexpr bool has_one_channel =
    std::is_same_v<decltype(std::declval<E const&>().extents().channels()), dim<1>>;

/// Windows that the types know, side by side and small: they need no ring.
template <class Stage>
constexpr bool fits_registers() {
    using Window = windows_as_written::window<Stage>;
    using Step = std::remove_cvref_t<decltype(std::declval<Stage const&>().step())>;
    if constexpr (!Window::is_static || !Step::is_static) return false;
    else
        return Window{}[0] <= Step{}[0] && Window{}[1] <= Step{}[1] && Step{}[1] <= 4 &&
               Step{}[0] * Step{}[1] <= most_register_pool;
}

/// The four rules of planning, for packs of N pixels on architecture A:
/// 1. a source is read where it lies; 2. a border needs a bare source under it, else it is the
/// margin of a ring; 3. a stage whose windows overlap needs an input that can be addressed, else a
/// ring; 4. everything else happens in registers on the way.
template <int N, class A, class Windows>
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

    /// As: the type in which a stage that sums planes of channels wants a source's pixels.
    template <class As = void, class T, class E>
    static constexpr auto plan(image_view<T, E> const& view) {
        using Pixel = std::remove_const_t<T>;
        using Wanted = std::conditional_t<std::is_void_v<As>, Pixel, As>;
        image_view<Pixel const, E> const pixels(view.data(), view.extents(),
                                                {view.row_pitch(), view.image_pitch()});
        return source_node<Pixel, E, Wanted, N, A>(pixels);
    }
    template <class As = void, class T, class E>
    static constexpr auto plan(image<T, E> const& source) {
        return plan<As>(source.view());
    }

    template <class As = void, class In, class Stage>
    static constexpr auto plan(expression<In, Stage> const& e) {
        using Kind = typename Stage::stage_kind;
        using Pixel = typename In::value_type;
        using Result = typename expression<In, Stage>::value_type;
        auto const& stage = e.stage();
        constexpr bool sums_channels = std::is_same_v<Kind, fold_kind> && !has_one_channel<In>;
        constexpr bool border_on_source = std::is_same_v<Kind, border_kind> && is_source<In>;
        using Asked = std::conditional_t<sums_channels, Result,
                                         std::conditional_t<border_on_source, As, void>>;
        auto node = plan<Asked>(e.input());
        using Node = decltype(node);
        if constexpr (std::is_same_v<Kind, map_kind>)
            return map_node<Stage, Node, Result, N, A>(stage, std::move(node));
        else if constexpr (border_on_source)
            return border_node<Stage, Node, N, A>(stage, std::move(node));
        else if constexpr (std::is_same_v<Kind, border_kind>) {
            using Border = std::remove_cvref_t<decltype(stage.border())>;
            using Padding = std::remove_cvref_t<decltype(stage.padding())>;
            return ring_node<Node, Pixel, Padding, Border, N, A>(std::move(node), stage.padding(),
                                                                 stage.border());
        } else {
            auto const& known = Windows::stage(stage);
            using Known = std::remove_cvref_t<decltype(known)>;
            using Window = typename Windows::template window<Stage>;
            if constexpr (std::is_same_v<Kind, reduce_kind> && fits_registers<Known>())
                return pool_node<Known, Node, Result, N, A>(known, std::move(node));
            else { // planes that are summed are kept as what they are summed in
                auto in =
                    addressable<std::conditional_t<sums_channels, Result, Pixel>>(std::move(node));
                if constexpr (is_fold<Stage>)
                    return fold_node<Known, Window, decltype(in), Result, N, A>(known,
                                                                                std::move(in));
                else
                    return reduce_node<Known, Window, decltype(in), Result, N, A>(known,
                                                                                  std::move(in));
            }
        }
    }
};

} // namespace sluice::inline v0_1::detail
