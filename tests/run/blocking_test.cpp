// Every type of pixel and weight: packs of a chain are as wide as its widest type allows. And other
// choices than the engine's own, which give the same results.

#include <limits>

#include "../support/lanes.hpp"
#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

/// A convolution with some pixels and weights, on widths around the sizes of packs.
template <class Pixel, class Weight, class Sum, class... Option>
void check_types(Option... option) {
    auto const k = kernel(weights<Weight>(6).data(), 2_c, 3_c);
    for (index_t w : {3, 4, 6, 9, 10, 17, 18, 19, 33, 34, 35, 66, 67})
        for (flush side : both_ends) {
            pixels<Pixel> const in(2 * 5 * w, side);
            auto const e = view(in.data(), 2, 5, w) | conv(k, option...);
            static_assert(std::is_same_v<typename decltype(e)::value_type, Sum>);
            CAPTURE(w);
            CHECK_EQ(wrong(e), "");
        }
}

} // namespace

TEST_CASE_TEMPLATE("blocking: integers up to 16 bits and integer weights give int32", Pixel,
                   std::uint8_t, std::int8_t, std::uint16_t, std::int16_t) {
    check_types<Pixel, std::int8_t, std::int32_t>();
}
#if defined(__SSE2__)
TEST_CASE("blocking: each instruction set has its own choices") {
    CHECK_EQ(basic_blocking<xsimd::sse2>::plain_rows, 2);
    CHECK_EQ(basic_blocking<xsimd::sse2>::asked_into_cache, 1);
    bool const wide = detail::register_bytes<blocking::arch> == 64;
    CHECK_EQ(blocking::has_many_registers, wide);
    CHECK_EQ(blocking::asked_into_cache, wide ? 2 : 1);
}
#endif
TEST_CASE("blocking: int32 pixels and integer weights give int64") {
    check_types<std::int32_t, std::int16_t, std::int64_t>();
}
TEST_CASE("blocking: uint8 pixels and int32 weights give int32") {
    check_types<std::uint8_t, std::int32_t, std::int32_t>();
}
TEST_CASE_TEMPLATE("blocking: integers up to 16 bits and float weights give float", Pixel,
                   std::uint8_t, std::uint16_t, std::int16_t) {
    check_types<Pixel, float, float>();
}

namespace {

template <int R>
struct rows : blocking {
    template <int, index_t>
    static constexpr int window_rows = R;
    static constexpr int pool_rows = R;
    static constexpr int plain_rows = R;
};
// What has nothing to do with each other is chosen together.
struct one_row_asked_for_early : rows<1> {
    static constexpr index_t near_bytes = 0;
    static constexpr index_t read_ahead = 100;
    static constexpr int asked_into_cache = 3 - blocking::asked_into_cache;
};
struct three_rows_in_short_lines : rows<3> {
    static constexpr index_t near_bytes = std::numeric_limits<index_t>::max();
    static constexpr index_t line_bytes = 8;
    static constexpr index_t way_bytes = 64;
};
struct loops_and_rings : blocking {
    static constexpr index_t most_unrolled_taps = 0;
    static constexpr index_t most_unrolled_packs = 0;
    static constexpr index_t most_register_pool = 0;
    static constexpr index_t most_neighbours = 0;
};
struct pools_in_registers_of_long_rows : rows<2> {
    static constexpr index_t near_bytes = 0;
    static constexpr index_t page_bytes = 1;
    static constexpr index_t most_seen_again = 1000;
    static constexpr index_t most_neighbours = 1000;
};

/// The expression with one choice: the same values, in a workspace of the bytes that it asks for.
template <class B, class E>
bool gives(E const& e, image<typename E::value_type, typename E::extents_type> const& want) {
    guarded<std::byte> const room(workspace_bytes<B>(e), flush::back);
    auto out = image<typename E::value_type, typename E::extents_type>(e.extents());
    run<B>(e, out.view(), std::span(room.data(), room.size()));
    auto const again = eval<B>(e);
    return std::equal(out.begin(), out.end(), want.begin()) &&
           std::equal(again.begin(), again.end(), want.begin());
}
template <class E>
void check_choices(E const& e) {
    auto const want = eval(e);
    CHECK_EQ(wrong(e), "");
    CHECK(gives<blocking>(e, want));
    CHECK(gives<arch>(e, want));
    CHECK(gives<one_row_asked_for_early>(e, want));
    CHECK(gives<three_rows_in_short_lines>(e, want));
    CHECK(gives<loops_and_rings>(e, want));
    CHECK(gives<pools_in_registers_of_long_rows>(e, want));
}

auto const k = some_kernel<std::int8_t>(3_c, 3_c);

template <class Pipeline>
void check_choices_on_widths(Pipeline const& p) {
    for (index_t w : {7, 8, 15, 33, 67, 130})
        for (flush side : both_ends) {
            pixels<std::uint8_t> const in(2 * 11 * w, side);
            CAPTURE(w);
            check_choices(view(in.data(), 2, 11, w) | p);
        }
    pixels<std::uint8_t> const in(2 * 11 * 41, flush::back);
    auto const typed = view(in.data(), 2, 11_c, 41_c) | p;
    auto const want = eval(typed);
    CHECK_EQ(wrong(typed), "");
    CHECK(gives<rows<3>>(typed, want));
    CHECK(gives<loops_and_rings>(typed, want));
}

} // namespace

TEST_CASE("blocking: other choices give the same: a border, a stride and a pool in registers") {
    check_choices_on_widths(pad(1, 1) | conv(k, stride<2, 2>) | pool<sluice::max>(2_c, 2_c));
}
TEST_CASE("blocking: other choices give the same: rings, and a border between them") {
    check_choices_on_widths(conv(k) | saturate_cast<std::uint8_t>() | pad(2, 1, wrap) | conv(k));
}
TEST_CASE("blocking: other choices give the same: a pool that overlaps, and an adaptive one") {
    check_choices_on_widths(pad(1, 1, reflect) | pool<sluice::min>(3_c, 3_c, stride<2, 2>) |
                            adaptive_pool<sluice::max>(2, 3));
}
TEST_CASE("blocking: other choices give the same: channels and several kernels") {
    auto const k3 = some_kernel<std::int8_t>(3_c, 3_c, 3_c, 2_c);
    for (index_t w : {7, 16, 35}) {
        pixels<std::uint8_t> const in(2 * 9 * w * 3, flush::back);
        CAPTURE(w);
        check_choices(view(in.data(), 2, 9, w, 3_c) | conv(k3) | pool<sluice::max>(2_c, 2_c));
    }
}
TEST_CASE("blocking: the workspace follows the choices") {
    float* const p = guarded<float>(0, flush::front).data(); // never looked at
    auto const e = view(p, 7, 100, 200) | conv(k) | conv(k);
    // the ring: three rows under a window, and those made together here and there, rounded up
    CHECK_LT(workspace_bytes<rows<1>>(e), workspace_bytes<rows<2>>(e));
    CHECK_LT(workspace_bytes<rows<2>>(e), workspace_bytes<rows<4>>(e));
    CHECK_EQ(workspace_bytes<rows<4>>(e), workspace_bytes(e));
    CHECK_EQ(workspace_bytes<arch>(e), workspace_bytes(e));
    using Typed = decltype(view(p, 7, 100_c, 200_c) | conv(k) | conv(k));
    static_assert(workspace_bytes<Typed, rows<1>>() < workspace_bytes<Typed, rows<2>>());
}
