#pragma once
// From an expression to the nodes that run it: who owns a ring is decided here, by type.

#include <sluice/border/zero.hpp>
#include <sluice/run/adaptive.hpp>
#include <sluice/run/border.hpp>
#include <sluice/run/crop.hpp>
#include <sluice/run/deep_chain.hpp>
#include <sluice/run/deep_fold.hpp>
#include <sluice/run/deep_pool.hpp>
#include <sluice/run/deep_sum.hpp>
#include <sluice/run/fold.hpp>
#include <sluice/run/fold_in_loops.hpp>
#include <sluice/run/map.hpp>
#include <sluice/run/merge.hpp>
#include <sluice/run/mix.hpp>
#include <sluice/run/pool.hpp>
#include <sluice/run/reduce.hpp>
#include <sluice/run/reduce_in_passes.hpp>
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

/// Windows that the types know, side by side and small: they need no ring.
template <class B, class Stage>
constexpr bool fits_registers() {
    using Window = windows_as_written::window<Stage>;
    using Step = std::remove_cvref_t<decltype(std::declval<Stage const&>().step())>;
    if constexpr (!Window::is_static || !Step::is_static || is_padded<Stage>) return false;
    else
        return !is_dilated<Stage> && Window{}[0] <= Step{}[0] && Window{}[1] <= Step{}[1] &&
               Step{}[1] <= 4 && Step{}[0] * Step{}[1] <= B::most_register_pool;
}

/// The type in which a map wants its pixels, where it does not ask for that of the pictures.
template <class Stage, class Pixel>
struct taken {
    using type = void;
};
template <class Stage, class Pixel>
    requires requires { typename Stage::template taken_as<Pixel>; }
struct taken<Stage, Pixel> {
    using type = typename Stage::template taken_as<Pixel>;
};
template <class Stage, class Pixel>
using taken_by = typename taken<Stage, Pixel>::type;

/// The four rules of planning, for packs of N pixels, with the choices B:
/// 1. a source is read where it lies, and so is a crop of it; 2. a border needs a bare source under
/// it (of one channel where it repeats pixels), else it is the margin of a ring; 3. a stage whose
/// windows overlap needs an input that can be addressed, else a ring; 4. everything else happens in
/// registers on the way.
template <int N, class B, class Windows>
class planner {
    using A = typename B::arch;

public:
    template <class E>
    static constexpr auto plan(E const& e) {
        return produced<void>(e);
    }

private:
    /// As: the type in which the next stage wants pixels, where that costs less than to convert
    /// them later, or void.
    template <class As, class Pixel>
    using kept = std::conditional_t<std::is_void_v<As>, Pixel, As>;

    template <class As, class E>
    static constexpr auto plan_as(E const& e) {
        if constexpr (in_memory<E>) {
            auto const pixels = memory_of(e);
            using View = std::remove_const_t<decltype(pixels)>;
            using Pixel = typename View::value_type;
            return source_node<Pixel, typename View::extents_type, kept<As, Pixel>, N, B>(pixels);
        } else if constexpr (is_deep<E>()) return in_ring<typename E::value_type>(deep(e));
        else return plan_kind<As>(typename E::stage_type::stage_kind{}, e);
    }

