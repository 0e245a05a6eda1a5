// Large results, collected and written past the caches: the same values, and nothing beside them.

#include "../support/lanes.hpp"
#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Whether the target has stores for it; where it has none, all goes straight to its place.
constexpr bool can = detail::can_write_past_caches;

/// Every result is taken for a large one, and few bytes of it are collected, or whole pictures.
template <index_t Bytes>
struct past_caches : blocking {
    static constexpr index_t most_collected_picture = Bytes < 1024 ? 0 : 4096;
    static constexpr index_t far_bytes = 0;
    static constexpr index_t least_far_block = 0;
    static constexpr index_t collected_bytes = Bytes;
};
/// Every result is a large one, small blocks of sums stay near.
struct large : blocking {
    static constexpr index_t far_bytes = 0;
    static constexpr index_t least_far_block = 640;
};

/// Runs e into memory that begins or ends at a page that nobody may touch, `before` values behind
/// its begin, and compares with what goes straight to its place.
template <class B, class E>
std::string wrong_past_caches(E const& e, index_t before, flush side) {
    using T = typename E::value_type;
    auto const want = eval(e);
    guarded<T> const memory(before + want.size(), side);
    guarded<std::byte> const room(workspace_bytes<B>(e), side);
    index_t const row = e.extents().width() * e.extents().channels();
    run<B>(e, view(memory.data() + before, e.extents(), {row, row * e.extents().height()}),
           std::span(room.data(), room.size()));
    if (!memory.rest_is_untouched()) return "written outside the result";
    if (!room.rest_is_untouched()) return "written outside the workspace";
    for (index_t i = 0; i < before; ++i)
        if (std::memcmp(memory.data() + i, std::string(sizeof(T), '\xff').data(), sizeof(T)) != 0)
            return "written before the result";
    for (index_t i = 0; i < want.size(); ++i)
        if (memory[before + i] != want.data()[i]) return "value " + std::to_string(i);
    return {};
}
template <class E>
void check_past_caches(E const& e) {
    using T = typename E::value_type;
    CHECK_EQ(workspace_bytes<past_caches<64>>(e) > workspace_bytes(e), can);
    for (flush side : both_ends) {
        CHECK_EQ(wrong_past_caches<past_caches<64>>(e, 0, side), "");
        CHECK_EQ(wrong_past_caches<past_caches<200>>(e, 1, side), "");
        CHECK_EQ(wrong_past_caches<past_caches<1024>>(e, index_t{64 / sizeof(T)} - 1, side), "");
    }
}

/// `pictures | p` on batches of pictures of many sizes, with c channels.
template <class Pixel, class C, class Pipeline>
void check_sizes(C c, Pipeline const& p, index_t least) {
    for (index_t w = least; w < 70; w += w < 20 ? 1 : 7)
        for (index_t h : {least, least + 1, least + 3, least + 4, index_t{29}}) {
            index_t const m = 1 + (w + h) % 3;
            pixels<Pixel> const in(m * h * w * index_t(detail::to_dim(c)), flush::back);
            CAPTURE(m);
            CAPTURE(h);
            CAPTURE(w);
            check_past_caches(view(in.data(), m, h, w, c) | p);
        }
}

} // namespace

TEST_CASE("destination: rows of every width, four together and then what is left of them") {
    check_sizes<float>(1_c, conv(some_kernel<float>(3_c, 3_c, 1_c)), 3);
}
TEST_CASE("destination: values of one byte, and of eight") {
    check_sizes<std::uint8_t>(1_c, pool<sluice::max>(2_c, 2_c, stride<1, 1>), 2);
    check_sizes<double>(1_c, pool<sum>(2_c, 2_c), 2);
}
TEST_CASE("destination: channels side by side, few and many") {
    check_sizes<std::uint8_t>(3_c, pad(1, 1) | pool<avg>(3_c, 3_c, stride<1, 1>), 3);
    check_sizes<float>(3, conv(some_kernel<float>(1_c, 1_c, 3, 5)), 1);
    check_sizes<float>(4_c, conv(some_kernel<float>(1_c, 2_c, 4_c, 16_c)), 2);
}

