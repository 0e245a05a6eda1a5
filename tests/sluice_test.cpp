// The seven tasks that the library grew from, on small batches, with guarded memory at both ends.

#include "support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Checks a pipeline on digits (m,28,28), m = 1 and 5, and gives back the shape of the result.
template <class Pipeline>
void check_digits(Pipeline const& p, index_t h, index_t w) {
    for (index_t m : {1, 5})
        for (flush side : both_ends) {
            pixels<float> const in(m * 28 * 28, side);
            auto const e = view(in.data(), m, 28_c, 28_c) | p;
            CHECK_EQ(e.extent(0), m);
            CHECK_EQ(e.extent(1), h);
            CHECK_EQ(e.extent(2), w);
            CHECK_AGAINST_REFERENCE(e);
        }
}
/// The same on photographs (m,32,32,3) of bytes.
template <class Pipeline, class Extents>
void check_photographs(Pipeline const& p, Extents const& one) {
    for (index_t m : {1, 5})
        for (flush side : both_ends) {
            pixels<std::uint8_t> const in(m * 32 * 32 * 3, side);
            auto const e = view(in.data(), m, 32_c, 32_c, 3_c) | p;
            for (std::size_t i = 1; i < Extents::rank; ++i) CHECK_EQ(e.extent(i), one[i]);
            CHECK_AGAINST_REFERENCE(e);
        }
}

auto const k = some_kernel<float>(3_c, 3_c);

} // namespace

TEST_CASE("task 1: valid") { check_digits(conv(k), 26, 26); }
TEST_CASE("task 2: same") { check_digits(pad(same_for(k)) | conv(k), 28, 28); }
TEST_CASE("task 3: padding (2,4)") { check_digits(pad(2_c, 4_c) | conv(k), 30, 34); }
TEST_CASE("task 4: strided, valid, (2,2)") { check_digits(conv(k, stride<2, 2>), 13, 13); }
TEST_CASE("task 5: channels, valid") {
    check_photographs(conv(some_kernel<std::int8_t>(3_c, 3_c, 3_c)), extents(0, 30, 30));
}
TEST_CASE("task 6: several kernels, valid") {
    check_photographs(conv(some_kernel<float>(3_c, 3_c, 3_c, 3_c)), extents(0, 30, 30, 3));
}
TEST_CASE("task 7: pools of (2,2), max and avg") {
    check_photographs(pool<sluice::max>(2_c, 2_c), extents(0, 16, 16, 3));
    check_photographs(pool<avg>(2, 2), extents(0, 16, 16, 3));
}
TEST_CASE("the headline: same | strided | pool, with plain numbers and with typed ones") {
    check_digits(pad(same_for(k)) | conv(k, stride<2, 2>) | pool<sluice::max>(2, 2), 7, 7);
}
