#pragma once
// What a user calls to have an expression computed: eval, run and workspace_bytes.

#include <cstdint>
#include <functional>
#include <span>

#include <sluice/core/image.hpp>
#include <sluice/run/engine.hpp>
#include <sluice/run/pointwise.hpp>

namespace sluice::inline v0_1 {
namespace detail {

/// The bytes between the first value of a picture and behind the last one.
struct byte_range {
    char const* begin;
    char const* end;
};
template <class View>
byte_range bytes_of(View const& view) {
    auto const* const p = reinterpret_cast<char const*>(view.data());
    return {p, p + view.span() * index_t{sizeof(*view.data())}};
}
inline bool overlap(byte_range a, byte_range b) {
    if (a.begin == a.end || b.begin == b.end) return false;
    return std::less<>{}(a.begin, b.end) && std::less<>{}(b.begin, a.end);
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

/// Whether the types allow the output.
template <class E, class U, class X>
inline constexpr bool accepts_output =
    std::is_same_v<U, typename E::value_type> && X::rank == E::extents_type::rank;

/// Complains about the first thing that they do not allow.
template <class E, class U, class X>
void complain_about_output() {
    using Result = typename E::value_type;
    constexpr bool same_type = std::is_same_v<U, Result>;
    if constexpr (std::is_const_v<U>) (void)sizeof(output_is_writable<!std::is_const_v<U>, U>);
    else if constexpr (!same_type) (void)sizeof(output_has_the_results_type<same_type, U, Result>);
    else
        (void)sizeof(output_has_the_results_axes < X::rank == E::extents_type::rank, X,
                     typename E::extents_type >);
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

template <class A, class Windows, class E>
constexpr index_t workspace_with(E const& e) {
    auto node = planner<pixels_per_pack<E, A>, A, Windows>::plan(e);
    return place_node(node, layout());
}

template <class A, class E>
[[gnu::noinline]] constexpr index_t workspace_of(E const& e) {
    if constexpr (is_pointwise<E>()) return 0;
    else {
        if constexpr (usual_windows::asked_by<E>())
            if (usual_windows::are_in(e)) return workspace_with<A, usual_windows>(e);
        return workspace_with<A, windows_as_written>(e);
    }
}

template <class A, class Windows, class E, class U>
void run_with(E const& e, destination<U> const& out, std::byte* workspace) {
    auto node = planner<pixels_per_pack<E, A>, A, Windows>::plan(e);
    place_node(node, layout(workspace));
    run_node(node, out);
}

template <class A, class E, class U>
[[gnu::noinline]] void run_plan(E const& e, destination<U> const& out, std::byte* workspace) {
    if constexpr (usual_windows::asked_by<E>())
        if (usual_windows::are_in(e)) return run_with<A, usual_windows>(e, out, workspace);
    run_with<A, windows_as_written>(e, out, workspace);
}

template <class A, class E, class U, class X>
void run_in(E const& e, image_view<U, X> const& out, std::byte* workspace) {
    if constexpr (is_pointwise<E>()) run_pointwise<pixels_per_pack<E, A>, A>(e, out);
    else if (out.span() != 0) run_plan<A>(e, destination<U>(out), workspace);
}

template <class E>
concept runnable = is_expression<std::remove_cvref_t<E>>;

} // namespace detail

/// The bytes that run(e, out, workspace) needs: rings and copies of edge rows, O(rows × width).
template <class Arch = xsimd::default_arch, detail::runnable E>
constexpr index_t workspace_bytes(E const& e) {
    return detail::workspace_of<Arch>(e);
}

/// The same for a static_assert, where the types know all sizes but that of the batch:
/// static_assert(workspace_bytes<decltype(e)>() < 4096).
template <detail::runnable E, class Arch = xsimd::default_arch>
constexpr index_t workspace_bytes() {
    return detail::workspace_of<Arch>(E());
}

/// Computes the expression into the caller's memory, with a workspace of the caller's: allocates
/// nothing.
/// Throws, before anything is written: shape_error where the output has another shape, memory_error
/// where it overlaps the pictures (exactly in place is allowed for pointwise chains) or where the
/// workspace is too small, not at a multiple of 64 bytes, or overlaps either. One expression may
/// run in several threads at once, each with its own workspace and output.
template <class Arch = xsimd::default_arch, detail::runnable E, class U, class X>
void run(E const& e, image_view<U, X> const& out, std::span<std::byte> workspace) {
    if constexpr (!detail::accepts_output<E, U, X>) detail::complain_about_output<E, U, X>();
    else {
        detail::check_output(e, out);
        index_t const needed = detail::workspace_of<Arch>(e);
        if (static_cast<index_t>(workspace.size()) < needed)
            detail::fail<memory_error>("run: the workspace has ",
                                       static_cast<index_t>(workspace.size()), " bytes and ",
                                       needed, " are needed; ask workspace_bytes(e)");
        if (needed != 0 && reinterpret_cast<std::uintptr_t>(workspace.data()) % 64 != 0)
            detail::fail<memory_error>(
                "run: the workspace does not begin at a multiple of 64 bytes");
        auto const* const room = reinterpret_cast<char const*>(workspace.data());
        if (detail::overlap({room, room + needed}, detail::bytes_of(out)) ||
            detail::overlap({room, room + needed},
                            detail::bytes_of(detail::as_view(detail::source_of(e)))))
            detail::fail<memory_error>("run: the workspace overlaps the pictures or the output; "
                                       "give it memory of its own");
        detail::run_in<Arch>(e, out, workspace.data());
    }
}

/// The same with a workspace of its own.
template <class Arch = xsimd::default_arch, detail::runnable E, class U, class X>
void run(E const& e, image_view<U, X> const& out) {
    if constexpr (!detail::accepts_output<E, U, X>) detail::complain_about_output<E, U, X>();
    else {
        detail::check_output(e, out);
        struct owned {
            void* at;
            ~owned() { std::free(at); }
        } const room{detail::allocate_bytes(detail::workspace_of<Arch>(e))};
        detail::run_in<Arch>(e, out, static_cast<std::byte*>(room.at));
    }
}

/// Into an image that the caller owns.
template <class Arch = xsimd::default_arch, detail::runnable E, class T, class X>
void run(E const& e, image<T, X>& out) {
    sluice::run<Arch>(e, out.view());
}

/// Computes the expression and gives the result: contiguous, owning, 64-byte aligned.
/// Throws shape_error for a result that cannot be addressed, std::bad_alloc.
/// Example: examples/tasks.cpp
template <class Arch = xsimd::default_arch, detail::runnable E>
auto eval(E const& e) {
    image<typename E::value_type, typename E::extents_type> out(e.extents());
    if (out.size() != 0) sluice::run<Arch>(e, out.view());
    return out;
}

/// A refused expression was complained about where it was made.
constexpr rejected eval(rejected r) { return r; }
template <class... Ignored>
constexpr void run(rejected, Ignored const&...) {}

} // namespace sluice::inline v0_1
