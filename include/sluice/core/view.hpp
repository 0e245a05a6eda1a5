#pragma once
// Pictures in memory that somebody else owns.

#include <sluice/core/number.hpp>
#include <sluice/core/size.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Distances in memory, in elements: from a row to the next, and from an image to the next.
struct pitches {
    index_t row;
    index_t image;
};

/// A batch of pictures at a pointer. Values of a pixel lie side by side, pixels of a row too; rows
/// and images may have gaps between them, so a region of a larger picture is a view as well.
template <class T, class Extents>
class image_view {
public:
    using element_type = T;
    using value_type = std::remove_const_t<T>;
    using extents_type = Extents;

    /// Nothing, of a shape that the type knows; a batch of no images where only the run knows m.
    constexpr image_view()
        : image_view(nullptr, Extents(),
                     {Extents().width() * Extents().channels(),
                      Extents().width() * Extents().channels() * Extents().height()}) {}
    constexpr image_view(T* data, Extents const& shape, pitches step)
        : data_(data), shape_(shape), step_(step) {}

    constexpr T* data() const { return data_; }
    constexpr Extents const& extents() const { return shape_; }
    constexpr index_t extent(std::size_t axis) const { return shape_[axis]; }
    constexpr index_t row_pitch() const { return step_.row; }
    constexpr index_t image_pitch() const { return step_.image; }

    /// Whether no gap lies between rows or images.
    constexpr bool is_contiguous() const {
        index_t const row = shape_.width() * shape_.channels();
        return step_.row == row && step_.image == row * shape_.height();
    }

    /// From the first value to behind the last one, in elements; 0 for an empty batch.
    constexpr index_t span() const {
        if (shape_.images() == 0) return 0;
        return (shape_.images() - 1) * step_.image + (shape_.height() - 1) * step_.row +
               shape_.width() * shape_.channels();
    }

    /// Rows y..y+h and columns x..x+w of every image. Throws shape_error where they are not inside.
    template <class H, class W>
    constexpr auto region(index_t y, index_t x, H const& h, W const& w) const {
        if (y < 0 || x < 0 || index_t(detail::to_dim(h)) < 1 || index_t(detail::to_dim(w)) < 1 ||
            index_t(detail::to_dim(h)) > shape_.height() - y ||
            index_t(detail::to_dim(w)) > shape_.width() - x)
            detail::fail<shape_error>(
                "region: rows ", y, " + ", index_t(detail::to_dim(h)), " and columns ", x, " + ",
                index_t(detail::to_dim(w)), " do not lie inside the picture (h ",
                index_t(shape_.height()), ", w ", index_t(shape_.width()), ")");
        T* const at = data_ + y * step_.row + x * shape_.channels();
        auto const dims = [&] {
            if constexpr (Extents::rank == 2) return sluice::extents(h, w);
            else if constexpr (Extents::rank == 3) return sluice::extents(shape_.images(), h, w);
            else return sluice::extents(shape_.images(), h, w, shape_.channels());
        }();
        return image_view<T, std::remove_const_t<decltype(dims)>>(at, dims, step_);
    }

private:
    T* data_;
    Extents shape_;
    pitches step_;
};

namespace detail {

/// Refuses sizes below one (below zero for the batch), and products beyond the address space.
template <class T, index_t... N>
constexpr void check_sizes(extents<N...> const& shape) {
    constexpr char const* names[][4] = {
        {"h", "w", "", ""}, {"m", "h", "w", ""}, {"m", "h", "w", "c"}};
    for (std::size_t i = 0; i < sizeof...(N); ++i) {
        index_t const least = sizeof...(N) > 2 && i == 0 ? 0 : 1;
        if (shape[i] < least)
            fail<shape_error>("view: the size of axis ", names[sizeof...(N) - 2][i], " is ",
                              shape[i], "; it must be at least ", least);
    }
    checked_product("view", index_t{sizeof(T)},
                    shape.images() > 0 ? index_t(shape.images()) : index_t{1},
                    index_t(shape.height()), index_t(shape.width()), index_t(shape.channels()));
}

/// The view, of sizes and pitches that have been checked.
template <class T, index_t... N>
constexpr auto checked_view(T* data, extents<N...> const& shape, pitches step) {
    static_assert(number<std::remove_const_t<T>>,
                  "a picture's elements are numbers: an arithmetic type other than bool");
    static_assert(((N == dynamic_extent || N >= 0) && ...), "a size is not negative");
    if (data == nullptr && shape.images() != 0)
        fail<memory_error>("view: the data pointer is null, but the picture is not empty");
    return image_view<T, extents<N...>>(data, shape, step);
}

template <class T, index_t... N>
constexpr auto view_of(T* data, extents<N...> const& shape, pitches step) {
    check_sizes<T>(shape);
    index_t const row = shape.width() * shape.channels();
    if (step.row < row)
        fail<shape_error>("view: the row pitch ", step.row, " is less than a row, ", row,
                          " elements");
    index_t const needed = checked_product("view", step.row, index_t(shape.height()) - 1) + row;
    if (shape.images() > 1 && step.image < needed)
        fail<shape_error>("view: the image pitch ", step.image, " is less than an image, ", needed,
                          " elements");
    checked_product("view", index_t{sizeof(T)}, step.image,
                    shape.images() > 0 ? index_t(shape.images()) : index_t{1});
    return checked_view(data, shape, step);
}

template <class T, index_t... N>
constexpr auto view_of(T* data, extents<N...> const& shape) {
    check_sizes<T>(shape);
    index_t const row = shape.width() * shape.channels();
    return checked_view(data, shape, pitches{row, row * shape.height()});
}

} // namespace detail

/// Pictures at `data`: view(p, h, w), view(p, m, h, w) or view(p, m, h, w, c), each size a number
/// or typed (28_c), without gaps. Throws shape_error for sizes below one (m may be 0), memory_error
/// for null.
/// Example: examples/tasks.cpp
template <class T, class... N>
    requires(sizeof...(N) >= 2 && sizeof...(N) <= 4 && !(std::is_same_v<N, pitches> || ...))
constexpr auto view(T* data, N const&... sizes) {
    return detail::view_of(data, extents(sizes...));
}

/// The same with the sizes of another picture, or of a result: view(p, e.extents()).
template <class T, index_t... N>
constexpr auto view(T* data, extents<N...> const& shape) {
    return detail::view_of(data, shape);
}

/// The same with gaps: view(p, extents(m, h, w), pitches{row, image}), pitches in elements.
template <class T, index_t... N>
constexpr auto view(T* data, extents<N...> const& shape, pitches step) {
    return detail::view_of(data, shape, step);
}

/// One colour picture (h,w,c): the batch of one that view(p, 1_c, h, w, c) is.
template <class T, class H, class W, class C>
constexpr auto picture(T* data, H const& h, W const& w, C const& c) {
    return view(data, dim<1>{}, h, w, c);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
