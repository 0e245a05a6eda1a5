#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "../support/files.hpp"

#include <sluice/io/npy.hpp>

using namespace sluice;
using test::temporary_file, test::npy, test::dictionary;

namespace {

/// What load_npy<T, Shape> says about a file of these bytes; empty where it takes them.
template <class T, class Shape>
std::string complaint(std::string_view bytes) {
    temporary_file const file("hostile.npy");
    file.write(bytes);
    return test::complaint("load_npy: " + file.path + ": ", [&] { load_npy<T, Shape>(file.path); });
}

using any2 = extents<dynamic_extent, dynamic_extent>;
using any3 = extents<dynamic_extent, dynamic_extent, dynamic_extent>;
using u8 = std::uint8_t;

/// What it says about six bytes that claim to be of this type and shape.
std::string complaint_about(std::string_view descr, std::string_view shape,
                            std::string_view fortran = "False") {
    return complaint<u8, any2>(npy(dictionary(descr, shape, fortran), "abcdef"));
}

/// Values that are neither symmetric nor all positive, where the type has negative ones.
template <class Image>
void fill(Image& pictures) {
    using T = typename Image::value_type;
    int i = 0;
    for (T& value : pictures) value = static_cast<T>(7 * i++ - 20);
}

template <class Image>
void check_round_trip(Image const& pictures) {
    temporary_file const file("round_trip.npy");
    save_npy(file.path, pictures);
    auto const loaded = load_npy<typename Image::value_type, Image::extents_type::rank>(file.path);
    bool same = std::equal(loaded.begin(), loaded.end(), pictures.begin(), pictures.end());
    for (std::size_t i = 0; i < Image::extents_type::rank; ++i)
        same = same && loaded.extent(i) == pictures.extent(i);
    CHECK(same);
}

template <class T, class Extents>
void check_round_trip(Extents const& shape) {
    image<T, Extents> pictures(shape);
    fill(pictures);
    check_round_trip(pictures);
}

} // namespace

TEST_CASE_TEMPLATE("npy: every element type and rank comes back as it was saved", T, std::uint8_t,
                   std::int8_t, std::uint16_t, std::int16_t, std::int32_t, std::int64_t, float,
                   double) {
    check_round_trip<T>(extents(5, 7));
    check_round_trip<T>(extents(3, 5, 7));
    check_round_trip<T>(extents(2, 3, 5, 4));
    check_round_trip<T>(extents(2, 3_c, 5, 3_c));
    check_round_trip<T>(extents(1, 1));
}

TEST_CASE("npy: the largest and smallest values survive") {
    image<double, any2> pictures(extents(1, 3));
    pictures.data()[0] = std::numeric_limits<double>::denorm_min();
    pictures.data()[1] = -std::numeric_limits<double>::max();
    pictures.data()[2] = std::numeric_limits<double>::infinity();
    check_round_trip(pictures);
}

TEST_CASE("npy: an empty batch keeps its other sizes") {
    temporary_file const file("empty.npy");
    save_npy(file.path, image<float, any3>(extents(0, 28, 27)));
    auto const loaded = load_npy<float, 3>(file.path);
    CHECK(loaded.extents() == any3(0, 28, 27));
}

TEST_CASE("npy: a list of values is a vector, and an array of one axis") {
    temporary_file const file("list.npy");
    std::vector<float> const bias = {0.5f, -1, 3};
    save_npy(file.path, bias);
    CHECK(file.bytes().find("'shape': (3,), }") != std::string::npos);
    CHECK(load_npy<float, 1>(file.path) == bias);
    save_npy(file.path, std::vector<float>());
    CHECK(load_npy<float, 1>(file.path).empty());
    CHECK_THROWS_WITH_AS((load_npy<float, 2>(file.path)),
                         ("load_npy: " + file.path + ": its array has 1 axes; expected 2").c_str(),
                         file_error);
}

