// eval, run and workspace_bytes: what they allocate, what they refuse, from how many threads.

#include <thread>

#include "../support/allocations.hpp"
#include "../support/sweep.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const k3 = kernel(weights<float>(9, 3).data(), 3_c, 3_c);

/// A chain with rings, borders and a register pool.
auto chain() { return pad(1, 1) | conv(k3) | relu() | conv(k3) | pool<sluice::max>(2_c, 2_c); }

template <class E>
auto aligned_workspace(E const& e) {
    index_t const n = workspace_bytes(e);
    return image<std::uint8_t, extents<1, dynamic_extent>>(extents<1, dynamic_extent>(1, n));
}
template <class Image>
std::span<std::byte> bytes(Image& room) {
    return std::as_writable_bytes(std::span(room.data(), at(room.size())));
}

} // namespace

TEST_CASE("the allocation counter counts") {
    void* volatile p = nullptr;
    CHECK_EQ(allocations_of([&] { p = std::malloc(100); }).bytes, 100);
    std::free(p);
    CHECK_EQ(allocations_of([&] { p = std::aligned_alloc(64, 128); }).bytes, 128);
    std::free(p);
    CHECK_EQ(allocations_of([&] { p = ::operator new(24); }).bytes, 24);
    ::operator delete(p);
    CHECK_EQ(allocations_of([&] { p = ::operator new(64, std::align_val_t(64)); }).calls, 1);
    ::operator delete(p, std::align_val_t(64));
}

TEST_CASE(
    "run: with a workspace it allocates nothing; eval allocates the result and the workspace") {
    pixels<float> const in(5 * 20 * 40, flush::back);
    auto const e = view(in.data(), 5, 20, 40) | chain();
    auto room = aligned_workspace(e);
    auto out = image<float, decltype(e.extents())>(e.extents());
    CHECK_EQ(allocations_of([&] { run(e, out.view(), bytes(room)); }).calls, 0);
    CHECK_EQ(allocations_of([&] { workspace_bytes(e); }).calls, 0);
    auto const needed = at(workspace_bytes(e));
    auto const by_run = allocations_of([&] { run(e, out.view()); });
    CHECK_EQ(by_run.calls, 1);
    CHECK_EQ(by_run.bytes, needed);
    auto const by_eval = allocations_of([&] { eval(e); });
    CHECK_EQ(by_eval.calls, 2);
    CHECK_EQ(by_eval.bytes, needed + (at(out.size()) * sizeof(float) + 63) / 64 * 64);
}

TEST_CASE("run: the workspace is O(rows × width): neither the height nor the batch changes it") {
    float* const p = guarded<float>(0, flush::front).data(); // never looked at
    auto const needs = [&](index_t m, index_t h, index_t w) {
        return workspace_bytes(view(p, m, h, w) | chain());
    };
    CHECK_EQ(needs(1, 200, 300), needs(1, 400, 300));
    CHECK_EQ(needs(1, 200, 300), needs(1, 20000, 300));
    CHECK_EQ(needs(2, 200, 300), needs(200, 200, 300));
    // of a result that no cache holds, a few lines and a block of rows are collected besides
    CHECK_EQ(needs(5000, 200, 300), needs(50000, 200, 300));
    CHECK_LE(needs(50000, 200, 300) - needs(2, 200, 300), 4096 + 4 * 300 * index_t{sizeof(float)});
    CHECK_LE(needs(1, 200, 6000), 11 * needs(1, 200, 600));
    CHECK_LE(needs(1, 200, 6000), 6000 * index_t{sizeof(float)} * 40);
    CHECK_EQ(workspace_bytes(view(p, 7, 100, 100) | conv(k3)),
             workspace_bytes(view(p, 14, 200, 100) | conv(k3)));
}

TEST_CASE("run: one expression from four threads at once, each with its own workspace") {
    pixels<float> const in(8 * 30 * 50, flush::back);
    auto const e = view(in.data(), 8, 30, 50) | chain();
    auto const want = eval(e);
    std::vector<std::string> wrong_in(4);
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                auto room = aligned_workspace(e);
                auto out = image<float, decltype(e.extents())>(e.extents());
                for (int again = 0; again < 20; ++again) {
                    std::fill(out.begin(), out.end(), -1.0f);
                    run(e, out.view(), bytes(room));
                    if (!std::equal(out.begin(), out.end(), want.begin())) wrong_in[t] = "differs";
                }
            });
    }
    for (auto const& w : wrong_in) CHECK_EQ(w, "");
}