    /// What makes the pixels of e, for a ring or the result: either kind of packs will do.
    template <class As, class E>
    static constexpr auto produced(E const& e) {
        if constexpr (is_deep<E>()) return deep(e);
        else return plan_as<As>(e);
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(map_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        auto node = plan_as<taken_by<Stage, typename In::value_type>>(e.input());
        return map_node<Stage, decltype(node), Result, N, A>(e.stage(), std::move(node));
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(crop_kind, expression<In, Stage> const& e) {
        auto node = plan_as<void>(e.input());
        return crop_node<Stage, decltype(node)>(e.stage(), std::move(node));
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(border_kind, expression<In, Stage> const& e) {
        return bordered<As>(Windows::stage(e.stage()), e.input());
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(fold_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        return folded<Result, typename Windows::template window<Stage>>(e.stage(), e.input());
    }
    template <class Result, class Window, class Stage, class Input>
    static constexpr auto folded(Stage const& stage, Input const& input) {
        if constexpr (sums_packs_of_channels<Stage, Input, N>()) {
            auto in = deep_rows<Result>(input);
            return deep_sum_node<Stage, Window, decltype(in), Result, N, A>(stage, std::move(in));
        } else {
            // planes that are summed are kept as what they are summed in
            using Planes = std::conditional_t<has_one_channel<Input>, void, Result>;
            auto in = addressable<kept<Planes, typename Input::value_type>>(plan_as<Planes>(input));
            using In = decltype(in);
            using Node =
                std::conditional_t<sums_over_windows<Stage, Window, In, Result, N, B>::unrolled,
                                   fold_node<Stage, Window, In, Result, N, B>,
                                   fold_in_loops_node<Stage, Window, In, Result, N, B>>;
            return Node(stage, std::move(in));
        }
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(reduce_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        using Pixel = typename In::value_type;
        auto const& known = Windows::stage(e.stage());
        using Known = std::remove_cvref_t<decltype(known)>;
        if constexpr (merges<In, Known>()) {
            merged_stage const both(e.input().stage(), known);
            return folded<Result, decltype(both.window())>(both, e.input().input());
        } else if constexpr (fits_registers<B, Known>()) {
            auto node = plan_as<void>(e.input());
            return pool_node<Known, decltype(node), Result, N, A>(known, std::move(node));
        } else {
            auto in = addressable<Pixel>(padded<void>(known, e.input()));
            using Window = typename Windows::template window<Stage>;
            using Rows = decltype(in);
            using Node =
                std::conditional_t<pools_over_windows<Known, Window, Rows, Result, N, B>::unrolled,
                                   reduce_node<Known, Window, Rows, Result, N, B>,
                                   reduce_in_passes_node<Known, Window, Rows, Result, N, B>>;
            return Node(known, std::move(in));
        }
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(adaptive_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        auto in = plan_as<void>(e.input());
        return in_ring<Result>(
            adaptive_node<Stage, decltype(in), Result, N, B>(e.stage(), std::move(in)));
    }

    template <class As, class In, class Stage>
    static constexpr auto plan_kind(mix_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        if constexpr (takes_factor_in<In, Stage>) {
            auto const both = e.stage().template of_multiples<Result>(e.input().stage().factor());
            auto in = plan_as<Result>(e.input().input());
            using Both = std::remove_const_t<decltype(both)>;
            return mix_node<Both, decltype(in), Result, N, A>(both, std::move(in));
        } else {
            auto in = plan_as<Result>(e.input());
            return mix_node<Stage, decltype(in), Result, N, A>(e.stage(), std::move(in));
        }
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
            auto node = produced<void>(in);
            return ring_node<decltype(node), kept<As, typename In::value_type>, padding_type<Stage>,
                             Border, by_plane, N, B>(std::move(node), stage.padding(),
                                                     stage.border());
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
        return ring_node<Node, T, none, zero_border, by_plane, N, B>(std::move(node), none{}, zero);
    }

    // Packs of channels.

    template <class E>
    static constexpr bool is_deep() {
        return makes_packs_of_channels<E, N, A>();
    }

    template <class E>
    static constexpr auto deep(E const& e) {
        if constexpr (in_memory<E>) {
            auto const pixels = memory_of(e);
            using View = std::remove_const_t<decltype(pixels)>;
            using Pixel = typename View::value_type;
            return deep_source_node<Pixel, typename View::extents_type, Pixel, N, A>(pixels);
        } else return deep_kind(typename E::stage_type::stage_kind{}, e);
    }

    template <class In, class Stage>
    static constexpr auto deep_kind(map_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        auto node = deep(e.input());
        return deep_map_node<Stage, decltype(node), Result, N, A>(e.stage(), std::move(node));
    }

    template <class In, class Stage>
    static constexpr auto deep_kind(fold_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        using Window = typename Windows::template window<Stage>;
        auto in = deep_rows<Result>(e.input());
        return deep_fold_node<Stage, Window, decltype(in), Result, N, A>(e.stage(), std::move(in));
    }

    template <class In, class Stage>
    static constexpr auto deep_kind(reduce_kind, expression<In, Stage> const& e) {
        using Result = typename expression<In, Stage>::value_type;
        using Pixel = typename In::value_type;
        auto const& known = Windows::stage(e.stage());
        using Known = std::remove_cvref_t<decltype(known)>;
        if constexpr (fits_registers<B, Known>() && is_deep<In>()) {
            auto node = deep(e.input());
            return deep_pool_node<Known, decltype(node), Result, N, A>(known, std::move(node));
        } else {
            using Window = typename Windows::template window<Stage>;
            if constexpr (is_padded<Stage>) {
                auto in = in_deep_ring<Pixel>(e.input(), known);
                return deep_reduce_node<Known, Window, decltype(in), Result, N, A>(known,
                                                                                   std::move(in));
            } else {
                auto in = deep_rows<Pixel>(e.input());
                return deep_reduce_node<Known, Window, decltype(in), Result, N, A>(known,
                                                                                   std::move(in));
            }
        }
    }

    /// Rows of T that can be addressed, pixel by pixel as in pictures.
    template <class T, class E>
    static constexpr auto deep_rows(E const& e) {
        if constexpr (in_memory<E>) {
            using Pixel = std::remove_const_t<typename decltype(memory_of(e))::value_type>;
            if constexpr (std::is_same_v<Pixel, T>) {
                auto const pixels = memory_of(e);
                using Shape = typename decltype(memory_of(e))::extents_type;
                return deep_source_node<Pixel, Shape, T, N, A>(pixels);
            } else return in_deep_ring<T>(e, no_margin{});
        } else if constexpr (std::is_same_v<typename E::stage_type::stage_kind, border_kind>)
            return in_deep_ring<T>(e.input(), Windows::stage(e.stage()));
        else return in_deep_ring<T>(e, no_margin{});
    }
    struct no_margin {
        static constexpr sizes::padding<0, 0, 0, 0> padding() { return {}; }
        static constexpr zero_border border() { return zero; }
    };
    template <class T, class E, class Margin>
    static constexpr auto in_deep_ring(E const& e, Margin const& margin) {
        auto node = produced<void>(e);
        return ring_node<decltype(node), T, padding_type<Margin>, border_of<Margin>, by_pixel, N,
                         B>(std::move(node), margin.padding(), margin.border());
    }
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