TEST_CASE("npy: a file is byte for byte what numpy.save writes") {
    temporary_file const file("bytes.npy");
    std::int16_t const values[] = {1, -2, 3, 4, 5, 0x1234};
    save_npy(file.path, view(values, 2, 3));
    std::string expected("\x93NUMPY\x01\x00\x76\x00", 10);
    expected += "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }";
    expected.append(127 - expected.size(), ' ') += '\n';
    expected.append("\x01\x00\xfe\xff\x03\x00\x04\x00\x05\x00\x34\x12", 12);
    CHECK(file.bytes() == expected);
}

TEST_CASE("npy: the gaps of a pitched view are not written") {
    std::vector<std::int32_t> memory(200);
    std::iota(memory.begin(), memory.end(), 0);
    SUBCASE("a region of a picture") {
        auto const region = view(memory.data(), 10, 20).region(2, 3, 4, 5);
        temporary_file const file("region.npy");
        save_npy(file.path, region);
        auto const loaded = load_npy<std::int32_t, 2>(file.path);
        REQUIRE(loaded.extents() == any2(4, 5));
        for (index_t y = 0; y < 4; ++y)
            for (index_t x = 0; x < 5; ++x) CHECK(loaded.data()[y * 5 + x] == (y + 2) * 20 + x + 3);
    }
    SUBCASE("a batch with gaps between rows and images") {
        auto const gaps = view(memory.data(), extents(2, 3, 2, 3), pitches{10, 50});
        temporary_file const file("gaps.npy");
        save_npy(file.path, gaps);
        auto const loaded = load_npy<std::int32_t, 4>(file.path);
        REQUIRE(loaded.size() == 36);
        for (index_t i = 0; i < 36; ++i)
            CHECK(loaded.data()[i] == i / 18 * 50 + i % 18 / 6 * 10 + i % 6);
    }
}

TEST_CASE("npy: sizes in the wanted type are in the result's type") {
    temporary_file const file("typed.npy");
    save_npy(file.path, image<u8, any3>(extents(3, 28, 28)));
    auto const digits = load_npy<u8, extents<dynamic_extent, 28, 28>>(file.path);
    static_assert(decltype(digits.extents().width())::is_static);
    CHECK(digits.extent(0) == 3);
    CHECK_THROWS_WITH_AS(
        (load_npy<u8, extents<dynamic_extent, 28, 27>>(file.path)),
        ("load_npy: " + file.path + ": its shape is (3, 28, 28); expected (any, 28, 27)").c_str(),
        file_error);
    CHECK_THROWS_WITH_AS(
        (load_npy<u8, extents<4, 28, 28>>(file.path)),
        ("load_npy: " + file.path + ": its shape is (3, 28, 28); expected (4, 28, 28)").c_str(),
        file_error);
}

TEST_CASE("npy: version 2.0 and other writers' spellings of the dictionary are read") {
    CHECK(complaint<u8, any2>(npy(dictionary("|u1", "(2, 3)"), "abcdef", 2)) == "");
    CHECK(complaint<u8, any2>(
              npy("{'shape':(2,3),\"descr\":\"<u1\",'fortran_order':False}", "abcdef")) == "");
    CHECK(complaint<u8, any2>(npy(
              "{ 'shape' : ( 2 , 3 , ) , 'fortran_order' : False,'descr':'|u1',}\n\n", "abcdef")) ==
          "");
}

TEST_CASE("npy: a Fortran-ordered file is refused by name") {
    CHECK(complaint_about("|u1", "(2, 3)", "True") ==
          "its array is in Fortran order; expected C order (numpy.ascontiguousarray)");
}

TEST_CASE("npy: another element type is refused, and both are shown") {
    CHECK(complaint_about("|i1", "(2, 3)") == "its elements are '|i1'; expected '|u1'");
    CHECK(complaint_about("|b1", "(2, 3)") == "its elements are '|b1'; expected '|u1'");
    CHECK(complaint_about("|O", "(2, 3)") == "its elements are '|O'; expected '|u1'");
    CHECK(complaint_about("<U1", "(2, 3)") == "its elements are '<U1'; expected '|u1'");
    CHECK(complaint_about("", "(2, 3)") == "its elements are ''; expected '|u1'");
    CHECK(complaint_about("u1", "(2, 3)") == "its elements are 'u1'; expected '|u1'");
    CHECK(complaint<float, any2>(npy(dictionary("<f8", "(1, 1)"), "12345678")) ==
          "its elements are '<f8'; expected '<f4'");
    CHECK(complaint<std::int32_t, any2>(npy(dictionary("|i4", "(1, 1)"), "1234")) ==
          "its elements are '|i4'; expected '<i4'");
}

