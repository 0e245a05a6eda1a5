#pragma once
// Zeros between pixels: what a transposed convolution convolves.

#include <sluice/core/pipe.hpp>
#include <sluice/core/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// out(y·s, x·s, c) = in(y, x, c), and 0 between.
template <class Step>
class insert_zeros_stage {
public:
    using stage_kind = spread_kind;
    using rules = rules_list<stride_is_positive>;
    static constexpr char const* name = "insert_zeros";

    template <class Pixel>
    using result = Pixel;

    constexpr insert_zeros_stage() = default;
    constexpr explicit insert_zeros_stage(Step step) : step_(step) {}

    constexpr auto step() const { return step_; }

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        auto const spread = [](index_t n, index_t s) {
            return detail::sum_or_greatest(detail::product_or_greatest(n - 1, s), 1);
        };
        auto const out =
            detail::with_plane(in, detail::with_dims(spread, in.height(), step_.template get<0>()),
                               detail::with_dims(spread, in.width(), step_.template get<1>()));
        detail::checked_product("insert_zeros", index_t(out.height()), index_t(out.width()));
        return out;
    }

private:
    [[no_unique_address]] Step step_;
};

/// Zeros between rows and columns: insert_zeros(stride<2,2>).
///   out(y·s, x·s, c) = in(y, x, c), and 0 between
/// Shape: (m,h,w[,c]) → (m, (h−1)s+1, (w−1)s+1 [,c]). Refuses: stride_is_positive.
/// Example: tests/stage/insert_zeros_test.cpp
template <class Step>
constexpr auto insert_zeros(Step step) {
    auto const s = detail::option(step);
    return insert_zeros_stage<std::remove_const_t<decltype(s)>>(s);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
