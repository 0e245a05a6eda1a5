#pragma once
// What a user calls to have an expression computed: eval, run and workspace_bytes.

#include <cstdint>
#include <limits>
#include <span>

#include <sluice/run/blocking.hpp>
#include <sluice/run/engine.hpp>
#include <sluice/run/output.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// The plan of an expression, not yet placed in a workspace.
template <class B, class Windows, class E>
constexpr auto plan_of(E const& e) {
    return planner<values_per_pack<E, B>, B, Windows>::plan(e);
}

/// What f gives for the first of the usual kernels, from the I-th on, that all kernels of e are.
template <class B, std::size_t I = 0, class E, class F>
constexpr auto for_kernels(E const& e, F f) {
    if constexpr (I == std::size(B::usual_kernels)) return f(windows_as_written());
    else {
        using usual = usual_windows<B::usual_kernels[I]>;
        if (usual::are_in(e)) return f(usual());
        return for_kernels<B, I + 1>(e, f);
    }
}

/// What f gives for the windows that the plan is made for: as the types have them, or the usual
/// ones where those that only the run knows turn out to be that.
template <class B, class E, class F>
constexpr auto for_windows(E const& e, F f) {
    constexpr auto asked = run_time_windows::in<E>();
    if constexpr (asked.kernels) return for_kernels<B>(e, f);
    else if constexpr (asked.pools)
        if (usual_windows<0>::are_in(e)) return f(usual_windows<0>());
    return f(windows_as_written());
}

/// For a result of so many values.
template <class B, class E>
[[gnu::noinline]] constexpr index_t workspace_of(E const& e, index_t values) {
    if constexpr (is_pointwise<E>()) return 0;
    else
        return for_windows<B>(e, [&]<class Windows>(Windows) {
            auto node = plan_of<B, Windows>(e);
            destination<typename E::value_type, B> out(values);
            return place_node(node, out, layout());
        });
}
template <class B, class E>
constexpr index_t workspace_of(E const& e) {
    return workspace_of<B>(e, e.extents().count());
}
/// Enough for any batch.
template <class B, class E>
constexpr index_t most_workspace_of(E const& e) {
    constexpr bool is_known = decltype(e.extents().images())::is_static;
    return workspace_of<B>(e, is_known ? e.extents().count() : std::numeric_limits<index_t>::max());
}

/// Where a run gets its workspace: asked once, for the bytes that its plan needs.
class room_for_run {
public:
    virtual std::byte* of(index_t bytes) = 0;

protected:
    ~room_for_run() = default;
};

/// Allocated for the run.
class room_of_its_own final : public room_for_run {
public:
    room_of_its_own() = default;
    room_of_its_own(room_of_its_own const&) = delete;
    room_of_its_own& operator=(room_of_its_own const&) = delete;
    ~room_of_its_own() { std::free(at_); }
    std::byte* of(index_t bytes) override {
        at_ = allocate_bytes(bytes);
        return static_cast<std::byte*>(at_);
    }

private:
    void* at_ = nullptr;
};

/// The caller's, which overlaps neither the pictures nor the output.
class room_of_the_caller final : public room_for_run {
public:
    room_of_the_caller(std::span<std::byte> given, byte_range pictures, byte_range output)
        : given_(given), pictures_(pictures), output_(output) {}
    std::byte* of(index_t bytes) override {
        if (static_cast<index_t>(given_.size()) < bytes)
            fail<memory_error>("run: the workspace has ", static_cast<index_t>(given_.size()),
                               " bytes and ", bytes, " are needed; ask workspace_bytes(e)");
        if (bytes != 0 && reinterpret_cast<std::uintptr_t>(given_.data()) % 64 != 0)
            fail<memory_error>("run: the workspace does not begin at a multiple of 64 bytes");
        auto const room = bytes_of(given_.data(), bytes);
        if (overlap(room, output_) || overlap(room, pictures_))
            fail<memory_error>("run: the workspace overlaps the pictures or the output; give it "
                               "memory of its own");
        return given_.data();
    }

private:
    std::span<std::byte> given_;
    byte_range pictures_, output_;
};

