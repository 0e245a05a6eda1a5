// Kernels and pools whose sizes only the run knows: the usual ones and all others mean the same.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const w = weights<float>(49, 11);

template <class In>
bool runs_as_typed(In const& e) {
    return detail::usual_windows::are_in(e);
}

} // namespace

TEST_CASE("usual: kernels of 1 to 7 rows and columns at run time") {
    for (index_t kh = 1; kh <= 7; ++kh)
        for (index_t kw = 1; kw <= 7; ++kw)
            check_on_widths<float>(conv(kernel(w.data(), kh, kw)), kh, kw);
}
TEST_CASE("usual: pools of 1 to 4 rows and columns at run time, after a conv and a pad") {
    for (index_t kh = 1; kh <= 4; ++kh)
        for (index_t kw = 1; kw <= 4; ++kw)
            check_on_widths<float>(
                pad(1, 1) | conv(kernel(w.data(), 3, 3)) | pool<sluice::max>(kh, kw), kh, kw);
}
TEST_CASE("usual: one axis in the type, the other at run time") {
    check_on_widths<float>(conv(kernel(w.data(), 3, 5_c)), 3, 5);
    check_on_widths<float>(conv(kernel(w.data(), 5_c, 3)), 5, 3);
    check_on_widths<float>(pool<sluice::max>(2, 3_c), 2, 3);
    check_on_widths<float>(pool<sluice::max>(3_c, 2), 3, 2);
    check_on_widths<float>(pool<sluice::max>(2, 2, stride(2_c, 3_c)), 3, 3);
    check_on_widths<float>(pool<sluice::max>(2, 2, stride(3_c, 2)), 3, 3);
}
TEST_CASE("usual: a 3×3 kernel and a 2×2 pool run as if typed, others do not") {
    std::vector<float> const pixels(12 * 12);
    auto const picture = view(pixels.data(), 12, 12);
    auto const k3 = kernel(w.data(), 3, 3);
    CHECK(runs_as_typed(picture | conv(k3) | pool<avg>(2, 2)));
    CHECK_FALSE(runs_as_typed(picture | conv(k3) | pool<avg>(2, 3)));
    CHECK_FALSE(runs_as_typed(picture | conv(k3) | pool<avg>(2, 2, stride(1, 2))));
    CHECK_FALSE(runs_as_typed(picture | conv(kernel(w.data(), 3, 4))));
}
TEST_CASE("usual: the workspace is asked for what runs") {
    std::vector<float> const pixels(40 * 40);
    auto const picture = view(pixels.data(), 40, 40);
    auto const k = kernel(w.data(), 3_c, 3_c);
    CHECK(workspace_bytes(picture | conv(k) | pool<sluice::max>(2, 2)) ==
          workspace_bytes(picture | conv(k) | pool<sluice::max>(2_c, 2_c)));
    CHECK(workspace_bytes(picture | conv(k) | pool<sluice::max>(3, 2)) >
          workspace_bytes(picture | conv(k) | pool<sluice::max>(2, 2)));
}
