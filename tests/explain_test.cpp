// explain(e), as it is called.

#include <sstream>

#include "support/explained.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const k = ones(3_c, 3_c);

/// A stage of a user's own.
struct distance_stage {
    using stage_kind = fold_kind;
    using rules = rules_list<window_fits_inside>;
    static constexpr char const* name = "distance";
    template <class Pixel>
    using result = float;

    constexpr auto window() const { return sizes::window<2, 2>(); }
    constexpr auto step() const { return stride<1, 1>(); }
    constexpr auto count() const { return dim<1>{}; }
    constexpr auto groups() const { return dim<1>{}; }
    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        return windowed(*this, in);
    }
    template <class L>
    constexpr L start(index_t) const {
        return L(0);
    }
    template <class L>
    constexpr L tap(L total, L pixel, L weight) const {
        return total + pixel - weight;
    }
    template <class L>
    constexpr L finish(L total) const {
        return total;
    }
    constexpr float weight(index_t, index_t, index_t, index_t) const { return 1; }
};

} // namespace

TEST_CASE("explain: a page is printed, and is that of the same text") {
    auto const page = explain(unread<float>(9, 28_c, 28_c) | conv(k));
    std::ostringstream out;
    out << page;
    CHECK_EQ(out.str(), page.text());
    CHECK_EQ(page.source, "9×28×28 f32");
    CHECK_EQ(page.result, "9×26×26 f32");
}
TEST_CASE("explain: bytes are those of the pictures and of the result, for one value of it") {
    auto const page = explain(unread<std::uint8_t>(9, 28, 28, 3_c) | rgb_to_gray() |
                              pool<avg>(2_c, 2_c) | cast<double>());
    CHECK_EQ(page.bytes_read, 4 * 3);
    CHECK_EQ(page.bytes_written, 8);
}
TEST_CASE("explain: an empty batch, an image that is owned, and pictures with gaps") {
    CHECK_EQ(explain(unread<float>(0, 28, 28) | conv(k)).result, "0×26×26 f32");
    CHECK_EQ(explain(eval(unread<float>(0, 28, 28) | conv(k)) | conv(k)).source, "0×26×26 f32");
    auto const gaps = view(static_cast<float const*>(guarded<float>(0, flush::back).data()),
                           extents(8, 28_c, 28_c), pitches{32, 1024});
    auto const e = gaps | pad(1, 1) | conv(k);
    CHECK_EQ(sum_of(explain(e)), workspace_bytes(e));
}
TEST_CASE("explain: stages and borders of a user's own") {
    auto const page = explain(unread<float>(9, 28, 28) | relu() | distance_stage{});
    CHECK_EQ(page.stages.back().name, "distance 2×2");
    CHECK_EQ(page.stages.back().work.multiply_adds, 4);
    CHECK_EQ(sum_of(page), page.workspace_bytes);
}
TEST_CASE("explain: nothing of the pictures is read") {
    // unread() would end the test otherwise
    auto const page =
        explain(unread<float>(1000, 4000, 3000) | conv(k) | pad(1, 1, wrap) | conv(k));
    CHECK_GT(page.workspace_bytes, 4000 * 3000 * 4);
}
