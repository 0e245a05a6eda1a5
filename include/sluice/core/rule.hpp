#pragma once
// What a stage refuses. A rule is a comparison of sizes, the condition that must hold between them,
// and its sentence; it is judged in the pipe: by the compiler where the types know the sizes, else
// by a thrown shape_error.
//
//     struct window_fits_inside {
//         static constexpr bool holds(index_t window, index_t image) { return window <= image; }
//         static constexpr auto compare(stage, input, judge); // judge(what against what), by axis
//         template <class Stage> using shown = …;             // what a message shows of the stage
//         static constexpr char const* sentence;              // thrown, with the sizes
//         template <bool Holds, class... Shown> struct says;  // the same, as a static_assert
//     };

#include <sluice/core/size.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// The rules of a stage, in the order in which they are judged; a stage without any has
/// rules_list<>.
template <class... Rule>
struct rules_list {};

/// What a refused pipe gives: it takes every further stage in silence, so that one mistake is one
/// error.
struct rejected {
    template <class... Ignored>
    constexpr explicit rejected(Ignored const&...) {}
    constexpr float* data() const { return nullptr; }
    constexpr index_t extent(index_t) const { return 0; }
    constexpr rejected extents() const { return *this; }
};

namespace detail {

/// One line of a comparison: on this axis, this size against that one.
template <index_t A, index_t B>
struct compared {
    char const* axis;
    dim<A> left;
    dim<B> right;
    static constexpr bool is_static = dim<A>::is_static && dim<B>::is_static;
};

template <index_t A, index_t B>
constexpr auto compare_on(char const* axis, dim<A> left, dim<B> right) {
    return compared<A, B>{axis, left, right};
}

/// The names of axes, as messages spell them.
inline constexpr char const* axis_names[] = {"h", "w"};

/// Judges what the types know.
template <class Rule>
struct judged_by_types {
    template <index_t... A, index_t... B>
    constexpr auto operator()(compared<A, B> const&...) const {
        return std::bool_constant<(holds<A, B>() && ...)>{};
    }

private:
    template <index_t A, index_t B>
    static constexpr bool holds() {
        if constexpr (compared<A, B>::is_static) return Rule::holds(A, B);
        else return true;
    }
};

/// Whether the types alone allow Stage after In, by this rule.
template <class Rule, class Stage, class In>
inline constexpr bool rule_holds = decltype(Rule::compare(
    std::declval<Stage const&>(), std::declval<In const&>(), judged_by_types<Rule>{}))::value;

template <class Rule, index_t A, index_t B>
constexpr void throw_unless(char const* stage, compared<A, B> const& c) {
    if (!Rule::holds(c.left, c.right))
        fail<shape_error>(stage, ": ", Rule::sentence, " (axis ", c.axis, ": ", Rule::left, " ",
                          index_t(c.left), ", ", Rule::right, " ", index_t(c.right), ")");
}

/// Judges the sizes themselves, and throws.
template <class Rule>
struct judged_by_sizes {
    char const* stage;
    template <class... Compared>
    constexpr void operator()(Compared const&... c) const {
        (throw_unless<Rule>(stage, c), ...);
    }
};

/// What a pipe gives inside the library when the types break a rule: the complaint, not yet
/// uttered.
template <class Complaint>
struct refusal {
    using complaint = Complaint;
};
template <class T>
inline constexpr bool is_refusal = false;
template <class C>
inline constexpr bool is_refusal<refusal<C>> = true;

/// Judges the rules of a stage. The types come first, and the first rule that they break complains.
template <class Stage, class In>
struct judge {
    template <class... Rule>
    static constexpr bool accepts(rules_list<Rule...>) {
        return (rule_holds<Rule, Stage, In> && ...);
    }

    template <class Rule, class... Rest>
    static constexpr auto first_broken(rules_list<Rule, Rest...>) {
        if constexpr (rule_holds<Rule, Stage, In>) return first_broken(rules_list<Rest...>{});
        else
            return refusal<typename Rule::template says<false, typename Rule::template shown<Stage>,
                                                        typename In::extents_type>>{};
    }

    template <class... Rule>
    static constexpr void check(rules_list<Rule...>, Stage const& stage, In const& in) {
        (Rule::compare(stage, in, judged_by_sizes<Rule>{Stage::name}), ...);
    }
};

} // namespace detail

/// Whether the types allow the stage after the expression; what only the run knows is not asked.
template <class Stage, class In>
inline constexpr bool accepts = detail::judge<Stage, In>::accepts(typename Stage::rules{});

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