TEST_CASE("npy: big-endian elements are refused") {
    CHECK(complaint<std::uint16_t, any2>(npy(dictionary(">u2", "(1, 3)"), "abcdef")) ==
          "its elements are big-endian, '>u2'; expected '<u2'");
}

TEST_CASE("npy: structured elements are refused") {
    std::string const fields = "{'descr': [('x', '|u1'), ('y', '|u1')], 'fortran_order': False, ";
    CHECK(complaint<u8, any2>(npy(fields + "'shape': (2, 3), }", "abcdef")) ==
          "its elements are a structured type; expected plain numbers");
}

TEST_CASE("npy: another version of the format is refused") {
    CHECK(complaint<u8, any2>(npy(dictionary("|u1", "(2, 3)"), "abcdef", 3)) ==
          "its format is version 3.0; expected 1.0 or 2.0");
    auto minor = npy(dictionary("|u1", "(2, 3)"), "abcdef");
    minor[7] = 1;
    CHECK(complaint<u8, any2>(minor) == "its format is version 1.1; expected 1.0 or 2.0");
}

TEST_CASE("npy: a file of another kind is refused") {
    CHECK(complaint<u8, any2>("P5 2 3 255 abcdef") ==
          "it does not begin with \\x93NUMPY, as an .npy file does");
}

TEST_CASE("npy: a file that is cut off anywhere is refused") {
    auto const whole = npy(dictionary("|u1", "(2, 3)"), "abcdef");
    REQUIRE(complaint<u8, any2>(whole) == "");
    for (std::size_t length = 0; length < whole.size(); ++length) {
        auto const text = complaint<u8, any2>(whole.substr(0, length));
        CAPTURE(length);
        CHECK(text.substr(0, 13) == "it ends early");
    }
    CHECK(complaint<u8, any2>(whole.substr(0, whole.size() - 1)) ==
          "it ends early: its shape takes 6 bytes and 5 are there");
}

TEST_CASE("npy: a header that says it is longer than the file is refused") {
    auto bytes = npy(dictionary("|u1", "(2, 3)"), "abcdef", 2);
    bytes[10] = '\x7f';
    bytes[11] = '\x7f';
    CHECK(complaint<u8, any2>(bytes).find("it ends early: its header takes 2139") == 0);
}

TEST_CASE("npy: bytes behind the data are refused") {
    CHECK(complaint<u8, any2>(npy(dictionary("|u1", "(2, 3)"), "abcdefg")) ==
          "bytes follow its data: its shape takes 6 bytes and 7 are there");
    CHECK(complaint<u8, any3>(npy(dictionary("|u1", "(0, 2, 3)"), "abcdef")) ==
          "bytes follow its data: its shape takes 0 bytes and 6 are there");
}

TEST_CASE("npy: another rank is refused, and both are shown") {
    CHECK(complaint_about("|u1", "()") == "its array has 0 axes; expected 2");
    CHECK(complaint_about("|u1", "(6,)") == "its array has 1 axes; expected 2");
    CHECK(complaint_about("|u1", "(1, 2, 3)") == "its array has 3 axes; expected 2");
    CHECK(complaint_about("|u1", "(1, 1, 1, 1, 1, 2, 3)") == "its array has 7 axes; expected 2");
}

