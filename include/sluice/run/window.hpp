#pragma once
// What stages with windows have in common.

#include <sluice/core/window.hpp>
#include <sluice/run/blocking.hpp>
#include <sluice/run/usual.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// A step that is longer than the picture is never taken: it is as good as one of the picture's
/// length, and does not overflow.
template <index_t S, class Size>
constexpr auto step_within(dim<S> step, Size const& size) {
    if constexpr (dim<S>::is_static && S <= 16) return step;
    else return dim<dynamic_extent>(step < size ? index_t(step) : index_t(size));
}

/// A stage of the expression, which is looked at, or one that the planner made, which is kept.
template <class Stage>
class stage_of_plan {
    static constexpr bool is_kept = requires { Stage::made_by_the_planner; };

public:
    constexpr explicit stage_of_plan(Stage const& stage) : stage_(hold(stage)) {}
    SLUICE_INLINE constexpr Stage const* operator->() const {
        if constexpr (is_kept) return &stage_;
        else return stage_;
    }
    SLUICE_INLINE constexpr Stage const& operator*() const { return *operator->(); }

private:
    static constexpr auto hold(Stage const& stage) {
        if constexpr (is_kept) return stage;
        else return &stage;
    }
    std::conditional_t<is_kept, Stage, Stage const*> stage_;
};

/// A stage over windows of the rows of In. Window is the stage's own, or what the planner found it
/// to be.
template <class Stage, class Window, class In>
class over_windows {
protected:
    using H = dim<Window::static_sizes[0]>;
    using W = dim<Window::static_sizes[1]>;
    using SH = decltype(std::declval<Stage const&>().step().template get<0>());
    using SW = decltype(std::declval<Stage const&>().step().template get<1>());
    using Dilation = std::remove_const_t<decltype(dilation_of(std::declval<Stage const&>()))>;
    using DH = dim<Dilation::static_sizes[0]>;
    using DW = dim<Dilation::static_sizes[1]>;
    /// From the first row or column of a window to behind its last one, dilated.
    using ReachH = decltype(reach_of(H(), DH()));
    using ReachW = decltype(reach_of(W(), DW()));
    /// Whether windows can be unrolled: all sizes are in the types, steps are at most S long.
    template <index_t S>
    static constexpr bool known_in_steps_of =
        H::is_static && W::is_static && SH::is_static && SW::is_static && DH::is_static &&
        DW::is_static && SH::static_value <= S && SW::static_value <= S &&
        (DH::static_value == 1 || ReachH::static_value <= 16) &&
        (DW::static_value == 1 || ReachW::static_value <= 16);

public:
    constexpr auto height() const { return height_; }
    constexpr auto width() const { return width_; }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare((end - 1) * sh() + reach_h()); }

protected:
    constexpr over_windows(Stage const& stage, In in)
        : in_(std::move(in)), stage_(stage),
          sh_(step_within(stage.step().template get<0>(), in_.height())),
          sw_(step_within(stage.step().template get<1>(), in_.width())),
          height_(windows_in(in_.height(), reach_h(), sh())),
          width_(windows_in(in_.width(), reach_w(), sw())) {}

    constexpr H kh() const { return H(stage_->window()[0]); }
    constexpr W kw() const { return W(stage_->window()[1]); }
    constexpr DH dh() const { return DH(dilation_of(*stage_)[0]); }
    constexpr DW dw() const { return DW(dilation_of(*stage_)[1]); }
    constexpr ReachH reach_h() const { return ReachH(reach_of(kh(), dh())); }
    constexpr ReachW reach_w() const { return ReachW(reach_of(kw(), dw())); }
    constexpr auto sh() const { return sh_; }
    constexpr auto sw() const { return sw_; }
    /// The input's rows under so many rows of windows. Throws where no machine can address them.
    constexpr index_t rows_under(index_t rows) const {
        return addressed(sum_or_greatest(product_or_greatest(rows - 1, sh()), reach_h()));
    }

    /// The rows under R rows of windows, in a table of the workspace.
    template <int R, class Pixel>
    SLUICE_INLINE long_row_table<Pixel> long_table(Pixel const** table, index_t y) const {
        index_t const last = in_.height() - 1, first = y * sh(), n = (R - 1) * sh() + reach_h();
        if constexpr (requires { in_.evenly(first, n); })
            if (auto const* row = in_.evenly(first, n)) {
                for (index_t i = 0; i < n; ++i, row += in_.row_pitch()) table[i] = row;
                return {table};
            }
        for (index_t i = 0; i < n; ++i)
            table[i] = kept_in_register(in_.row(first + i < last ? first + i : last));
        return {table};
    }

    /// Asks for the pixels at x that R rows of windows, below those of the table, are the first to
    /// look at. Sizes and steps are in the types.
    template <int R, class Table>
    SLUICE_INLINE void ask_below(Table const& table, index_t x) const {
        if constexpr (requires { in_.ask_below(table[0], x, 1); }) {
            constexpr index_t sh = SH::static_value, down = R * sh;
            constexpr int rows = static_cast<int>(down - sh + ReachH::static_value);
            constexpr index_t packs = SW::static_value, each = In::lanes::size;
#pragma GCC unroll 32
            for (int i = rows > down ? int{rows - down} : 0; i < rows; ++i)
#pragma GCC unroll 4
                for (index_t p = 0; p < packs; ++p)
                    in_.ask_below(table[i], x * packs + p * each, down);
        }
    }

    /// S columns of packs side by side, from x on; their phases serve S columns of taps.
    template <bool Edge, int S>
    SLUICE_INLINE auto dense_columns(index_t x, taps_of_window taps = {}) const {
        constexpr index_t n = In::lanes::size;
        return [&]<int... P>(std::integer_sequence<int, P...>) {
            using Column = decltype(in_.template column<Edge>(x, taps));
            return bundle<Column, S>{
                {in_.template column<Edge>(x + P * n, {taps.before + P * n, taps.behind})...}};
        }(std::make_integer_sequence<int, S>{});
    }
    /// The columns of taps from `first` to `last` of the windows' reach.
    SLUICE_INLINE constexpr taps_of_window taps_at(index_t first, index_t last) const {
        auto const n = in_.width();
        if constexpr (decltype(n)::is_static) return {first, n - 1 - (width() - 1) * sw() - last};
        else return {first, reach_w() - 1 - last};
    }

    In in_;
    stage_of_plan<Stage> stage_;

private:
    [[no_unique_address]] decltype(step_within(SH(), index_t())) sh_;
    [[no_unique_address]] decltype(step_within(SW(), index_t())) sw_;
    [[no_unique_address]] decltype(windows_in(std::declval<In const&>().height(), ReachH(),
                                              step_within(SH(), index_t()))) height_;
    [[no_unique_address]] decltype(windows_in(std::declval<In const&>().width(), ReachW(),
                                              step_within(SW(), index_t()))) width_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
