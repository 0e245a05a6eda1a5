#pragma once
// Pictures in PNG files, 8 bits per value, by libpng: link with -lpng.

#include <png.h>

#include <vector>

#include <sluice/core/image.hpp>
#include <sluice/io/bytes.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// A file that libpng has begun to read; freed however the reading ends. It lies in memory as a
/// whole, so that what its header claims can be held against its size.
class png_input {
public:
    explicit png_input(byte_source& file) : file_(file) {
        constexpr index_t signature = 8;
        bytes_.resize(signature);
        file.read(bytes_.data(), signature);
        if (png_sig_cmp(bytes_.data(), 0, signature) != 0)
            refuse("it does not begin with \\x89PNG, as a PNG file does");
        index_t const rest = file.left();
        bytes_.resize(static_cast<std::size_t>(signature + rest));
        file.read(bytes_.data() + signature, rest);
        png_.version = PNG_IMAGE_VERSION;
        if (png_image_begin_read_from_memory(&png_, bytes_.data(), bytes_.size()) == 0)
            refuse("it cannot be read: ", png_.message);
    }
    png_input(png_input const&) = delete;
    ~png_input() { png_image_free(&png_); }

    index_t height() const { return png_.height; }
    index_t width() const { return png_.width; }
    bool has(png_uint_32 flag) const { return (png_.format & flag) != 0; }

    template <class... Parts>
    [[noreturn]] void refuse(Parts... parts) const {
        file_.refuse(parts...);
    }

    /// Refuses what 8-bit values cannot hold, sizes that the file cannot fill, since no compressed
    /// stream grows more than 1032 times, and files that are cut off.
    void check(index_t channels) const {
        if (has(PNG_FORMAT_FLAG_LINEAR)) refuse("its values have 16 bits; expected 8");
        if (has(PNG_FORMAT_FLAG_ALPHA))
            refuse("it has transparent pixels; expected gray or RGB without them");
        double const pixels = static_cast<double>(height()) * static_cast<double>(width());
        if (pixels * bits_of_a_pixel() > 8 * 1032 * static_cast<double>(bytes_.size()))
            refuse("its header says ", height(), " x ", width(), " pixels, more than its ",
                   std::ssize(bytes_), " bytes can hold");
        constexpr double most = 4294967295; // libpng counts a picture's bytes in 32 bits
        if (pixels * static_cast<double>(channels) > most)
            refuse("its ", height(), " x ", width(), " pixels are more than libpng reads at once");
        if (!is_whole()) refuse("it ends early: it has no chunk IEND");
    }

    /// All pixels, in the given format, into memory that has room for them.
    void read(png_uint_32 format, std::uint8_t* to) {
        png_.format = format;
        if (png_image_finish_read(&png_, nullptr, to, 0, nullptr) == 0)
            refuse("it is damaged: ", png_.message);
    }

private:
    /// From the first chunk, which libpng has found to be a header: bits of a value, kind of pixel.
    int bits_of_a_pixel() const {
        constexpr std::size_t depth = 24, kind = 25;
        int const values = bytes_[kind] == PNG_COLOR_TYPE_RGB ? 3 : 1; // gray, or of a palette
        return values * bytes_[depth];
    }

    /// Whether the last chunk is there, which libpng does not miss.
    bool is_whole() const {
        constexpr std::size_t frame = 12; // a chunk's length, name and checksum
        for (std::size_t at = 8; bytes_.size() - at >= frame;) {
            png_byte const* const chunk = bytes_.data() + at;
            if (std::memcmp(chunk + 4, "IEND", 4) == 0) return true;
            std::size_t const length = png_get_uint_32(chunk);
            if (bytes_.size() - at - frame < length) return false;
            at += frame + length;
        }
        return false;
    }

    byte_source& file_;
    std::vector<png_byte> bytes_;
    png_image png_{};
};

template <class Extents>
auto new_image(Extents const& shape) {
    return image<std::uint8_t, Extents>(shape);
}

