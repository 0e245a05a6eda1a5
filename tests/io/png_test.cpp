#include <algorithm>
#include <vector>

#include "../support/allocations.hpp"
#include "../support/files.hpp"

#include <sluice/io/png.hpp>

using namespace sluice;
using test::temporary_file;

namespace {

using u8 = std::uint8_t;
using any2 = extents<dynamic_extent, dynamic_extent>;
using rgb_shape = extents<1, dynamic_extent, dynamic_extent, 3>;

std::vector<u8> some_bytes(index_t n) {
    std::vector<u8> bytes;
    for (index_t i = 0; i < n; ++i) bytes.push_back(static_cast<u8>(i * 37 + i / 11));
    return bytes;
}

template <class A, class B>
bool same(A const& a, B const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

std::string complaint_gray(std::string const& path) {
    return test::complaint("load_png_gray: " + path + ": ", [&] { load_png_gray(path); });
}
std::string complaint_rgb(std::string const& path) {
    return test::complaint("load_png_rgb: " + path + ": ", [&] { load_png_rgb(path); });
}
template <class Picture>
std::string complaint_saving(std::string const& path, Picture const& picture) {
    return test::complaint("save_png: " + path + ": ", [&] { save_png(path, picture); });
}

/// Writes a file of another kind than save_png does: alpha, 16 bits, a palette.
template <class T>
void write_by_libpng(std::string const& path, png_uint_32 format, std::vector<T> const& pixels,
                     void const* palette = nullptr, png_uint_32 colours = 0) {
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = 3;
    png.height = 2;
    png.format = format;
    png.colormap_entries = colours;
    REQUIRE(png_image_write_to_file(&png, path.c_str(), 0, pixels.data(), 0, palette) != 0);
}

std::string big_endian(std::uint32_t n) {
    return {static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8),
            static_cast<char>(n)};
}

/// The bytes of a file with another height and width in its header, the checksum set right.
std::string with_size(std::string bytes, std::uint32_t height, std::uint32_t width) {
    bytes.replace(16, 8, big_endian(width) + big_endian(height));
    return bytes.replace(29, 4, big_endian(test::crc(std::string_view(bytes).substr(12, 17))));
}

std::string small_file() {
    temporary_file const file("small.png");
    save_png(file.path, view(some_bytes(35).data(), 5, 7));
    return file.bytes();
}

} // namespace

TEST_CASE("png: a gray picture comes back as it was saved") {
    auto const pixels = some_bytes(5 * 7);
    temporary_file const file("gray.png");
    SUBCASE("as (h,w)") { save_png(file.path, view(pixels.data(), 5, 7)); }
    SUBCASE("as (1,h,w)") { save_png(file.path, view(pixels.data(), 1, 5, 7)); }
    SUBCASE("as (1,h,w,1)") { save_png(file.path, picture(pixels.data(), 5, 7, 1_c)); }
    SUBCASE("as (m,h,w,c), m and c known at run time") {
        save_png(file.path, view(pixels.data(), 1, 5, 7, 1));
    }
    auto const loaded = load_png_gray(file.path);
    static_assert(std::is_same_v<decltype(loaded), image<u8, any2> const>);
    CHECK(loaded.extents() == any2(5, 7));
    CHECK(same(loaded, pixels));
}

TEST_CASE("png: a colour picture comes back as it was saved") {
    auto const pixels = some_bytes(5 * 7 * 3);
    temporary_file const file("rgb.png");
    SUBCASE("as (1,h,w,3)") { save_png(file.path, picture(pixels.data(), 5, 7, 3_c)); }
    SUBCASE("as (m,h,w,c), m and c known at run time") {
        save_png(file.path, view(pixels.data(), 1, 5, 7, 3));
    }
    SUBCASE("as an image") {
        image<u8, rgb_shape> owned(rgb_shape(1, 5, 7, 3));
        std::copy(pixels.begin(), pixels.end(), owned.begin());
        save_png(file.path, owned);
    }
    auto const loaded = load_png_rgb(file.path);
    static_assert(std::is_same_v<decltype(loaded), image<u8, rgb_shape> const>);
    CHECK(loaded.extents() == rgb_shape(1, 5, 7, 3));
    CHECK(same(loaded, pixels));
}

