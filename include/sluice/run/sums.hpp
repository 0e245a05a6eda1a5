#pragma once
// What sums over windows have in common: how many are made together, what they begin with and how
// they end.

#include <sluice/run/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// What sums over windows have in common, and whether they are unrolled.
template <class Stage, class Window, class In, class Result, int N, class B>
class sums_over_windows : public over_windows<Stage, Window, In> {
    using base = over_windows<Stage, Window, In>;

protected:
    using base::in_, base::stage_, base::kh, base::kw, base::sh, base::sw;
    using typename base::H, typename base::W, typename base::SH, typename base::SW,
        typename base::DW;
    using Planes = decltype(std::declval<In const&>().channels());
    using C = decltype(std::declval<Stage const&>().count());
    using Groups = decltype(std::declval<Stage const&>().groups());
    using Pixel = typename In::stored_type;
    using InLanes = typename In::lanes;

public:
    using value_type = Result;
    using lanes = pack<Result, N, typename B::arch>;
    static constexpr bool addressable = false;
    static constexpr bool has_edges = In::has_edges;
    static constexpr bool typed_channels =
        C::is_static && C::static_value == group_of<C> && Planes::is_static && Groups::is_static;
    /// Planes that one result sums over, where the types know it.
    static constexpr index_t summed =
        typed_channels ? Planes::static_value / Groups::static_value : 0;
    /// What one result sums, where the types know it.
    static constexpr index_t products =
        H::is_static && W::is_static ? H::static_value * W::static_value * (summed > 0 ? summed : 1)
                                     : 0;
    /// Small windows of sizes in the types are unrolled; of longer steps loops are no slower.
    static constexpr bool unrolled = base::template known_in_steps_of<4> && typed_channels &&
                                     products * C::static_value <= B::most_unrolled_taps;
    /// Sums of each result: one, or one for every phase of the columns that a stride takes
    /// together. Then each lane sums what its own pixels give, as they lie, and the phases are
    /// added at the end, where else the pixels of every row would be sorted first. Taps behind the
    /// window weigh nothing, which is right for all pixels but NaN and infinity.
    static constexpr int phases = [] {
        if constexpr (!unrolled || !adds_products<Stage> || !std::is_same_v<DW, dim<1>> ||
                      !in_one_register<lanes>)
            return 1;
        else {
            constexpr int s = static_cast<int>(SW::static_value);
            constexpr bool fits = (s == 2 || s == 4) && N % s == 0 &&
                                  W::static_value >= B::least_taps_of_phases &&
                                  (W::static_value % s == 0 || std::is_integral_v<Pixel>);
            return fits && 2 * s * group_of<C> <= B::most_sums_of_phases ? s : 1;
        }
    }();
    /// Results that are made together read the same planes, or are unrolled.
    static constexpr int group = unrolled || std::is_same_v<Groups, dim<1>> ? group_of<C> : 1;
    /// Whether the type knows that rows are a page or more.
    static constexpr bool is_wide() {
        using Width = decltype(std::declval<In const&>().width());
        return Width::static_value * index_t{sizeof(Pixel)} >= B::page_bytes; // −1 at run time
    }
    static constexpr int natural_rows = [] {
        constexpr int rows = B::template window_rows<group, products>;
        constexpr int most = B::most_sums_of_phases / (phases * group);
        if constexpr (phases > 1) return rows < most ? rows : most;
        else if constexpr (!is_wide() || !std::is_same_v<SH, dim<1>>) return rows;
        else return rows * B::template times_in_wide<group, products>;
    }();

    constexpr auto channels() const { return stage_->count(); }
    /// Products in each result, and the pixels of a plane that it is the first to read: up to 16².
    constexpr index_t products_of_each() const {
        return product_or_greatest(product_or_greatest(kh(), kw()), planes_summed());
    }
    constexpr index_t pixels_of_its_own() const {
        return clamped(sh(), 1, 16) * clamped(sw(), 1, 16);
    }

protected:
    using base::base;
    constexpr index_t planes_summed() const { return in_.channels() / stage_->groups(); }

    template <class Column, int S>
    SLUICE_INLINE bundle<InLanes, S> dense(Pixel const* row, bundle<Column, S> const& at) const {
        bundle<InLanes, S> out;
#pragma GCC unroll 8
        for (int s = 0; s < S; ++s) out.part[s] = in_.load(row, at.part[s]);
        return out;
    }

    template <int R>
    SLUICE_INLINE tile<lanes, R, group * phases> begun(index_t o) const {
        tile<lanes, R, group * phases> sum;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < group * phases; ++g)
                sum.at[r][g] = every_nth<phases>(stage_->template start<lanes>(o + g / phases));
        return sum;
    }
    /// S: how many phases the pixels were sorted into.
    template <int S, int R>
    SLUICE_INLINE tile<lanes, R, group> finished(tile<lanes, R, group * phases> const& sum) const {
        tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
            for (int g = 0; g < group; ++g) {
                bundle<lanes, phases> each;
#pragma GCC unroll 4
                for (int p = 0; p < phases; ++p) each.part[p] = sum.at[r][g * phases + p];
                each = deinterleave<phases>(each);
#pragma GCC unroll 4
                for (int p = 1; p < phases; ++p)
                    each.part[0] =
                        as_pack<Result, N, typename B::arch>(each.part[0] + each.part[p]);
                out.at[r][g] = stage_->finish(tidy<S, InLanes>(each.part[0]));
            }
        return out;
    }
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
