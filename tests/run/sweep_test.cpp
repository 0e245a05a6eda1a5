// Rows whose width the type knows, and the same rows with the width known at run time.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

template <index_t H, index_t W, class Pipeline>
void check_static(Pipeline const& p) {
    for (flush side : both_ends) {
        pixels<float> const in(3 * H * W, side);
        CHECK_AGAINST_REFERENCE(view(in.data(), 3, dim<H>{}, dim<W>{}) | p);
        auto const typed = eval(view(in.data(), 3, dim<H>{}, dim<W>{}) | p);
        static_assert(decltype(typed.extents().width())::is_static);
        auto const counted = eval(view(in.data(), 3, H, W) | p);
        CHECK(std::equal(typed.begin(), typed.end(), counted.begin(), counted.end()));
    }
}

} // namespace

TEST_CASE("sweep: typed widths of less than one pack, of some, and of many") {
    auto const k = some_kernel<float>(3_c, 3_c);
    check_static<3, 3>(pad(1_c, 1_c) | conv(k));
    check_static<28, 28>(pad(1_c, 1_c) | conv(k));
    check_static<5, 70>(pad(1_c, 1_c) | conv(k));
}
TEST_CASE("sweep: typed widths that end in one pack of pixels, or nearly") {
    check_static<7, 13>(conv(some_kernel<float>(2_c, 2_c)));
    check_static<4, 14>(pad(1_c, 1_c) | conv(some_kernel<float>(3_c, 3_c)));
    check_static<4, 15>(pad(1_c, 1_c) | conv(some_kernel<float>(3_c, 3_c)));
    check_static<4, 31>(conv(some_kernel<float>(1_c, 5_c), stride<1, 2>));
}
TEST_CASE("sweep: typed widths with a stride, a pad in the middle and a pool") {
    auto const k = some_kernel<float>(3_c, 3_c);
    check_static<13, 29>(pad(same_for(k)) | conv(k, stride<2, 2>) | pool<sluice::max>(2_c, 2_c));
}
TEST_CASE("sweep: packs of channels in rows narrower than a block, and wider") {
    for (index_t w = 1; w < 12; ++w)
        for (flush side : both_ends) {
            pixels<float> const in(2 * 3 * w * 2, side);
            CAPTURE(w);
            CHECK_AGAINST_REFERENCE(view(in.data(), 2, 3, w, 2_c) |
                                    conv(some_kernel<float>(2, 1, 2_c, 16_c)));
        }
}