template <class B, class E, class U>
[[gnu::noinline]] void run_plan(E const& e, destination<U, B> out, room_for_run& room) {
    for_windows<B>(e, [&]<class Windows>(Windows) {
        auto node = plan_of<B, Windows>(e);
        index_t const needed = place_node(node, out, layout());
        place_node(node, out, layout(room.of(needed)));
        run_node<B>(node, out);
    });
}

/// Of the result's values `far` may go past the caches: all, or none where its pages are fresh,
/// since those were zeroed a moment ago and lie in the caches.
template <class B, class E, class U, class X>
void run_in(E const& e, image_view<U, X> const& out, room_for_run& room, index_t far) {
    check_output(e, out);
    if constexpr (is_pointwise<E>()) run_pointwise<B, values_per_pack<E, B>>(e, out, far);
    else if (out.span() != 0) run_plan<B>(e, destination<U, B>(out, far), room);
}
template <class B, class E, class U, class X>
void run_alone(E const& e, image_view<U, X> const& out, index_t far) {
    room_of_its_own room;
    run_in<B>(e, out, room, far);
}

template <class E>
concept runnable = is_expression<std::remove_cvref_t<E>>;

} // namespace detail

// Choices, everywhere: what the engine chooses (run/blocking.hpp), such as one's own
// struct two_rows : sluice::blocking { … }; or only an instruction set, such as xsimd::avx2.

/// The bytes that run(e, out, workspace) needs: rings, copies of edge rows, and lines of a large
/// result on their way past the caches, O(rows × width).
/// They are those of the same choices.
template <class Choices = blocking, detail::runnable E>
constexpr index_t workspace_bytes(E const& e) {
    return detail::workspace_of<detail::choices<Choices>>(e);
}

/// The same for a static_assert, where the types know all sizes but that of the batch, and enough
/// for the largest: static_assert(workspace_bytes<decltype(e)>() < 8192).
template <detail::runnable E, class Choices = blocking>
constexpr index_t workspace_bytes() {
    return detail::most_workspace_of<detail::choices<Choices>>(E());
}

/// Computes the expression into the caller's memory, with a workspace of the caller's: allocates
/// nothing.
/// Throws, before anything is written: shape_error where the output has another shape, memory_error
/// where it overlaps the pictures (exactly in place is allowed for pointwise chains) or where the
/// workspace is too small, not at a multiple of 64 bytes, or overlaps either. One expression may
/// run in several threads at once, each with its own workspace and output.
template <class Choices = blocking, detail::runnable E, class U, class X>
void run(E const& e, image_view<U, X> const& out, std::span<std::byte> workspace) {
    if constexpr (!detail::accepts_output<E, U, X>) detail::complain_about_output<E, U, X>();
    else {
        detail::room_of_the_caller room(workspace,
                                        detail::bytes_of(detail::as_view(detail::source_of(e))),
                                        detail::bytes_of(out));
        detail::run_in<detail::choices<Choices>>(e, out, room, e.extents().count());
    }
}

/// The same with a workspace of its own.
template <class Choices = blocking, detail::runnable E, class U, class X>
void run(E const& e, image_view<U, X> const& out) {
    if constexpr (!detail::accepts_output<E, U, X>) detail::complain_about_output<E, U, X>();
    else detail::run_alone<detail::choices<Choices>>(e, out, e.extents().count());
}

/// Into an image that the caller owns.
template <class Choices = blocking, detail::runnable E, class T, class X>
void run(E const& e, image<T, X>& out) {
    sluice::run<Choices>(e, out.view());
}

/// Computes the expression and gives the result: contiguous, owning, 64-byte aligned.
/// Throws shape_error for a result that cannot be addressed, std::bad_alloc.
/// Example: examples/tasks.cpp
template <class Choices = blocking, detail::runnable E>
auto eval(E const& e) {
    image<typename E::value_type, typename E::extents_type> out(e.extents());
    if (out.size() != 0) detail::run_alone<detail::choices<Choices>>(e, out.view(), 0);
    return out;
}

/// A refused expression was complained about where it was made.
constexpr rejected eval(rejected r) { return r; }
template <class... Ignored>
constexpr void run(rejected, Ignored const&...) {}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
