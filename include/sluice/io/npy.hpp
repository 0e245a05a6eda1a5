#pragma once
// Arrays in .npy files, numpy's format for one array: versions 1.0 and 2.0, C order,
// little-endian.

#include <algorithm>
#include <array>
#include <vector>

#include <sluice/core/image.hpp>
#include <sluice/io/npy_header.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

template <std::size_t... I>
auto all_dynamic(std::index_sequence<I...>) -> extents<(void(I), dynamic_extent)...>;

template <class Extents, std::size_t... I>
Extents extents_from(index_t const* sizes, std::index_sequence<I...>) {
    return Extents(sizes[I]...);
}

/// The pictures that a source holds as an .npy file.
template <class T, class Extents>
image<T, Extents> read_npy(byte_source& file) {
    auto const header = read_npy_header(file);
    check_npy_elements<T>(file, header);
    check_npy_shape(file, header, Extents::static_sizes, sizeof(T));
    image<T, Extents> pictures(
        extents_from<Extents>(header.shape, std::make_index_sequence<Extents::rank>{}));
    file.read(pictures.data(), file.left());
    return pictures;
}

/// The same for any sizes: an image of that many axes, or, of one axis, a vector.
template <class T, std::size_t Rank>
auto read_npy(byte_source& file) {
    static_assert(Rank >= 1 && Rank <= 4, "an array is a list, (h,w), (m,h,w) or (m,h,w,c): write "
                                          "1, 2, 3 or 4 for its number of axes");
    if constexpr (Rank == 1) {
        auto const header = read_npy_header(file);
        check_npy_elements<T>(file, header);
        check_npy_shape(file, header, std::array{dynamic_extent}, sizeof(T));
        std::vector<T> values(static_cast<std::size_t>(header.shape[0]));
        file.read(values.data(), file.left());
        return values;
    } else return read_npy<T, decltype(all_dynamic(std::make_index_sequence<Rank>{}))>(file);
}

/// Calls f(first, bytes) on the pieces of pictures that lie together, in C order.
template <class T, class Extents, class F>
void for_each_piece(image_view<T, Extents> const& pictures, F f) {
    auto const& shape = pictures.extents();
    if (shape.images() == 0) return;
    if (pictures.is_contiguous()) return f(pictures.data(), shape.count() * index_t{sizeof(T)});
    index_t const row_bytes = shape.width() * shape.channels() * index_t{sizeof(T)};
    for (index_t m = 0; m < shape.images(); ++m)
        for (index_t y = 0; y < shape.height(); ++y)
            f(pictures.data() + m * pictures.image_pitch() + y * pictures.row_pitch(), row_bytes);
}

/// A file's header for pictures.
template <class T, class Extents>
std::string npy_header_of(image_view<T, Extents> const& pictures) {
    std::array<index_t, Extents::rank> shape;
    for (std::size_t i = 0; i < shape.size(); ++i) shape[i] = pictures.extent(i);
    return make_npy_header<std::remove_const_t<T>>(shape);
}

/// A file that is written from front to back. Throws file_error where it cannot be.
class npy_output {
public:
    explicit npy_output(std::string const& path) : path_(path), out_(path, std::ios::binary) {
        if (!out_) refuse("it cannot be created: ");
    }
    void write(void const* from, index_t bytes) {
        out_.write(static_cast<char const*>(from), bytes);
    }
    void write(std::string const& text) { write(text.data(), std::ssize(text)); }
    void close() {
        out_.close();
        if (!out_) refuse("it cannot be written: ");
    }

private:
    [[noreturn]] void refuse(char const* what) const {
        refuse_file("save_npy", path_, what, std::generic_category().message(errno).c_str());
    }

    std::string const& path_;
    std::ofstream out_;
};

} // namespace detail

/// The pictures of a file, sizes checked against a type: any number of 28×28 pictures are
///   load_npy<std::uint8_t, extents<dynamic_extent, 28, 28>>("digits.npy")
/// Elements: u8 i8 u16 i16 i32 i64 f32 f64.
/// Throws file_error, which names the file, what was found and what is expected: for another
/// element type, shape or rank, big-endian and Fortran-ordered arrays, other versions of the
/// format, and files that are damaged, too short or too long. Never allocates more than the file
/// holds.
/// Differs from numpy: nothing is converted, and version 3.0 (field names in UTF-8) is refused.
/// Example: examples/main_job.cpp
template <number T, class Extents>
image<T, Extents> load_npy(std::string const& path) {
    detail::file_bytes file("load_npy", path);
    return detail::read_npy<T, Extents>(file);
}

/// The same for any sizes: load_npy<std::uint8_t, 3>("digits.npy") takes every (m,h,w), and
/// load_npy<float, 1>("bias.npy") gives the values of a list, (n), as a std::vector.
template <number T, std::size_t Rank>
auto load_npy(std::string const& path) {
    detail::file_bytes file("load_npy", path);
    return detail::read_npy<T, Rank>(file);
}

/// Writes pictures as an .npy file of version 1.0, which numpy.load reads: C order, without the
/// gaps that the view may have. Throws file_error where the file cannot be written.
template <class T, class Extents>
void save_npy(std::string const& path, image_view<T, Extents> const& pictures) {
    detail::npy_output out(path);
    out.write(detail::npy_header_of(pictures));
    detail::for_each_piece(pictures,
                           [&](T const* first, index_t bytes) { out.write(first, bytes); });
    out.close();
}

/// The same for pictures that own their memory.
template <class T, class Extents>
void save_npy(std::string const& path, image<T, Extents> const& pictures) {
    save_npy(path, pictures.view());
}

/// The same for a list of values: an array of one axis.
template <number T>
void save_npy(std::string const& path, std::vector<T> const& values) {
    detail::npy_output out(path);
    out.write(detail::make_npy_header<T>(std::array{index_t(std::ssize(values))}));
    out.write(values.data(), std::ssize(values) * index_t{sizeof(T)});
    out.close();
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
