#pragma once
// Pooling to a size: windows that divide the picture, whatever its size.

#include <sluice/core/pipe.hpp>
#include <sluice/core/window.hpp>
#include <sluice/reduce/fits.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// A result has at least one row and one column.
struct result_is_not_empty {
    static constexpr char const* sentence =
        "a result has at least one row and one column; write adaptive_pool<avg>(1, 1) or more";
    static constexpr char const* left = "least";
    static constexpr char const* right = "result";
    static constexpr bool holds(index_t least, index_t result) { return result >= least; }

    template <class Stage>
    using shown = Stage;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const&, Judge judge) {
        return judge(detail::compare_on("h", dim<1>{}, stage.height()),
                     detail::compare_on("w", dim<1>{}, stage.width()));
    }
    template <bool Holds, class Pool, class Image>
    struct says {
        static_assert(Holds, "a result has at least one row and one column; write "
                             "adaptive_pool<avg>(1, 1) or more");
    };
};

/// out(y, x, c) = finish(combine over rows ⌊y·h/H⌋ to ⌈(y+1)h/H⌉ and columns alike of in), of H × W
/// results.
template <class Reduce, index_t H, index_t W>
class adaptive_pool_stage {
public:
    using stage_kind = adaptive_kind;
    using rules = rules_list<result_is_not_empty>;
    static constexpr char const* name = "adaptive_pool";

    template <class Pixel>
    using result = typename Reduce::template result<Pixel>;

    constexpr adaptive_pool_stage() = default;
    constexpr adaptive_pool_stage(Reduce reduce, dim<H> height, dim<W> width)
        : reduce_(reduce), height_(height), width_(width) {}

    constexpr auto height() const { return height_; }
    constexpr auto width() const { return width_; }

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        detail::checked_product("adaptive_pool", index_t(in.height()), index_t(height_) + 1);
        detail::checked_product("adaptive_pool", index_t(in.width()), index_t(width_) + 1);
        return detail::with_plane(in, height_, width_);
    }

    /// The first row (axis 0) or column (axis 1) of window i, of n in the picture.
    constexpr index_t begin(std::size_t axis, index_t i, index_t n) const {
        return i * n / results(axis);
    }
    /// What lies behind the last one.
    constexpr index_t end(std::size_t axis, index_t i, index_t n) const {
        return ((i + 1) * n + results(axis) - 1) / results(axis);
    }

    template <class L>
    constexpr auto first(L pixel) const {
        return reduce_.first(pixel);
    }
    template <class L>
    constexpr L combine(L a, L b) const {
        return reduce_.combine(a, b);
    }
    template <class L, class N>
    constexpr auto finish(L sum, N count) const {
        return reduce_.finish(sum, count);
    }

    template <class In>
    constexpr void check(In const& in) const {
        auto const largest = [&](std::size_t axis, index_t n) {
            return (n + results(axis) - 1) / results(axis) + 1;
        };
        detail::check_that_sums_fit<Reduce, typename In::value_type>(
            largest(0, in.extents().height()), largest(1, in.extents().width()));
    }

private:
    constexpr index_t results(std::size_t axis) const {
        return axis == 0 ? index_t(height_) : index_t(width_);
    }

    [[no_unique_address]] Reduce reduce_;
    [[no_unique_address]] dim<H> height_;
    [[no_unique_address]] dim<W> width_;
};

/// Pooling to h × w results, as PyTorch's adaptive pools: adaptive_pool<avg>(7, 7). Windows share
/// a row or a column where the sizes do not divide.
///   out(y, x, c) = mean, max … of rows ⌊y·h/H⌋ to ⌈(y+1)h/H⌉, columns alike, of in
/// Shape: (m,h,w[,c]) → (m,H,W[,c]). Refuses: result_is_not_empty; at run time by shape_error, by
/// range_error sums of integers that could overflow.
/// Example: tests/stage/adaptive_pool_test.cpp
template <auto Reduce, class H, class W>
constexpr auto adaptive_pool(H const& height, W const& width) {
    return adaptive_pool_stage<std::remove_const_t<decltype(Reduce)>, detail::static_dim<H>,
                               detail::static_dim<W>>(Reduce, detail::to_dim(height),
                                                      detail::to_dim(width));
}

/// One result of the whole picture, per channel, as ONNX's GlobalAveragePool: global_pool<avg>().
/// Shape: (m,h,w[,c]) → (m,1,1[,c]).
template <auto Reduce>
constexpr auto global_pool() {
    return adaptive_pool<Reduce>(dim<1>{}, dim<1>{});
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
