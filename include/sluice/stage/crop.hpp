#pragma once
// A part of the picture.

#include <sluice/core/pipe.hpp>
#include <sluice/core/window.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// A crop has a row and a column at least, and ends where the picture ends or before.
struct crop_lies_inside {
    static constexpr char const* sentence =
        "the crop does not lie inside the picture; crop(top, left, height, width) takes rows "
        "top..top+height; to add rows or columns write pad";
    static constexpr char const* left = "needed";
    static constexpr char const* right = "there are";
    static constexpr bool holds(index_t needed, index_t there) { return needed <= there; }

    template <class Stage>
    using shown = Stage;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const& in, Judge judge) {
        return judge(
            detail::compare_on("h", dim<0>{}, stage.top()),
            detail::compare_on("h", dim<1>{}, stage.height()),
            detail::compare_on("h", end_of(stage.top(), stage.height()), in.extents().height()),
            detail::compare_on("w", dim<0>{}, stage.left()),
            detail::compare_on("w", dim<1>{}, stage.width()),
            detail::compare_on("w", end_of(stage.left(), stage.width()), in.extents().width()));
    }
    template <bool Holds, class Crop, class Image>
    struct says {
        static_assert(Holds, "the crop does not lie inside the picture; crop(top, left, height, "
                             "width) takes rows top..top+height; to add rows or columns write pad");
    };

private:
    template <index_t A, index_t B>
    static constexpr auto end_of(dim<A> begin, dim<B> size) {
        return detail::with_dims([](index_t a, index_t b) { return detail::sum_or_greatest(a, b); },
                                 begin, size);
    }
};

/// out(y, x, c) = in(top + y, left + x, c).
template <index_t Top, index_t Left, index_t Height, index_t Width>
class crop_stage {
public:
    using stage_kind = crop_kind;
    using rules = rules_list<crop_lies_inside>;
    static constexpr char const* name = "crop";

    template <class Pixel>
    using result = Pixel;

    constexpr crop_stage() = default;
    constexpr crop_stage(dim<Top> top, dim<Left> left, dim<Height> height, dim<Width> width)
        : top_(top), left_(left), height_(height), width_(width) {}

    constexpr auto top() const { return top_; }
    constexpr auto left() const { return left_; }
    constexpr auto height() const { return height_; }
    constexpr auto width() const { return width_; }

    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        return detail::with_plane(in, height_, width_);
    }

private:
    [[no_unique_address]] dim<Top> top_;
    [[no_unique_address]] dim<Left> left_;
    [[no_unique_address]] dim<Height> height_;
    [[no_unique_address]] dim<Width> width_;
};

/// Rows top..top+height and columns left..left+width, as torchvision's: crop(2, 2, 24_c, 24_c).
///   out(y, x, c) = in(top + y, left + x, c)
/// Shape: (m,h,w[,c]) → (m, height, width [,c]). On pictures in memory it costs nothing; in the
/// middle of a pipeline the rows above are made and dropped, those below are never made.
/// Refuses: crop_lies_inside.
/// Example: tests/stage/crop_test.cpp
template <class T, class L, class H, class W>
constexpr auto crop(T const& top, L const& left, H const& height, W const& width) {
    return crop_stage<detail::static_dim<T>, detail::static_dim<L>, detail::static_dim<H>,
                      detail::static_dim<W>>(detail::to_dim(top), detail::to_dim(left),
                                             detail::to_dim(height), detail::to_dim(width));
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
