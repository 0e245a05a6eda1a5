// Kernels and pools whose sizes only the run knows: the usual ones and all others mean the same.

#include <sluice/explain.hpp>

#define SLUICE_TEST_CHOICES sluice::blocking
#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const w = weights<float>(121, 11);

/// Whether all windows of an expression, and its padding, are those of usual kernels of K×K.
template <index_t K, class In>
bool runs_as_typed(In const& e) {
    return detail::usual_windows<K>::are_in(e);
}
/// The page is made of the plan that runs.
template <class In>
bool is_shown_as_typed(In const& e) {
    return explain(e).windows_as_typed;
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
TEST_CASE("usual: kernels of 3×3, 5×5 and 7×7 and a 2×2 pool run as if typed, others do not") {
    std::vector<float> const pixels(24 * 24);
    auto const picture = view(pixels.data(), 24, 24);
    for (index_t k = 1; k <= 9; ++k) {
        auto const some = kernel(w.data(), k, k);
        CAPTURE(k);
        bool const usual = k == 3 || k == 5 || k == 7;
        CHECK(is_shown_as_typed(picture | conv(some)) == usual);
        CHECK(is_shown_as_typed(picture | pad(same_for(some)) | conv(some) | pool<avg>(2, 2)) ==
              usual);
        CHECK_FALSE(is_shown_as_typed(picture | conv(some) | pool<avg>(2, 3)));
        CHECK_FALSE(is_shown_as_typed(picture | conv(some) | pool<avg>(2, 2, stride(1, 2))));
        CHECK_FALSE(is_shown_as_typed(picture | conv(kernel(w.data(), 3, k + 3))));
    }
    auto const k3 = kernel(w.data(), 3, 3), k5 = kernel(w.data(), 5, 5);
    CHECK(runs_as_typed<3>(picture | conv(k3) | conv(k3)));
    CHECK_FALSE(runs_as_typed<3>(picture | conv(k3) | conv(k5)));
    CHECK(runs_as_typed<5>(picture | conv(k5) | pad(2, 2)));
    CHECK(runs_as_typed<5>(picture | conv(k5) | pad(1_c, 9_c)));
    for (auto const& other :
         {padding(1, 2, 2, 2), padding(2, 1, 2, 2), padding(2, 2, 3, 2), padding(2, 2, 2, 3)})
        CHECK_FALSE(runs_as_typed<5>(picture | conv(k5) | pad(other)));
}
TEST_CASE("usual: padding is typed with its kernel, whatever lies in it") {
    for (index_t k = 1; k <= 8; ++k) {
        auto const some = kernel(w.data(), k, k);
        check_on_widths<float>(pad(same_for(some)) | conv(some), 4, 4);
        check_on_widths<float>(pad(same_for(some), constant(2.5f)) | conv(some), 4, 4);
        check_on_widths<float>(pad(same_for(some), reflect) | conv(some, stride(2, 2)), 8, 8);
        check_on_widths<float>(relu() | pad(same_for(some), edge) | conv(some), 4, 4);
        check_on_widths<float>(pad(1, 3) | conv(some), 8, 8);
    }
}
TEST_CASE("usual: a pool alone leaves the padding as it is") {
    std::vector<float> const pixels(12 * 12);
    auto const picture = view(pixels.data(), 12, 12);
    CHECK(is_shown_as_typed(picture | pad(1, 4) | pool<avg>(2, 2)));
    CHECK_FALSE(is_shown_as_typed(picture | pad(1, 4) | pool<avg>(2, 3)));
    CHECK_FALSE(is_shown_as_typed(picture | pad(1, 4) | pool<avg>(2_c, 2_c)));
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
