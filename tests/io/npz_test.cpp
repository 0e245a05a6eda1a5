#include <algorithm>
#include <vector>

#include "../support/zip_bytes.hpp"

#include <sluice/core/kernel.hpp>
#include <sluice/io/npz.hpp>

using namespace sluice;
using test::temporary_file, test::npy, test::dictionary;

namespace {

using u8 = std::uint8_t;
using any2 = extents<dynamic_extent, dynamic_extent>;

template <class T, class Extents>
image<T, Extents> counted(Extents const& shape) {
    image<T, Extents> pictures(shape);
    int i = 0;
    for (T& value : pictures) value = static_cast<T>(3 * i++ - 20);
    return pictures;
}

template <class A, class B>
bool same(A const& a, B const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

/// What loading the u8 picture "a" says of an archive with this member of the name "a.npy".
std::string complaint(std::string const& array) {
    temporary_file const file("hostile.npz");
    file.write(test::zip_bytes({{.name = "a.npy", .packed = array}}));
    return test::complaint("load_npz: " + file.path + ": ",
                           [&] { load_npz<u8, 2>(file.path, "a"); });
}

/// Saves by `save`, and loads again.
template <class Save>
void check_round_trip(Save save) {
    temporary_file const file("round_trip.npz");
    auto const pictures = counted<float>(extents(2, 3, 5, 4));
    auto const gray = counted<u8>(extents(30_c, 40_c));
    std::vector<double> const bias = {0.5, -1e300};
    save(file.path, {{"pictures", pictures},
                     {"part", gray.view().region(2, 3, 4, 5)},
                     {"bias", bias},
                     {"nothing", std::vector<float>()},
                     {"ελ/x", gray}});
    auto const loaded = open_npz(file.path);
    CHECK(loaded.names() ==
          std::vector<std::string>{"pictures", "part", "bias", "nothing", "ελ/x"});
    auto const again = loaded.template load<float, 4>("pictures");
    REQUIRE(again.size() == 120);
    CHECK(again.extent(2) == 5);
    CHECK(same(again, pictures));
    auto const part = loaded.template load<u8, 2>("part");
    REQUIRE(part.extents() == any2(4, 5));
    for (index_t i = 0; i < 20; ++i)
        CHECK(part.data()[i] == gray.data()[(i / 5 + 2) * 40 + i % 5 + 3]);
    CHECK(loaded.template load<double, 1>("bias") == bias);
    CHECK(loaded.template load<float, 1>("nothing").empty());
    CHECK(same(load_npz<u8, extents<30, 40>>(file.path, "ελ/x"), gray));
}

} // namespace

TEST_CASE("npz: arrays come back as they were saved, stored and deflated") {
    using arrays = std::initializer_list<npz_entry>;
    check_round_trip([](std::string const& path, arrays all) { save_npz(path, all); });
    check_round_trip([](std::string const& path, arrays all) { save_npz_compressed(path, all); });
}

TEST_CASE("npz: compressed files are smaller, and the same arrays give the same bytes") {
    temporary_file const stored("stored.npz"), packed("packed.npz"), again("again.npz");
    image<u8, extents<100, 100>> zeros((extents<100, 100>()));
    std::fill(zeros.begin(), zeros.end(), u8{0});
    save_npz(stored.path, {{"zeros", zeros}});
    save_npz_compressed(packed.path, {{"zeros", zeros}});
    std::vector<npz_entry> const list = {{"zeros", zeros}};
    save_npz_compressed(again.path, list);
    CHECK(stored.bytes().size() > 10000);
    CHECK(packed.bytes().size() < 500);
    CHECK(again.bytes() == packed.bytes());
    CHECK(packed.bytes().substr(10, 4) == std::string("\0\0\x21\0", 4)); // midnight, 1980-01-01
    CHECK(load_npz<u8, 2>(packed.path, "zeros").size() == 10000);
}

TEST_CASE("npz: files that numpy wrote are read") {
    for (std::string const kind : {"savez", "savez_compressed", "savez_to_a_stream"}) {
        auto const file = open_npz("tests/fuzz/corpus/npz/" + kind + ".npz");
        CHECK(file.names() == std::vector<std::string>{"images", "bias", "conv1"});
        auto const images = file.load<u8, extents<dynamic_extent, 2, 3>>("images");
        CHECK(images.extent(0) == 2);
        CHECK(same(images, std::vector<u8>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
        CHECK(file.load<float, 1>("bias") == std::vector<float>{0.5f, -1});
        auto const k = kernel(file.load<float, extents<1, 2, 1, 2>>("conv1"));
        static_assert(decltype(k.height())::is_static && decltype(k.count())::static_value == 2);
        CHECK(k(0, 1, 0, 1) == 3);
    }
}

TEST_CASE("npz: an array that is not there is refused, and those that are there are shown") {
    temporary_file const file("names.npz");
    image<u8, any2> const one(extents(1, 1));
    auto const complaint = [&] {
        return test::complaint("load_npz: " + file.path + ": ",
                               [&] { load_npz<u8, 2>(file.path, "conv9"); });
    };
    save_npz(file.path, {{"conv1", one}, {"a\nb", one}});
    CHECK(complaint() == "it has no array 'conv9'; its arrays are: 'conv1', 'a?b'");
    save_npz(file.path, {{"a", one}, {"b", one}, {"c", one}, {"d", one}, {"e", one}, {"f", one}});
    CHECK(complaint() == "it has no array 'conv9'; its arrays are: 'a', 'b', 'c', 'd', 'e', …");
    file.write(test::zip_bytes({{.name = "conv9", .packed = "no array"}}));
    CHECK(open_npz(file.path).names().empty());
    CHECK(complaint() == "it has no array 'conv9'; its arrays are: none");
}

TEST_CASE("npz: what is wrong with an array is said with the file's and the array's name") {
    CHECK(complaint(npy(dictionary("|u1", "(2, 3)"), "abcdef")) == "");
    CHECK(complaint(npy(dictionary("|u1", "(2, 3)"), "abcde")) ==
          "a: it ends early: its shape takes 6 bytes and 5 are there");
    CHECK(complaint(npy(dictionary("|u1", "(2, 3)"), "abcdefg")) ==
          "a: bytes follow its data: its shape takes 6 bytes and 7 are there");
    CHECK(complaint(npy(dictionary("|u1", "(2, 3)", "True"), "abcdef")) ==
          "a: its array is in Fortran order; expected C order (numpy.ascontiguousarray)");
    CHECK(complaint(npy(dictionary(">u2", "(1, 3)"), "abcdef")) ==
          "a: its elements are big-endian, '>u2'; expected '|u1'");
    CHECK(complaint(npy(dictionary("|O", "(2, 3)"), "abcdef")) ==
          "a: its elements are '|O'; expected '|u1'");
    CHECK(complaint(npy("{'descr': [('x', '|u1')], 'fortran_order': False, 'shape': (2, 3), }",
                        "abcdef")) ==
          "a: its elements are a structured type; expected plain numbers");
    CHECK(complaint(npy(dictionary("|u1", "(-2, 3)"), "abcdef")) ==
          "a: its shape has a negative size");
    CHECK(complaint(npy(dictionary("|u1", "(4611686018427387904, 3)"), "abcdef")) ==
          "a: its shape is larger than a machine can address");
    CHECK(complaint(npy(dictionary("|u1", "(4611686018427387904, 1)"), "abcdef")) ==
          "a: it ends early: its shape takes 4611686018427387904 bytes and 6 are there");
    CHECK(complaint("no array") == "a: it does not begin with \\x93NUMPY, as an .npy file does");
    CHECK(complaint("") == "a: it ends early: 8 more bytes are expected and 0 are there");
}

TEST_CASE("npz: the checksum of an array without elements is looked at, too") {
    temporary_file const file("empty.npz");
    auto const array = npy(dictionary("|u1", "(0,)"), "");
    file.write(test::zip_bytes({{.name = "a.npy", .packed = array, .checksum = 7}}));
    CHECK(test::complaint("load_npz: " + file.path + ": ", [&] {
              load_npz<u8, 1>(file.path, "a");
          }) == "a: it is damaged: CRC error");
}

TEST_CASE("npz: a file that cannot be opened, or is no archive, is named") {
    std::string const path = "/nonexistent directory/w.npz";
    CHECK(test::complaint("load_npz: " + path + ": ", [&] { open_npz(path); }) ==
          "it cannot be opened: No such file");
    temporary_file const file("array.npy");
    file.write(npy(dictionary("|u1", "(2, 3)"), "abcdef"));
    CHECK(test::complaint("load_npz: " + file.path + ": ", [&] { open_npz(file.path); }) ==
          "it cannot be opened: Not a zip archive");
}

TEST_CASE("npz: what cannot be saved is refused, and an old file stays as it is") {
    image<u8, any2> const one(extents(1, 1));
    temporary_file const file("old.npz");
    file.write("old");
    auto const name = "save_npz: " + file.path + ": ";
    CHECK(test::complaint(name, [&] {
              save_npz(file.path, {{"a", one}, {"b", one}, {"a", one}});
          }) == "'a' cannot be added: File already exists");
    CHECK(test::complaint(name, [&] { save_npz(file.path, {}); }) == "there is no array to save");
    CHECK(file.bytes() == "old");
    std::string const path = "/nonexistent directory/w.npz";
    CHECK(test::complaint("save_npz_compressed: " + path + ": ", [&] {
              save_npz_compressed(path, {{"a", one}});
          }).find("No such file or directory") != std::string::npos);
}
