#pragma once
// Two linear stages that are one: a convolution and the mean or the sum of its results, a factor
// and what mixes channels.

#include <sluice/core/window.hpp>
#include <sluice/reduce/avg.hpp>
#include <sluice/reduce/sum.hpp>
#include <sluice/stage/conv.hpp>
#include <sluice/stage/pool.hpp>
#include <sluice/stage/scale.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// The convolution whose kernel is the sum of those under a window of the pool, each moved to its
/// place:
///   k'(i, j) = Σ k(i − a·s, j − b·s) over a < ph, b < pw     window (p − 1)·s + k, stride s·t
/// A blur of 5×5 and a mean of 2×2 are 36 taps a result in place of 100. The sum is divided as the
/// pool does it; what is rounded differs, within the bounds of the two stages.
template <class Conv, class Pool>
class merged_stage {
public:
    using stage_kind = fold_kind;
    static constexpr bool made_by_the_planner = true, adds_products = true;

    constexpr merged_stage(Conv const& conv, Pool const& pool) : conv_(&conv), pool_(&pool) {}

    constexpr auto window() const { return sizes::window<reach<0>, reach<1>>(); }
    constexpr auto step() const { return sizes::stride<step_of<0>, step_of<1>>(); }
    constexpr auto count() const { return conv_->count(); }
    constexpr auto groups() const { return conv_->groups(); }

    template <class L>
    constexpr L start(index_t o) const {
        return conv_->template start<L>(o) * L(static_cast<element_of<L>>(together));
    }
    template <class L>
    constexpr L tap(L const& total, L const& pixel, L const& weight) const {
        return conv_->tap(total, pixel, weight);
    }
    template <class L>
    constexpr L finish(L total) const {
        return pool_->finish(conv_->finish(total), together);
    }
    constexpr double weight(index_t i, index_t j, index_t c, index_t o) const {
        double total = 0;
        for (index_t a = 0; a < pool_type::static_sizes[0]; ++a)
            for (index_t b = 0; b < pool_type::static_sizes[1]; ++b) {
                index_t const y = i - a * inner_step::static_sizes[0],
                              x = j - b * inner_step::static_sizes[1];
                if (y >= 0 && y < taps_type::static_sizes[0] && x >= 0 &&
                    x < taps_type::static_sizes[1])
                    total += static_cast<double>(conv_->weight(y, x, c, o));
            }
        return total;
    }

    /// Products for each result, of one channel: in one stage, and in two.
    static constexpr index_t taps() { return reach<0> * reach<1>; }
    static constexpr index_t taps_of_both() {
        return outer_step::static_sizes[0] * outer_step::static_sizes[1] *
               taps_type::static_sizes[0] * taps_type::static_sizes[1];
    }

private:
    using taps_type = decltype(std::declval<Conv const&>().window());
    using inner_step = decltype(std::declval<Conv const&>().step());
    using pool_type = decltype(std::declval<Pool const&>().window());
    using outer_step = decltype(std::declval<Pool const&>().step());
    static constexpr index_t together = pool_type::static_sizes[0] * pool_type::static_sizes[1];
    template <std::size_t Axis>
    static constexpr index_t reach =
        (pool_type::static_sizes[Axis] - 1) * inner_step::static_sizes[Axis] +
        taps_type::static_sizes[Axis];
    template <std::size_t Axis>
    static constexpr index_t step_of =
        inner_step::static_sizes[Axis] * outer_step::static_sizes[Axis];

    Conv const* conv_;
    Pool const* pool_;
};

/// Convolutions that lie side by side and sum floats, with all sizes in the type.
template <class Stage>
inline constexpr bool is_plain_conv = false;
template <class Kernel, class Step, class Groups, class Bias, class Acc>
inline constexpr bool
    is_plain_conv<conv_stage<Kernel, Step, sizes::dilation<1, 1>, Groups, Bias, Acc>> =
        decltype(std::declval<Kernel const&>().window())::is_static && Step::is_static;

template <class Stage>
inline constexpr bool is_linear_pool = false;
template <class Window, class Step>
inline constexpr bool is_linear_pool<pool_stage<avg_reduce, Window, Step>> =
    Window::is_static && Step::is_static;
template <class Window, class Step>
inline constexpr bool is_linear_pool<pool_stage<sum_reduce, Window, Step>> =
    Window::is_static && Step::is_static;

/// Whether Stage on E is better computed as one convolution.
template <class E, class Stage>
constexpr bool merges() {
    if constexpr (!is_expression<E> || !is_linear_pool<Stage>) return false;
    else if constexpr (!is_plain_conv<typename E::stage_type> ||
                       !std::is_floating_point_v<typename E::value_type>)
        return false;
    else {
        using Merged = merged_stage<typename E::stage_type, Stage>;
        return Merged::taps() < Merged::taps_of_both();
    }
}

/// Whether Stage mixes the channels of In, and its weights can take in the factor that In is.
template <class In, class Stage>
inline constexpr bool takes_factor_in = false;
template <class In, class Stage>
    requires requires { Stage::template of_multiples<double>(1); }
inline constexpr bool takes_factor_in<expression<In, factor_stage>, Stage> = true;

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
