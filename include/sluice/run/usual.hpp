#pragma once
// Windows that only the run knows, and that turn out to be usual ones.

#include <sluice/core/pipe.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

template <class Stage>
inline constexpr bool is_fold = std::is_same_v<typename Stage::stage_kind, fold_kind>;
template <class Stage>
inline constexpr bool is_border = std::is_same_v<typename Stage::stage_kind, border_kind>;

/// Windows and padding as the types have them.
struct windows_as_written {
    static constexpr bool are_typed = false;
    template <class Stage>
    using window = std::remove_cvref_t<decltype(std::declval<Stage const&>().window())>;
    template <class Stage>
    static constexpr Stage const& stage(Stage const& s) {
        return s;
    }
};

/// A stage of sizes in the type that needs nothing else to be known.
template <class Stage>
inline constexpr Stage stage_by_type{};

template <class Stage>
concept any_pad =
    is_border<Stage> && requires { typename Stage::template resized<sizes::padding<0, 0, 0, 0>>; };
template <class Stage>
concept any_pool =
    requires { typename Stage::template resized<sizes::window<2, 2>, sizes::stride<2, 2>>; };

/// Sizes that only the run knows, when they turn out to be the usual ones: kernels of K×K, their
/// padding (same_for), pools of 2×2 side by side. They run as if the types had said so. K = 0 is
/// for expressions whose kernels all have their sizes in the types.
template <index_t K>
class usual_windows {
    template <class Stage>
    static constexpr index_t size = is_fold<Stage> ? K : 2;
    template <index_t N, index_t Usual>
    static constexpr index_t known = N == dynamic_extent ? Usual : N;

    template <class Stage>
    using padding_of = std::remove_cvref_t<decltype(std::declval<Stage const&>().padding())>;
    static constexpr index_t before = (K - 1) / 2, after = K / 2;
    template <class Padding>
    using known_padding = sizes::padding<
        known<Padding::static_sizes[0], before>, known<Padding::static_sizes[1], after>,
        known<Padding::static_sizes[2], before>, known<Padding::static_sizes[3], after>>;

    template <class Sizes>
    static constexpr bool is(Sizes const& s, std::size_t axis, index_t n) {
        return Sizes::static_sizes[axis] != dynamic_extent || s[axis] == n;
    }

public:
    static constexpr bool are_typed = true;

    template <class Stage, class Window = windows_as_written::window<Stage>>
    using window = sizes::window<known<Window::static_sizes[0], size<Stage>>,
                                 known<Window::static_sizes[1], size<Stage>>>;

    /// A fold keeps its stage, which has the weights, and is told its window.
    template <class Stage>
    static constexpr decltype(auto) stage(Stage const& s) {
        if constexpr (K > 0 && any_pad<Stage>)
            return
                typename Stage::template resized<known_padding<padding_of<Stage>>>({}, s.border());
        else if constexpr (any_pool<Stage>) {
            using Step = std::remove_cvref_t<decltype(s.step())>;
            using Known =
                sizes::stride<known<Step::static_sizes[0], 2>, known<Step::static_sizes[1], 2>>;
            return (stage_by_type<typename Stage::template resized<window<Stage>, Known>>);
        } else return (s);
    }

    /// Whether all windows of an expression, and its padding, are the usual ones.
    template <class E>
    static constexpr bool are_in(E const& e) {
        if constexpr (!is_expression<E>) return true;
        else {
            using Stage = typename E::stage_type;
            auto const& s = e.stage();
            bool all = true;
            if constexpr (requires { s.window(); }) {
                auto const window = s.window();
                all = is(window, 0, size<Stage>) && is(window, 1, size<Stage>);
                if constexpr (!is_fold<Stage>)
                    all = all && is(s.step(), 0, 2) && is(s.step(), 1, 2);
            } else if constexpr (K > 0 && any_pad<Stage>) {
                auto const& p = s.padding();
                all = is(p, 0, before) && is(p, 1, after) && is(p, 2, before) && is(p, 3, after);
            }
            return all && are_in(e.input());
        }
    }
};

/// What an expression has of windows that only the run knows.
struct run_time_windows {
    bool kernels = false, pools = false;
    template <class E>
    static constexpr run_time_windows in() {
        run_time_windows all;
        if constexpr (is_expression<E>) {
            using Stage = typename E::stage_type;
            all = in<typename E::input_type>();
            if constexpr (requires(Stage const& s) { s.window(); })
                if constexpr (!windows_as_written::window<Stage>::is_static) {
                    all.kernels = all.kernels || is_fold<Stage>;
                    all.pools = all.pools || any_pool<Stage>;
                }
        }
        return all;
    }
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