TEST_CASE("destination: rows of a height in the type that end with a smaller block") {
    pixels<float> const in(5 * 14 * 27, flush::back);
    check_past_caches(view(in.data(), 5, 14_c, 27_c) | conv(some_kernel<float>(2_c, 2_c)));
    check_past_caches(view(in.data(), 15, 7_c, 18_c) | pool<sluice::max>(1_c, 2_c));
}
TEST_CASE("destination: rows of whole lines go one by one where the first is aligned") {
    pixels<float> const in(3 * 37 * 48 * 4, flush::back);
    float const* const p = in.data();
    auto const k = some_kernel<float>(3_c, 3_c);
    check_past_caches(pad(view(p, 3, 37_c, 16_c), same_for(k)) | conv(k));
    check_past_caches(pad(view(p, 3, 37, 48_c), same_for(k)) | conv(k));
    check_past_caches(pad(view(p, 13, 3, 32_c), same_for(k)) | conv(k)); // fewer rows than a block
    check_past_caches(view(p, 7, 13_c, 32_c, 3_c) | pool<sluice::max>(2_c, 2_c));
    check_past_caches(view(p, 3, 29, 64_c) | pool<avg>(3_c, 1_c, stride<1, 1>));
    check_past_caches(view(p, 2, 30_c, 32_c, 2_c) | conv(some_kernel<float>(1_c, 1_c, 2_c, 4_c)));
    check_past_caches(pad(view(p, 1, 5_c, 1024_c), same_for(k)) | conv(k));
    for (int w : {16, 31, 32, 33, 48, 64})
        for (int h : {3, 4, 9}) {
            CAPTURE(w);
            CAPTURE(h);
            check_past_caches(pad(view(p, 7, h, w), 1, 1) | conv(k));
            check_past_caches(view(p, 2, h, w) | pool<sluice::max>(1_c, 2_c, stride<1, 1>));
        }
}
TEST_CASE("destination: a result with gaps between its rows goes straight to its place") {
    using past = past_caches<64>;
    pixels<float> const in(3 * 9 * 21, flush::back);
    auto const e = view(in.data(), 3, 9, 21) | conv(some_kernel<float>(2_c, 2_c));
    auto const want = eval(e);
    guarded<float> const memory(3 * 8 * 23, flush::back);
    run<past>(e, view(memory.data(), e.extents(), {23, 8 * 23}));
    CHECK(memory.rest_is_untouched());
    for (index_t y = 0; y < 3 * 8; ++y)
        for (index_t x = 0; x < 23; ++x) {
            float const value = memory[y * 23 + x];
            CHECK((x < 20 ? value == want.data()[y * 20 + x] : value != value));
        }
}

TEST_CASE(
    "destination: no lines are collected of small results, of slow ones and of large blocks") {
    float* const p = guarded<float>(0, flush::front).data(); // never looked at
    auto const of = [&](index_t m, index_t w) {
        return view(p, m, 64, w) | conv(some_kernel<float>(1_c, 1_c));
    };
    auto const of_slow = [&](index_t m) {
        return view(p, m, 64, 64) | conv(some_kernel<float>(9_c, 9_c));
    };
    CHECK_EQ(workspace_bytes(of(2049, 64)) > workspace_bytes(of(2, 64)), can);
    CHECK_EQ(workspace_bytes(of(1000, 64)), workspace_bytes(of(2, 64)));
    CHECK_EQ(workspace_bytes(of(65, 2048)) > workspace_bytes(of(2, 2048)), can);
    CHECK_EQ(workspace_bytes(of(65, 2056)), workspace_bytes(of(2, 2056)));
    CHECK_EQ(workspace_bytes(of_slow(100000)), workspace_bytes(of_slow(2)));
}

TEST_CASE("destination: the workspace of a type is enough for any batch") {
    float* const p = guarded<float>(0, flush::front).data(); // never looked at
    auto const of = [&](index_t m) {
        return view(p, m, 64_c, 64_c) | conv(some_kernel<float>(3_c, 3_c));
    };
    constexpr index_t most = workspace_bytes<decltype(of(1))>();
    CHECK_EQ(workspace_bytes(of(100000)), most);
    CHECK_EQ(workspace_bytes(of(1)) < most, can);
    using Known = decltype(view(p, 2_c, 64_c, 64_c) | conv(some_kernel<float>(3_c, 3_c)));
    static_assert((workspace_bytes<Known>() < most) == can);
}
TEST_CASE("destination: sums that take longer to make than to write stay near") {
    std::vector<float> const pixels(100 * 100);
    auto const goes_far = [&](index_t w, auto const& stage) {
        auto const e = view(pixels.data(), 100, w) | stage;
        return workspace_bytes<large>(e) > workspace_bytes(e);
    };
    auto const k3 = some_kernel<float>(3_c, 3_c);
    index_t const enough = large::least_far_block / (4 * index_t{sizeof(float)}); // in four rows
    CHECK_FALSE(goes_far(enough + 1, conv(k3)));
    CHECK_EQ(goes_far(enough + 2, conv(k3)), can);
    CHECK_FALSE(goes_far(2 * enough, conv(k3, stride<1, 2>)));
    CHECK_EQ(goes_far(2 * enough + 1, conv(k3, stride<1, 2>)), can);
    CHECK_EQ(goes_far(9, conv(k3, stride<2, 2>)), can); // each result reads four pixels first
    CHECK_EQ(goes_far(33, conv(some_kernel<float>(2_c, 2_c))), can);
    CHECK_EQ(goes_far(100, conv(some_kernel<float>(4_c, 4_c))), can);
    std::integral_constant<index_t, blocking::most_far_products + 1> const many;
    CHECK_FALSE(goes_far(100, conv(some_kernel<float>(1_c, many))));
    CHECK_EQ(goes_far(20, pool<sluice::max>(2_c, 2_c)), can);
}