TEST_CASE("npy: sizes that no picture has are refused before memory is asked for") {
    CHECK(complaint_about("|u1", "(-2, -3)") == "its shape has a negative size");
    CHECK(complaint_about("|u1", "(0, 6)") ==
          "its shape is (0, 6); a picture's height, width and channels are 1 or more");
    CHECK(complaint_about("|u1", "(99999999999999999999, 3)") ==
          "its shape has a size that no machine can address");
    CHECK(complaint_about("|u1", "(9223372036854775807, 3)") ==
          "its shape is larger than a machine can address");
    CHECK(complaint_about("|u1", "(4611686018427387904, 1)") ==
          "it ends early: its shape takes 4611686018427387904 bytes and 6 are there");
    CHECK(complaint<double, any3>(npy(dictionary("<f8", "(0, 4294967296, 4294967296)"), "")) ==
          "its shape is larger than a machine can address");
}

TEST_CASE("npy: a damaged dictionary is refused, and the place is shown") {
    auto const about = [](std::string header) {
        return complaint<u8, any2>(npy(std::move(header), "abcdef"));
    };
    CHECK(about("('descr')")
              .find("its header is no dictionary of the format: '{' is expected at "
                    "'('descr')") == 0);
    CHECK(about("{'descr': '|u1', 'shape': (2, 3)}") ==
          "its header lacks one of the keys 'descr', 'fortran_order' and 'shape'");
    CHECK(about("{'descr': '|u1', 'descr': '|u1'}") == "its header has the key 'descr' twice");
    CHECK(about("{'order': 'C'}") == "its header has the unknown key 'order'");
    CHECK(about("{'o\x01\xffr': 'C'}") == "its header has the unknown key 'o??r'");
    CHECK(about("{'descr") == "a word in its header has no closing quote");
    CHECK(about(dictionary("|u1", "(2, 3)", "0")) ==
          "its header's 'fortran_order' is neither True nor False");
    CHECK(about(dictionary("|u1", "(2, three)")) == "its shape has 't' where a size is expected");
    CHECK(about(dictionary("|u1", "(,)")) == "its shape has ',' where a size is expected");
    CHECK(about(dictionary("|u1", "(2, 3)") + " + 1") ==
          "its header goes on behind the dictionary");
    CHECK(about(dictionary("|u1", "(2 3)")).find("')' is expected at '3), }") != std::string::npos);
    CHECK(about("") != "");
}

TEST_CASE("npy: no damage of one byte in the header is taken for the file, or crashes") {
    auto const whole = npy(dictionary("|u1", "(2, 3)"), "abcdef");
    int taken = 0;
    for (std::size_t i = 0; i + 6 < whole.size(); ++i)
        for (char const c : {'\0', '\xff', '9', ')', '\'', ' '}) {
            auto bytes = whole;
            bytes[i] = c;
            taken += bytes != whole && complaint<u8, any2>(bytes).empty();
        }
    CHECK(taken == 2); // the last comma and the last '\n' may be blanks
}

TEST_CASE("npy: a file that cannot be opened is named, with the system's reason") {
    std::string const path = "/nonexistent directory/digits.npy";
    CHECK_THROWS_WITH_AS(
        (load_npy<u8, 2>(path)),
        ("load_npy: " + path + ": it cannot be opened: No such file or directory").c_str(),
        file_error);
    CHECK_THROWS_WITH_AS(
        save_npy(path, image<u8, any2>(extents(2, 3))),
        ("save_npy: " + path + ": it cannot be created: No such file or directory").c_str(),
        file_error);
    CHECK_THROWS_AS((load_npy<u8, 2>(std::filesystem::temp_directory_path())), file_error);
}

TEST_CASE("npy: a device that is full is reported" *
          doctest::skip(!std::filesystem::exists("/dev/full"))) {
    CHECK_THROWS_WITH_AS(save_npy("/dev/full", image<u8, any2>(extents(2, 3))),
                         "save_npy: /dev/full: it cannot be written: No space left on device",
                         file_error);
}

TEST_CASE("npy: of a long name the end is shown, and the reason still fits") {
    std::string const path = "/" + std::string(3000, 'x') + "/digits.npy";
    CHECK_THROWS_WITH_AS((load_npy<u8, 2>(path)),
                         ("load_npy: ..." + path.substr(path.size() - 200) +
                          ": it cannot be opened: File name too long")
                             .c_str(),
                         file_error);
}
