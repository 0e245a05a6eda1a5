// Rules: judged in the type where it knows both sizes, thrown with the numbers where not.

#include "../support/text.hpp"

#include <sluice/core/pipe.hpp>

using namespace sluice;
using namespace test;

namespace {

// what a stage that does not fit gives instead of an expression, so that nothing after it complains
static_assert(detail::is_refusal<detail::refusal<int>> && !detail::is_refusal<int>);

/// A rule and a stage of our own: rows come in pairs.
struct rows_are_at_least {
    static constexpr char const* sentence = "there are too few rows";
    static constexpr char const* left = "least";
    static constexpr char const* right = "rows";
    static constexpr bool holds(index_t least, index_t rows) { return rows >= least; }
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const& in, Judge judge) {
        return judge(detail::compare_on("h", stage.least, in.extents().height()));
    }
    template <bool Holds, class Shown, class Image>
    struct says {
        static_assert(Holds, "there are too few rows");
    };
};
template <index_t N>
struct demand_stage {
    using stage_kind = map_kind;
    using shown = demand_stage;
    using rules = rules_list<rows_are_at_least>;
    static constexpr char const* name = "demand";
    template <class Pixel>
    using result = Pixel;
    dim<N> least;
    template <class E>
    constexpr auto shape(E const& in) const {
        return in;
    }
    template <class L>
    constexpr L apply(L x) const {
        return x;
    }
};

constexpr float data[12] = {};
using typed = decltype(view(data, 3_c, 4_c));
using counted = decltype(view(data, 3, 4));
static_assert(accepts<demand_stage<3>, typed> && !accepts<demand_stage<4>, typed>);
static_assert(accepts<demand_stage<4>, counted>, "what only the run knows is not asked");
static_assert(accepts<demand_stage<dynamic_extent>, typed>);

static_assert(rejected().extent(3) == 0 && rejected(1, "anything").data() == nullptr);
static_assert(
    std::is_same_v<decltype(rejected() | demand_stage<4>{} | demand_stage<5>{}), rejected>,
    "one mistake is one error");

} // namespace

TEST_CASE(
    "rule: a stage of one's own is judged in the pipe, with stage, sentence, axis and sizes") {
    auto const text = text_of<shape_error>([] { (void)(view(data, 3, 4) | demand_stage<4>{}); });
    CHECK_EQ(text, "demand: there are too few rows (axis h: least 4, rows 3)");
    CHECK_THROWS_AS(
        (void)(view(data, 3_c, 4_c) | demand_stage<dynamic_extent>{dim<dynamic_extent>{5}}),
        shape_error);
    CHECK_NOTHROW((void)(view(data, 3, 4) | demand_stage<3>{}));
}