TEST_CASE("png: the gaps of a region are not written") {
    auto const pixels = some_bytes(10 * 60);
    temporary_file const file("region.png");
    SUBCASE("gray") {
        save_png(file.path, view(pixels.data(), 10, 60).region(3, 4, 5, 6));
        auto const loaded = load_png_gray(file.path);
        REQUIRE(loaded.extents() == any2(5, 6));
        for (index_t i = 0; i < 30; ++i)
            CHECK(loaded.data()[i] ==
                  pixels[static_cast<std::size_t>((i / 6 + 3) * 60 + i % 6 + 4)]);
    }
    SUBCASE("colour") {
        save_png(file.path, picture(pixels.data(), 10, 20, 3_c).region(3, 4, 5, 6));
        auto const loaded = load_png_rgb(file.path);
        REQUIRE(loaded.extents() == rgb_shape(1, 5, 6, 3));
        for (index_t i = 0; i < 90; ++i)
            CHECK(loaded.data()[i] ==
                  pixels[static_cast<std::size_t>((i / 18 + 3) * 60 + i % 18 + 12)]);
    }
}

TEST_CASE("png: a gray file read as colours has three equal channels") {
    auto const pixels = some_bytes(35);
    temporary_file const file("gray.png");
    save_png(file.path, view(pixels.data(), 5, 7));
    auto const loaded = load_png_rgb(file.path);
    REQUIRE(loaded.size() == 105);
    for (index_t i = 0; i < 105; ++i)
        CHECK(loaded.data()[i] == pixels[static_cast<std::size_t>(i / 3)]);
}

TEST_CASE("png: a palette is read as its colours") {
    temporary_file const file("palette.png");
    std::vector<u8> const palette = {1, 2, 3, 200, 100, 50};
    write_by_libpng<u8>(file.path, PNG_FORMAT_RGB_COLORMAP, {0, 1, 0, 1, 1, 0}, palette.data(), 2);
    auto const loaded = load_png_rgb(file.path);
    CHECK(same(loaded, std::vector<u8>{1, 2, 3, 200, 100, 50, 1, 2, 3, //
                                       200, 100, 50, 200, 100, 50, 1, 2, 3}));
}

TEST_CASE("png: what would be lost is refused: colours, transparent pixels, 16 bits") {
    temporary_file const file("lossy.png");
    save_png(file.path, picture(some_bytes(105).data(), 5, 7, 3_c));
    CHECK(complaint_gray(file.path) ==
          "it has colours; expected gray, so read it with load_png_rgb");
    write_by_libpng<u8>(file.path, PNG_FORMAT_RGBA, some_bytes(24));
    CHECK(complaint_rgb(file.path) ==
          "it has transparent pixels; expected gray or RGB without them");
    write_by_libpng<u8>(file.path, PNG_FORMAT_GA, some_bytes(12));
    CHECK(complaint_gray(file.path) ==
          "it has transparent pixels; expected gray or RGB without them");
    write_by_libpng<std::uint16_t>(file.path, PNG_FORMAT_LINEAR_Y, {0, 1, 2, 3, 4, 65535});
    CHECK(complaint_gray(file.path) == "its values have 16 bits; expected 8");
}

TEST_CASE("png: a palette is no gray, and one with transparent colours is refused") {
    temporary_file const file("palette.png");
    std::vector<u8> const palette = {1, 2, 3, 255, 200, 100, 50, 128};
    write_by_libpng<u8>(file.path, PNG_FORMAT_RGBA_COLORMAP, {0, 1, 0, 1, 1, 0}, palette.data(), 2);
    CHECK(complaint_gray(file.path) ==
          "it has colours; expected gray, so read it with load_png_rgb");
    CHECK(complaint_rgb(file.path) ==
          "it has transparent pixels; expected gray or RGB without them");
}

TEST_CASE("png: a file that is cut off anywhere is refused by name") {
    auto const whole = small_file();
    temporary_file const file("cut.png");
    for (std::size_t length = 0; length < whole.size(); ++length) {
        file.write(whole.substr(0, length));
        CAPTURE(length);
        CHECK(complaint_gray(file.path).substr(0, 3) == "it ");
    }
    CHECK(complaint_gray(file.path) == "it ends early: it has no chunk IEND");
    file.write(whole.substr(0, 7));
    CHECK(complaint_gray(file.path) == "it ends early: 8 more bytes are expected and 7 are there");
    file.write(whole);
    CHECK(complaint_gray(file.path) == "");
}

TEST_CASE("png: a file of another kind is refused") {
    temporary_file const file("other.png");
    file.write("P5 2 3 255 abcdef, and some more");
    CHECK(complaint_gray(file.path) == "it does not begin with \\x89PNG, as a PNG file does");
}

