#pragma once
// How a pipeline runs, told before it does: a page of text, a graph, and the facts behind both.

#include <cstdlib>
#include <memory>
#include <ostream>

#include <sluice/explain/graphviz.hpp>
#include <sluice/explain/plan.hpp>
#include <sluice/explain/stages.hpp>
#include <sluice/explain/text.hpp>
#include <sluice/run/run.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// The part of the source's memory that an expression reads.
template <class E>
auto memory_under(E const& e) {
    if constexpr (in_memory<E>) return memory_of(e);
    else return memory_under(e.input());
}

/// The source and the crops of it that are views.
template <class E>
constexpr std::size_t views_under() {
    if constexpr (!is_expression<E>) return 1;
    else return views_under<typename E::input_type>() + in_memory<E>;
}

/// Asks the nodes, placed in memory as a run places them.
template <class B, class Windows, class E>
void explain_plan(E const& e, explanation& page) {
    page.windows_as_typed = Windows::are_typed;
    page.workspace_bytes = workspace_of<B>(e);
    std::unique_ptr<void, void (*)(void*)> const room(allocate_bytes(page.workspace_bytes),
                                                      std::free);
    auto const base = static_cast<std::byte*>(room.get());
    auto node = plan_of<B, Windows>(e);
    destination<typename E::value_type, B> out(e.extents().count());
    place_node(node, out, layout(base));
    plan_listener say(page, views_under<E>());
    node.explain(say, decltype(node)::natural_rows);
    out.explain(say);
    say.end(base + page.workspace_bytes);
    std::erase_if(page.pieces, [](explained_piece const& piece) { return piece.bytes == 0; });
}

/// Pointwise chains have no nodes: runs of values go through all stages at once.
template <class E>
void explain_runs(E const& e, explanation& page) {
    auto const runs = layout_of_runs<E>(e.extents().channels());
    bool const each = std::is_same_v<std::remove_const_t<decltype(runs)>, many_channels>;
    std::size_t const stages = page.stages.size();
    plan_listener say(page, 1);
    for (std::size_t i = 1; i < stages; ++i)
        say.registers(0, page.pixels, each ? 1 : runs.channels());
}

} // namespace detail

/// How eval and run compute an expression, from the plan that they run: each stage with its shape,
/// type, footprint and operations, where it lives, and each piece of the workspace. Nothing is
/// computed, and no pixel is read; the workspace is allocated, but not touched.
///     std::cout << explain(e);
///     std::ofstream("e.dot") << explain(e).graphviz();   // dot -Tsvg e.dot
/// Choices: what run<Choices> is told.
/// Operations and bytes are what one value needs, had every stage made all of its result: what a
/// crop or a pool leaves out counts, and what blocks make twice at the end of a row does not. A tap
/// of any sum over windows is a multiply-add; bytes are those of the pictures and of the result.
/// Zeros between pixels count as pixels in what a stage sees.
/// Example: tests/explain_test.cpp
template <class Choices = blocking, detail::runnable E>
explanation explain(E const& e) {
    using B = detail::choices<Choices>;
    explanation page = detail::described(e);
    auto const& source = detail::source_of(e);
    auto const pictures = detail::memory_under(e);
    page.source = detail::picture_of(source);
    page.bytes_read =
        detail::values_per_image(pictures) * sizeof(*pictures.data()) / detail::values_per_image(e);
    page.instructions = B::arch::name();
    page.pixels = detail::values_per_pack<E, B>;
    if constexpr (detail::is_pointwise<E>()) detail::explain_runs(e, page);
    else
        detail::for_windows<B>(
            e, [&]<class Windows>(Windows) { detail::explain_plan<B, Windows>(e, page); });
    page.work = detail::work_of_all(page);
    return page;
}

/// A refused expression was complained about where it was made.
inline explanation explain(rejected) { return {}; }

/// The page.
inline std::ostream& operator<<(std::ostream& out, explanation const& page) {
    return out << page.text();
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
