#pragma once
// From an expression to the nodes that run it: who owns a ring is decided here, by type.

#include <sluice/border/zero.hpp>
#include <sluice/run/adaptive.hpp>
#include <sluice/run/border.hpp>
#include <sluice/run/crop.hpp>
#include <sluice/run/fold.hpp>
#include <sluice/run/map.hpp>
#include <sluice/run/mix.hpp>
#include <sluice/run/pool.hpp>
#include <sluice/run/reduce.hpp>
#include <sluice/run/repeat.hpp>
#include <sluice/run/ring.hpp>
#include <sluice/run/source.hpp>
#include <sluice/run/spread.hpp>
#include <sluice/run/usual.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

template <class E>
inline constexpr bool has_one_channel =
    std::is_same_v<decltype(std::declval<E const&>().extents().channels()), dim<1>>;

template <class Stage>
using border_of = std::remove_cvref_t<decltype(std::declval<Stage const&>().border())>;
template <class Stage>
using padding_type = std::remove_cvref_t<decltype(std::declval<Stage const&>().padding())>;

template <class Stage>
inline constexpr bool is_crop = std::is_same_v<typename Stage::stage_kind, crop_kind>;

/// Pictures in memory, or a crop of them, which is a view.
template <class E>
inline constexpr bool in_memory = is_source<E>;
template <class In, class Stage>
inline constexpr bool in_memory<expression<In, Stage>> = is_crop<Stage> && in_memory<In>;

template <class T, class E>
constexpr auto memory_of(image_view<T, E> const& view) {
    return image_view<T const, E>(view.data(), view.extents(),
                                  {view.row_pitch(), view.image_pitch()});
}
template <class T, class E>
constexpr auto memory_of(image<T, E> const& source) {
    return source.view();
}
template <class In, class Stage>
constexpr auto memory_of(expression<In, Stage> const& e) {
    auto const& crop = e.stage();
    return memory_of(e.input()).region(crop.top(), crop.left(), crop.height(), crop.width());
}

/// Windows that the types know, side by side and small: they need no ring.
template <class Stage>
constexpr bool fits_registers() {
    using Window = windows_as_written::window<Stage>;
    using Step = std::remove_cvref_t<decltype(std::declval<Stage const&>().step())>;
    if constexpr (!Window::is_static || !Step::is_static || is_padded<Stage>) return false;
    else
        return !is_dilated<Stage> && Window{}[0] <= Step{}[0] && Window{}[1] <= Step{}[1] &&
               Step{}[1] <= 4 && Step{}[0] * Step{}[1] <= most_register_pool;
}

/// The four rules of planning, for packs of N pixels on architecture A:
/// 1. a source is read where it lies, and so is a crop of it; 2. a border needs a bare source under
/// it (of one channel where it repeats pixels), else it is the margin of a ring; 3. a stage whose
/// windows overlap needs an input that can be addressed, else a ring; 4. everything else happens in
/// registers on the way.
template <int N, class A, class Windows>
class planner {
public:
    template <class E>
    static constexpr auto plan(E const& e) {
        return plan_as<void>(e);
    }

private:
    /// As: the type in which a stage that sums planes of channels wants pixels kept, or void.
    template <class As, class Pixel>
    using kept = std::conditional_t<std::is_void_v<As>, Pixel, As>;

    template <class As, class E>
    static constexpr auto plan_as(E const& e) {
        if constexpr (in_memory<E>) {
            auto const pixels = memory_of(e);
            using View = std::remove_const_t<decltype(pixels)>;
            using Pixel = typename View::value_type;
            return source_node<Pixel, typename View::extents_type, kept<As, Pixel>, N, A>(pixels);
        } else return plan_kind<As>(typename E::stage_type::stage_kind{}, e);
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(map_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        auto node = plan_as<void>(e.input());
        return map_node<Stage, decltype(node), Result, N, A>(e.stage(), std::move(node));
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(crop_kind, expression<In, Stage> const& e) {
        auto node = plan_as<void>(e.input());
        return crop_node<Stage, decltype(node)>(e.stage(), std::move(node));
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(border_kind, expression<In, Stage> const& e) {
        return bordered<As>(e.stage(), e.input());
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(fold_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        using Pixel = typename In::value_type;
        using Window = typename Windows::template window<Stage>;
        // planes that are summed are kept as what they are summed in
        using Planes = std::conditional_t<has_one_channel<In>, void, Result>;
        auto in = addressable<kept<Planes, Pixel>>(plan_as<Planes>(e.input()));
        return fold_node<Stage, Window, decltype(in), Result, N, A>(e.stage(), std::move(in));
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(reduce_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        using Pixel = typename In::value_type;
        auto const& known = Windows::stage(e.stage());
        using Known = std::remove_cvref_t<decltype(known)>;
        if constexpr (fits_registers<Known>()) {
            auto node = plan_as<void>(e.input());
            return pool_node<Known, decltype(node), Result, N, A>(known, std::move(node));
        } else {
            auto in = addressable<Pixel>(padded<void>(known, e.input()));
            using Window = typename Windows::template window<Stage>;
            return reduce_node<Known, Window, decltype(in), Result, N, A>(known, std::move(in));
        }
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(adaptive_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        auto in = plan_as<void>(e.input());
        return in_ring<Result>(
            adaptive_node<Stage, decltype(in), Result, N, A>(e.stage(), std::move(in)));
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(mix_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        auto in = plan_as<Result>(e.input());
        return mix_node<Stage, decltype(in), Result, N, A>(e.stage(), std::move(in));
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(spread_kind, expression<In, Stage> const& e) {
        auto in = plan_as<void>(e.input());
        return spread_node<Stage, decltype(in), N, A>(e.stage(), std::move(in));
    }

    /// The input of a stage that may bring its own border.
    template <class As, class Stage, class In>
    static constexpr auto padded(Stage const& stage, In const& in) {
        if constexpr (is_padded<Stage>) return bordered<As>(stage, in);
        else return plan_as<As>(in);
    }

    template <class As, class Stage, class In>
    static constexpr auto bordered(Stage const& stage, In const& in) {
        using Border = border_of<Stage>;
        if constexpr (in_memory<In> && constant_border<Border>) {
            auto node = plan_as<As>(in);
            return border_node<Stage, decltype(node), N, A>(stage, std::move(node));
        } else if constexpr (in_memory<In> && has_one_channel<In>) {
            auto node = plan_as<As>(in);
            return repeat_node<Stage, decltype(node), N, A>(stage, std::move(node));
        } else {
            auto node = plan_as<void>(in);
            return ring_node<decltype(node), kept<As, typename In::value_type>, padding_type<Stage>,
                             Border, N, A>(std::move(node), stage.padding(), stage.border());
        }
    }

    template <class T, class Node>
    static constexpr auto addressable(Node node) {
        if constexpr (Node::addressable) return node;
        else return in_ring<T>(std::move(node));
    }
    template <class T, class Node>
    static constexpr auto in_ring(Node node) {
        using none = sizes::padding<0, 0, 0, 0>;
        return ring_node<Node, T, none, zero_border, N, A>(std::move(node), none{}, zero);
    }
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