TEST_CASE("run: a second run in the same workspace gives the same, whatever lies in it") {
    pixels<float> const in(2 * 11 * 19, flush::back);
    auto const e = view(in.data(), 2, 11, 19) | chain();
    auto const want = eval(e);
    auto room = aligned_workspace(e);
    for (int fill : {0, 0x7f, 0xff}) {
        std::fill(room.begin(), room.end(), static_cast<std::uint8_t>(fill));
        auto out = eval(e);
        run(e, out.view(), bytes(room));
        run(e, out.view(), bytes(room));
        CHECK(std::equal(out.begin(), out.end(), want.begin()));
    }
}

TEST_CASE("run: into an image, into a view, into a region of a larger picture") {
    pixels<float> const in(2 * 9 * 12, flush::back);
    auto const e = view(in.data(), 2, 9, 12) | chain();
    auto const want = eval(e);
    auto out = image<float, decltype(e.extents())>(e.extents());
    run(e, out);
    CHECK(std::equal(out.begin(), out.end(), want.begin()));

    index_t const h = e.extent(1), w = e.extent(2);
    std::vector<float> big(at(2 * (h + 3) * (w + 5)), 77.0f);
    auto const whole = view(big.data(), 2, h + 3, w + 5);
    run(e, whole.region(1, 2, h, w));
    for (index_t m = 0; m < 2; ++m)
        for (index_t y = 0; y < h + 3; ++y)
            for (index_t x = 0; x < w + 5; ++x) {
                bool const inside = y >= 1 && y < h + 1 && x >= 2 && x < w + 2;
                float const given = big[at((m * (h + 3) + y) * (w + 5) + x)];
                REQUIRE_EQ(given, inside ? want.data()[(m * h + y - 1) * w + x - 2] : 77.0f);
            }
}

TEST_CASE("run: an empty batch is fine, with null pointers too, and writes nothing") {
    float none[1] = {};
    auto const e = view(none, 0, 9, 12) | chain();
    auto const out = eval(e);
    CHECK_EQ(out.size(), 0);
    CHECK_EQ(out.extent(0), 0);
    CHECK_EQ(out.extent(1), 3);
    auto const null = view(static_cast<float*>(nullptr), 0, 9, 12) | chain();
    CHECK_EQ(eval(null).size(), 0);
    run(null, view(static_cast<float*>(nullptr), 0, 3, 5));
    run(view(static_cast<float*>(nullptr), 0, 9, 12) | relu(),
        view(static_cast<float*>(nullptr), 0, 9, 12));
    auto const want = expect(e);
    for (flush side : both_ends) {
        CHECK_EQ(wrong_in_guarded_run(e, want, side, 0), "");
        CHECK_EQ(wrong_in_guarded_run(e, want, side, 3), "");
    }
}

TEST_CASE("run: an output of another shape is refused, with axis and both sizes") {
    float data[4 * 9 * 12] = {};
    auto const e = view(data, 4, 9, 12) | chain(); // (4, 3, 5)
    std::vector<float> out(60, 5.0f);
    std::string const rows = text_of<shape_error>([&] { run(e, view(out.data(), 4, 2, 5)); });
    CHECK(says(rows, {"run", "axis h", "2", "3"}));
    CHECK(says(text_of<shape_error>([&] { run(e, view(out.data(), 4, 3, 4)); }),
               {"axis w", "4", "5"}));
    CHECK(says(text_of<shape_error>([&] { run(e, view(out.data(), 3, 3, 5)); }),
               {"axis m", "3", "4"}));
    CHECK_EQ(out, std::vector<float>(60, 5.0f));
    auto const colour = view(data, 1, 4, 4, 3) | pad(0, 0);
    CHECK(says(text_of<shape_error>([&] { run(colour, view(out.data(), 1, 4, 4, 2)); }),
               {"axis c", "2", "3"}));
}