/// A picture that a PNG file can hold: one, with one or three channels.
template <class Extents>
constexpr void check_png_shape(Extents const& shape) {
    using Images = decltype(shape.images());
    using Channels = decltype(shape.channels());
    static_assert(!Images::is_static || Images::static_value == 1,
                  "a PNG file holds one picture; take one of the batch");
    static_assert(!Channels::is_static || Channels::static_value == 1 ||
                      Channels::static_value == 3,
                  "a PNG file holds one channel (gray) or three (red, green, blue) here");
    index_t const m = shape.images(), c = shape.channels();
    if (m != 1) fail<shape_error>("save_png: a PNG file holds one picture; the batch has ", m);
    if (c != 1 && c != 3)
        fail<shape_error>("save_png: a PNG file holds 1 channel or 3 here; the picture has ", c);
}

/// The gray picture that a source holds as a PNG file.
inline auto read_png_gray(byte_source& file) {
    png_input png(file);
    if (png.has(PNG_FORMAT_FLAG_COLOR))
        png.refuse("it has colours; expected gray, so read it with load_png_rgb");
    png.check(1);
    auto gray = new_image(extents(png.height(), png.width()));
    png.read(PNG_FORMAT_GRAY, gray.data());
    return gray;
}

/// The picture that a source holds as a PNG file, in colours.
inline auto read_png_rgb(byte_source& file) {
    png_input png(file);
    png.check(3);
    auto rgb = new_image(extents(1_c, png.height(), png.width(), 3_c));
    png.read(PNG_FORMAT_RGB, rgb.data());
    return rgb;
}

} // namespace detail

/// A gray picture (h,w), u8. Files of 1, 2 and 4 bits per pixel are spread over 0..255.
/// Throws file_error, which names the file and gives libpng's reason: for a file that cannot be
/// read or is damaged, for sizes that a file so small cannot hold, before memory is asked for, and
/// for what would lose something: colours, transparency, 16-bit values.
/// Values are sRGB; a file that states another gamma is converted to it, as libpng does.
/// Example: examples/main_job.cpp
inline auto load_png_gray(std::string const& path) {
    detail::file_bytes file("load_png_gray", path);
    return detail::read_png_gray(file);
}

/// A colour picture as a batch of one, (1,h,w,3), u8: red, green, blue. A gray file gives three
/// equal channels, a palette its colours. Throws file_error as load_png_gray does.
/// Example: examples/main_job.cpp
inline auto load_png_rgb(std::string const& path) {
    detail::file_bytes file("load_png_rgb", path);
    return detail::read_png_rgb(file);
}

/// Writes one u8 picture as a PNG file: (h,w), (1,h,w) and (1,h,w,1) in gray, (1,h,w,3) in colour;
/// the view's rows may have gaps. Refuses by static_assert, or shape_error at run time: batches of
/// several, other numbers of channels. Throws file_error, which names the file and gives libpng's
/// reason.
/// Example: examples/main_job.cpp
template <class T, class Extents>
void save_png(std::string const& path, image_view<T, Extents> const& picture) {
    static_assert(std::is_same_v<std::remove_const_t<T>, std::uint8_t>,
                  "a PNG file holds std::uint8_t here: scale and convert the values first");
    auto const& shape = picture.extents();
    detail::check_png_shape(shape);
    auto const refuse = [&](auto... parts) { detail::refuse_file("save_png", path, parts...); };

    constexpr index_t most = 2147483647;
    if (shape.height() > most || picture.row_pitch() > most)
        refuse("the picture's ", index_t(shape.height()), " x ", index_t(shape.width()),
               " pixels are more than libpng writes");
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.height = static_cast<png_uint_32>(shape.height());
    png.width = static_cast<png_uint_32>(shape.width());
    png.format = shape.channels() == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    auto const row_pitch = static_cast<png_int_32>(picture.row_pitch());
    if (png_image_write_to_file(&png, path.c_str(), 0, picture.data(), row_pitch, nullptr) == 0)
        refuse("it cannot be written: ", png.message);
}

/// The same for a picture that owns its memory.
template <class T, class Extents>
void save_png(std::string const& path, image<T, Extents> const& picture) {
    save_png(path, picture.view());
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
