// Pipelines can be described, and asked for their shapes, without a line of what runs them.

#include <sluice/describe.hpp>

#include <doctest/doctest.h>

#if defined(XSIMD_VERSION_MAJOR)
#error "describing a pipeline must not cost what running one does"
#endif

using namespace sluice;

TEST_CASE("describe: shapes are known before anything runs") {
    float const pixels[28] = {}, w[9] = {};
    auto const k = kernel(w, 3_c, 3_c);
    auto const e = pad(view(pixels, 0, 28_c, 28_c), same_for(k)) | conv(k, stride<2, 2>) | relu() |
                   transform([](auto x) { return x * 2; }) | pool<sluice::max>(2_c, 2_c);
    static_assert(std::is_same_v<decltype(e)::extents_type, extents<dynamic_extent, 7, 7>>);
    CHECK_EQ(e.extent(0), 0);
}
