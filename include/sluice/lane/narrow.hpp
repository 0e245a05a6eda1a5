#pragma once
// From one element type to another where the value may not fit: cut off or saturated, lane by lane.

#include <sluice/core/cast.hpp>
#include <sluice/lane/convert.hpp>

namespace sluice::inline v0_1 {
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

/// Whether U holds every T, or the nearest to it, without a rule of its own.
template <class U, class T>
inline constexpr bool is_wide_enough =
    std::is_floating_point_v<U> || (std::is_integral_v<T> && std::is_integral_v<U> &&
                                    lower_end<T>() >= lower_end<U>() && sizeof(T) < sizeof(U));

} // namespace detail

/// p as a pack of U, by the rules of cast_to.
template <class U, class T, int N, class A>
SLUICE_INLINE pack<U, N, A> lane_cast(pack<T, N, A> p, detail::type_name_of<U> to) {
    if constexpr (!detail::is_real_to_integer<U, T>) return lane_convert(p, to);
    else return detail::cast_in_memory<U>(p);
}

/// p as a pack of U, by the rules of saturate_to.
template <class U, class T, int N, class A>
SLUICE_INLINE pack<U, N, A> lane_saturate(pack<T, N, A> p, detail::type_name_of<U> to) {
    if constexpr (detail::is_wide_enough<U, T>) return lane_convert(p, to);
    else return detail::saturate_in_memory<U>(p);
}

} // namespace sluice::inline v0_1
