#pragma once
// Windows that only the run knows, and that turn out to be usual ones.

#include <sluice/core/pipe.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

template <class Stage>
inline constexpr bool is_fold = std::is_same_v<typename Stage::stage_kind, fold_kind>;

/// Windows as the types have them.
struct windows_as_written {
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

/// Sizes that only the run knows, when they turn out to be the usual ones: kernels of 3×3, pools of
/// 2×2 side by side. They run as if the types had said so.
struct usual_windows {
    template <class Stage>
    static constexpr bool can_be_resized =
        requires { typename Stage::template resized<sizes::window<2, 2>, sizes::stride<2, 2>>; };
    template <class Stage>
    static constexpr index_t size = is_fold<Stage> ? 3 : 2;
    template <class Stage, index_t N>
    static constexpr index_t known = N == dynamic_extent ? size<Stage> : N;

    template <class Stage, class Window = windows_as_written::window<Stage>>
    using window =
        sizes::window<known<Stage, Window::static_sizes[0]>, known<Stage, Window::static_sizes[1]>>;
    /// A fold keeps its stage, which has the weights, and is told its window.
    template <class Stage>
    static constexpr auto const& stage(Stage const& s) {
        if constexpr (is_fold<Stage> || !can_be_resized<Stage>) return s;
        else {
            using Step = std::remove_cvref_t<decltype(s.step())>;
            using Known = sizes::stride<known<Stage, Step::static_sizes[0]>,
                                        known<Stage, Step::static_sizes[1]>>;
            return stage_by_type<typename Stage::template resized<window<Stage>, Known>>;
        }
    }

    template <class Sizes>
    static constexpr bool are(Sizes const& s, index_t n) {
        return (Sizes::static_sizes[0] != dynamic_extent || s[0] == n) &&
               (Sizes::static_sizes[1] != dynamic_extent || s[1] == n);
    }

    /// Whether an expression has windows that only the run knows.
    template <class E>
    static constexpr bool asked_by() {
        if constexpr (!is_expression<E>) return false;
        else if constexpr (requires(typename E::stage_type const& s) { s.window(); })
            return (!windows_as_written::window<typename E::stage_type>::is_static &&
                    (is_fold<typename E::stage_type> || can_be_resized<typename E::stage_type>)) ||
                   asked_by<typename E::input_type>();
        else return asked_by<typename E::input_type>();
    }
    /// Whether all of them are the usual ones.
    template <class E>
    static constexpr bool are_in(E const& e) {
        if constexpr (!is_expression<E>) return true;
        else {
            using Stage = typename E::stage_type;
            if constexpr (requires { e.stage().window(); })
                if (!are(e.stage().window(), size<Stage>) ||
                    (!is_fold<Stage> && !are(e.stage().step(), 2)))
                    return false;
            return are_in(e.input());
        }
    }
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
