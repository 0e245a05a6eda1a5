#pragma once
// What stages with windows have in common.

#include <sluice/run/blocking.hpp>
#include <sluice/run/usual.hpp>

namespace sluice::inline v0_1::detail {

/// A stage over windows of the rows of In. Window is the stage's own, or what the planner found it
/// to be.
template <class Stage, class Window, class In>
class over_windows {
protected:
    using H = dim<Window::static_sizes[0]>;
    using W = dim<Window::static_sizes[1]>;
    using SH = decltype(std::declval<Stage const&>().step().template get<0>());
    using SW = decltype(std::declval<Stage const&>().step().template get<1>());

public:
    constexpr auto height() const { return windows_in(in_.height(), kh(), sh()); }
    constexpr auto width() const { return windows_in(in_.width(), kw(), sw()); }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare((end - 1) * sh() + kh()); }

protected:
    constexpr over_windows(Stage const& stage, In in) : in_(std::move(in)), stage_(&stage) {}

    constexpr H kh() const { return H(stage_->window()[0]); }
    constexpr W kw() const { return W(stage_->window()[1]); }
    constexpr auto sh() const { return stage_->step().template get<0>(); }
    constexpr auto sw() const { return stage_->step().template get<1>(); }

    /// The rows under R rows of windows, in a table of the workspace.
    template <int R, class Pixel>
    SLUICE_INLINE long_row_table<Pixel> long_table(Pixel const** table, index_t y) const {
        index_t const last = in_.height() - 1, first = y * sh();
        for (index_t i = 0; i < (R - 1) * sh() + kh(); ++i)
            table[i] = kept_in_register(in_.row(first + i < last ? first + i : last));
        return {table};
    }

    In in_;
    Stage const* stage_;
};

} // namespace sluice::inline v0_1::detail