TEST_CASE("run: an output that overlaps the pictures is refused before anything is written") {
    std::vector<float> data(2000, 3.0f);
    auto const e = view(data.data(), 1, 10, 12) | pad(1, 1) | conv(k3);
    auto const refused = [&](index_t offset) {
        auto const text =
            text_of<memory_error>([&] { run(e, view(data.data() + offset, 1, 10, 12)); });
        return text.find("overlaps") != std::string::npos;
    };
    CHECK(refused(0));
    CHECK(refused(1));
    CHECK(refused(119));
    auto const later = view(data.data() + 120, 1, 10, 12) | pad(1, 1) | conv(k3);
    CHECK_THROWS_AS(run(later, view(data.data() + 1, 1, 10, 12)), memory_error);
    CHECK_EQ(data, std::vector<float>(2000, 3.0f));
    run(e, view(data.data() + 120, 1, 10, 12));
    CHECK_NE(data[120], 3.0f);
}

TEST_CASE(
    "run: a workspace that is too small or not aligned is refused before anything is written") {
    pixels<float> const in(2 * 9 * 12, flush::back);
    auto const e = view(in.data(), 2, 9, 12) | chain();
    auto room = aligned_workspace(e);
    std::vector<float> out(30, 5.0f);
    auto const target = view(out.data(), 2, 3, 5);
    auto const small =
        text_of<memory_error>([&] { run(e, target, bytes(room).first(bytes(room).size() - 1)); });
    CHECK(says(small, {"run", "workspace", std::to_string(workspace_bytes(e)),
                       std::to_string(workspace_bytes(e) - 1)}));
    CHECK_THROWS_AS(run(e, target, {}), memory_error);
    std::vector<std::byte> large(at(workspace_bytes(e)) + 256);
    auto* const odd =
        large.data() + (64 - reinterpret_cast<std::uintptr_t>(large.data()) % 64) + 32;
    CHECK(
        says(text_of<memory_error>([&] { run(e, target, std::span(odd, at(workspace_bytes(e)))); }),
             {"64"}));
    CHECK_EQ(out, std::vector<float>(30, 5.0f));
}

TEST_CASE("run: a workspace that overlaps the pictures or the output is refused") {
    auto const e0 = view(static_cast<float*>(nullptr), 0, 9, 12) | chain();
    index_t const n = workspace_bytes(e0) / 4 + 2 * 9 * 12;
    image<float, extents<1, dynamic_extent>> room(extents<1, dynamic_extent>(1, n));
    std::fill(room.begin(), room.end(), 1.0f);
    auto const e = view(room.data(), 2, 9, 12) | chain();
    std::vector<float> out(30, 5.0f);
    CHECK_THROWS_AS(
        run(e, view(out.data(), 2, 3, 5), std::as_writable_bytes(std::span(room.data(), at(n)))),
        memory_error);
    CHECK_EQ(out, std::vector<float>(30, 5.0f));
}

TEST_CASE(
    "run: a result that no machine can address is refused by the pipe or by eval, not wrapped") {
    float one[1] = {};
    index_t const half = index_t{1} << 31;
    CHECK_THROWS_AS(eval(view(one, 1, 1, 1) | pad(half, half)), shape_error);
    CHECK_THROWS_AS(view(one, 1, 1, 1) | pad(half * half, half * half), shape_error);
}

TEST_CASE("eval: the result can be moved, read and used as the next source") {
    pixels<float> const in(2 * 9 * 12, flush::back);
    auto a = eval(view(in.data(), 2, 9, 12) | relu());
    float const* const p = a.data();
    auto b = std::move(a);
    CHECK_EQ(b.data(), p);
    CHECK_EQ(b.end() - b.begin(), 2 * 9 * 12);
    CHECK_AGAINST_REFERENCE(b.view() | conv(k3));
}

TEST_CASE("run: an lvalue image is looked at, an rvalue image moves into the expression") {
    pixels<float> const in(2 * 9 * 12, flush::back);
    auto const make = [&] { return eval(view(in.data(), 2, 9, 12) | relu()); };
    auto kept = make();
    auto const seen = eval(kept | chain());
    auto const owning = make() | chain(); // the temporary is gone, its pixels are not
    auto const owned = eval(owning);
    CHECK(std::equal(seen.begin(), seen.end(), owned.begin(), owned.end()));
    auto const want = expect(view(kept.data(), 2, 9, 12) | chain());
    CHECK_EQ(difference<float>(want, owned.data()), "");
    auto const looking = kept | chain();
    kept.data()[0] += 100; // through the view, the expression sees it
    CHECK_EQ(difference<float>(expect(kept.view() | chain()), eval(looking).data()), "");
}
