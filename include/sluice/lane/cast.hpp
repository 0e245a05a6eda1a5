#pragma once
// From one element type to another where the value may not fit: cut off or saturated, lane by lane.

#include <sluice/core/cast.hpp>
#include <sluice/lane/mask.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// The portable forms: number by number.
template <class U, class T, int N, class A>
SLUICE_INLINE pack<U, N, A> cast_in_memory(pack<T, N, A> p) {
    auto const in = spill(p);
    spilled<U, N> out;
    for (int i = 0; i < N; ++i) out.value[i] = truncated<U>(in.value[i]);
    return load<U, N, A>(out.value);
}
template <class U, class T, int N, class A>
SLUICE_INLINE pack<U, N, A> saturate_in_memory(pack<T, N, A> p) {
    auto const in = spill(p);
    spilled<U, N> out;
    for (int i = 0; i < N; ++i) out.value[i] = saturated<U>(in.value[i]);
    return load<U, N, A>(out.value);
}

/// A value in the range of U; x is not NaN.
template <class U>
struct within_range_of {
    template <class B>
    SLUICE_INLINE B operator()(B x) const {
        using T = typename B::value_type;
        constexpr T lo = saturated<T>(lower_end<U>()), hi = saturated<T>(upper_end<U>());
        if constexpr (lo > lower_end<T>()) x = xsimd::max(x, B(lo));
        if constexpr (hi < upper_end<T>()) x = xsimd::min(x, B(hi));
        return x;
    }
};

/// Whether floats go to U by way of int32, in registers.
template <class U, class P>
concept goes_by_dwords = std::is_floating_point_v<typename P::value_type> &&
                         (is_narrow<U> || std::is_same_v<U, std::int32_t>) &&
                         has_dwords<P, pack<std::int32_t, P::size, typename P::arch>>;

/// Floats in the range of U, as U.
template <class U, class Rounding, class T, int N, class A>
SLUICE_INLINE pack<U, N, A> by_dwords(pack<T, N, A> p, Rounding rounding) {
    using Dwords = pack<std::int32_t, N, A>;
    auto const x = by_register<pack<T, N, A>>(zero_for_nan_in_registers{}, p);
    auto const dwords_of = [&](pack<T, N, A> q) {
        return Dwords(typename Dwords::batch(dwords(q.reg[0].data, rounding)));
    };
    // the greatest int32 is no float: what is beyond it comes back as the lowest
    if constexpr (std::is_same_v<T, float> && std::is_same_v<U, std::int32_t>)
        return select(x >= beyond<U, T>, upper_end<U>(), dwords_of(x));
    else return convert_to<U>(dwords_of(by_register<pack<T, N, A>>(within_range_of<U>{}, x)));
}

} // namespace detail

/// p as a pack of U, by the rules of cast_to.
template <class U, class T, int N, class A>
SLUICE_INLINE pack<U, N, A> lane_cast(pack<T, N, A> p, detail::type_name_of<U> to) {
    if constexpr (!detail::is_real_to_integer<U, T>) return lane_convert(p, to);
    else if constexpr (detail::goes_by_dwords<U, pack<T, N, A>>)
        return detail::by_dwords<U>(p, detail::towards_zero{});
    else return detail::cast_in_memory<U>(p);
}

/// p as a pack of U, by the rules of saturate_to.
template <class U, class T, int N, class A>
SLUICE_INLINE pack<U, N, A> lane_saturate(pack<T, N, A> p, detail::type_name_of<U> to) {
    if constexpr (std::is_floating_point_v<U>) return lane_convert(p, to);
    else if constexpr (std::is_integral_v<T>)
        return lane_convert(detail::by_register<pack<T, N, A>>(detail::within_range_of<U>{}, p),
                            to);
    else if constexpr (detail::goes_by_dwords<U, pack<T, N, A>>)
        return detail::by_dwords<U>(p, detail::to_nearest{});
    else return detail::saturate_in_memory<U>(p);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
