#pragma once
// What a run refuses of the memory that it is to write: in the types where they know, before
// anything is written where only the run does.

#include <cstdint>

#include <sluice/core/image.hpp>
#include <sluice/run/pointwise.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// The addresses from a first byte to behind the last one: numbers, since only pointers into one
/// array have an order.
struct byte_range {
    std::uintptr_t begin;
    std::uintptr_t end;
};
template <class T>
byte_range bytes_of(T const* data, index_t count) {
    auto const begin = reinterpret_cast<std::uintptr_t>(data);
    return {begin, begin + static_cast<std::uintptr_t>(count) * sizeof(T)};
}
template <class View>
byte_range bytes_of(View const& view) {
    return bytes_of(view.data(), view.span());
}
inline bool overlap(byte_range a, byte_range b) {
    if (a.begin == a.end || b.begin == b.end) return false;
    return a.begin < b.end && b.begin < a.end;
}

template <class T, class E>
auto as_view(image<T, E> const& source) {
    return source.view();
}
template <class T, class E>
auto as_view(image_view<T, E> const& source) {
    return source;
}

template <std::size_t Rank>
inline constexpr char const* axes_of[4] = {"", "", "", ""};
template <>
inline constexpr char const* axes_of<2>[4] = {"h", "w", "", ""};
template <>
inline constexpr char const* axes_of<3>[4] = {"m", "h", "w", ""};
template <>
inline constexpr char const* axes_of<4>[4] = {"m", "h", "w", "c"};

template <bool Holds, class Output>
struct output_is_writable {
    static_assert(Holds, "the output is not writable: give run a view of non-const elements");
};
template <bool Holds, class Output, class Result>
struct output_has_the_results_type {
    static_assert(Holds, "the output's element type is not the result's; give run a view of "
                         "E::value_type, or convert with transform");
};
template <bool Holds, class Output, class Result>
struct output_has_the_results_axes {
    static_assert(Holds, "the output has another number of axes than the result; give run a view "
                         "with the axes of e.extents()");
};

template <bool Holds, class Output, class Result>
struct output_is_as_large_as_the_result {
    static_assert(Holds, "the output is not as large as the result; give run a view of "
                         "e.extents(), as eval does");
};

/// Whether no size that both types know differs.
template <index_t... A, index_t... B>
constexpr bool may_be_equal(extents<A...> const*, extents<B...> const*) {
    if constexpr (sizeof...(A) == sizeof...(B))
        return ((A == B || A == dynamic_extent || B == dynamic_extent) && ...);
    else return false;
}
template <class X, class Y>
inline constexpr bool may_equal =
    may_be_equal(static_cast<X const*>(nullptr), static_cast<Y const*>(nullptr));

/// Whether the types allow the output.
template <class E, class U, class X>
inline constexpr bool accepts_output =
    std::is_same_v<U, typename E::value_type> && may_equal<X, typename E::extents_type>;

/// Complains about the first thing that they do not allow.
template <class E, class U, class X>
void complain_about_output() {
    using Result = typename E::value_type;
    using Shape = typename E::extents_type;
    constexpr bool writable = !std::is_const_v<U>, same_type = std::is_same_v<U, Result>,
                   same_axes = X::rank == Shape::rank, same_shape = may_equal<X, Shape>;
    if constexpr (!writable) (void)sizeof(output_is_writable<writable, U>);
    else if constexpr (!same_type) (void)sizeof(output_has_the_results_type<same_type, U, Result>);
    else if constexpr (!same_axes) (void)sizeof(output_has_the_results_axes<same_axes, X, Shape>);
    else (void)sizeof(output_is_as_large_as_the_result<same_shape, X, Shape>);
}

/// The sizes of a picture, whatever the types know of them.
template <std::size_t Rank>
struct plain_sizes {
    index_t at[Rank];

    template <class Extents>
    explicit plain_sizes(Extents const& e) {
        for (std::size_t i = 0; i < Rank; ++i) at[i] = e[i];
    }
};

template <std::size_t Rank>
[[gnu::noinline]] void check_sizes_of_output(plain_sizes<Rank> const& result,
                                             plain_sizes<Rank> const& output) {
    for (std::size_t i = 0; i < Rank; ++i)
        if (output.at[i] != result.at[i])
            fail<shape_error>("run: the output is not as large as the result (axis ",
                              axes_of<Rank>[i], ": output ", output.at[i], ", result ",
                              result.at[i], ")");
}

/// Refuses an output that does not have the result's shape, or that the run would read from as
/// well.
template <class E, class U, class X>
void check_output(E const& e, image_view<U, X> const& out) {
    check_sizes_of_output<X::rank>(plain_sizes<X::rank>(e.extents()),
                                   plain_sizes<X::rank>(out.extents()));
    auto const in = as_view(source_of(e));
    if (out.span() == 0 || !overlap(bytes_of(in), bytes_of(out))) return;
    if constexpr (is_pointwise<E>() && sizeof(U) == sizeof(*in.data()))
        if (static_cast<void const*>(in.data()) == static_cast<void const*>(out.data()) &&
            in.row_pitch() == out.row_pitch() &&
            (in.image_pitch() == out.image_pitch() || out.extents().images() == 1))
            return;
    fail<memory_error>("run: the output overlaps the pictures; exactly in place is allowed where "
                       "every stage is pointwise, "
                       "so write to other memory");
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