TEST_CASE("png: a damaged byte of the header is refused with libpng's reason") {
    auto bytes = small_file();
    bytes[29] = static_cast<char>(bytes[29] ^ 4); // of the header's checksum
    temporary_file const file("header.png");
    file.write(bytes);
    CHECK(complaint_gray(file.path) == "it cannot be read: IHDR: CRC error");
}

TEST_CASE("png: a damaged byte of the pixels, or of their checksum, is refused") {
    auto const whole = small_file();
    temporary_file const file("damaged.png");
    auto const pixels = whole.find("IDAT") + 12, checksum = whole.find("IEND") - 8;
    for (std::size_t const at : {pixels, checksum}) {
        auto bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 4);
        file.write(bytes);
        CAPTURE(at);
        CHECK(complaint_gray(file.path).substr(0, 15) == "it is damaged: ");
    }
}

TEST_CASE("png: sizes that the file cannot fill are refused before memory is asked for") {
    auto const bytes = small_file();
    temporary_file const file("bomb.png");
    file.write(with_size(bytes, 5, 7));
    REQUIRE(complaint_gray(file.path) == "");
    for (auto const size : {std::uint32_t{1000000}, std::uint32_t{10000}, std::uint32_t{500}}) {
        file.write(with_size(bytes, size, size));
        auto const n = std::to_string(size);
        auto const expected = "its header says " + n + " x " + n + " pixels, more than its " +
                              std::to_string(bytes.size()) + " bytes can hold";
        CHECK(complaint_gray(file.path) == expected);
        CHECK(complaint_rgb(file.path) == expected);
        CHECK(test::allocations_of([&] { complaint_rgb(file.path); }).bytes < 200000);
    }
    // three bytes a pixel
    save_png(file.path, picture(some_bytes(105).data(), 5, 7, 3_c));
    file.write(with_size(file.bytes(), 300, 300));
    CHECK(complaint_rgb(file.path).substr(0, 38) == "its header says 300 x 300 pixels, more");
    // as many as might just fit by their number: the pixels themselves are missing
    file.write(with_size(bytes, 300, 300));
    CHECK(complaint_gray(file.path).substr(0, 15) == "it is damaged: ");
}

TEST_CASE("png: sizes beyond libpng's own limits are refused with its reason") {
    auto const bytes = small_file();
    temporary_file const file("limits.png");
    for (auto const height : {0u, 2000000000u, 0x80000000u, 0xffffffffu}) {
        file.write(with_size(bytes, height, 7));
        CAPTURE(height);
        CHECK(complaint_gray(file.path).find("it cannot be read: ") == 0);
    }
}

TEST_CASE("png: a picture too large for libpng's 32 bits is refused before memory is asked for") {
    temporary_file const file("large.png");
    file.write(with_size(small_file(), 65536, 65536));
    std::filesystem::resize_file(file.path, 6000000); // sparse
    CHECK(complaint_gray(file.path) ==
          "its 65536 x 65536 pixels are more than libpng reads at once");
}

TEST_CASE("png: a file that cannot be opened is named, with the system's reason") {
    std::string const path = "/nonexistent directory/camera.png";
    CHECK(complaint_gray(path) == "it cannot be opened: No such file or directory");
    CHECK(complaint_saving(path, view(some_bytes(4).data(), 2, 2)) ==
          "it cannot be written: No such file or directory");
    CHECK(complaint_gray(std::filesystem::temp_directory_path()).substr(0, 3) == "it ");
}

TEST_CASE("png: batches, and other numbers of channels, are refused and nothing is written") {
    auto const pixels = some_bytes(120);
    temporary_file const file("unwritten.png");
    CHECK_THROWS_WITH_AS(save_png(file.path, view(pixels.data(), 2, 5, 7)),
                         "save_png: a PNG file holds one picture; the batch has 2", shape_error);
    CHECK_THROWS_WITH_AS(save_png(file.path, view(pixels.data(), 0, 5, 7)),
                         "save_png: a PNG file holds one picture; the batch has 0", shape_error);
    CHECK_THROWS_WITH_AS(save_png(file.path, view(pixels.data(), 1, 5, 7, 2)),
                         "save_png: a PNG file holds 1 channel or 3 here; the picture has 2",
                         shape_error);
    CHECK_FALSE(std::filesystem::exists(file.path));
}

TEST_CASE("png: a pitch that libpng cannot count is refused") {
    u8 const pixel = 0;
    auto const far = view(&pixel, extents(1, 1), pitches{index_t{1} << 31, index_t{1} << 31});
    temporary_file const file("far.png");
    CHECK(complaint_saving(file.path, far) ==
          "the picture's 1 x 1 pixels are more than libpng writes");
}
