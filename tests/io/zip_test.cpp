#include "../support/allocations.hpp"
#include "../support/zip_bytes.hpp"

#include <sluice/io/zip.hpp>

using namespace sluice;
using test::deflated, test::zip_bytes, test::zip_claim;

namespace {

detail::zip_input archive_of(std::string const& bytes) {
    return detail::zip_input("load", "it", bytes.data(), std::ssize(bytes));
}

/// What is said about an archive of these bytes, or about its first member.
std::string complaint(std::string const& bytes) {
    return test::complaint("load: it: ", [&] {
        auto const archive = archive_of(bytes);
        REQUIRE(!archive.names().empty());
        detail::zip_member member("load", archive, archive.names()[0], 0);
        std::string data(static_cast<std::size_t>(member.left()), '?');
        member.read(data.data(), std::ssize(data));
    });
}
std::string complaint_about(zip_claim const& member) { return complaint(zip_bytes({member})); }

/// A member that says it is deflated: these bytes, of these sizes.
zip_claim deflated_member(std::string const& bytes) {
    auto const size = static_cast<std::uint32_t>(bytes.size());
    auto const packed = deflated(bytes);
    return {.name = "a",
            .packed = packed,
            .checksum = test::crc(bytes),
            .size = size,
            .packed_size = static_cast<std::uint32_t>(packed.size()),
            .method = 8};
}

} // namespace

TEST_CASE("zip: members are read in pieces, stored and deflated") {
    auto member = deflated_member("ghijkl");
    member.name = "b";
    auto const bytes = zip_bytes({{.name = "a", .packed = "abcdef"}, member});
    auto const archive = archive_of(bytes);
    REQUIRE(archive.names() == std::vector<std::string>{"a", "b"});
    CHECK(archive.size() == bytes.size());
    char text[7] = {};
    for (auto const i : std::vector<zip_uint64_t>{1, 0, 1}) {
        detail::zip_member source("load", archive, "x", i);
        CHECK(source.left() == 6);
        source.read(text, 2);
        source.read(text + 2, 4);
        CHECK(text == std::string(i == 0 ? "abcdef" : "ghijkl"));
        CHECK(source.left() == 0);
    }
}

TEST_CASE("zip: an archive in a file is read as one in memory is") {
    test::temporary_file const file("archive.zip");
    file.write(zip_bytes({{.name = "a", .packed = "abcdef"}}));
    detail::zip_input const archive("load", file.path);
    CHECK(archive.size() == std::filesystem::file_size(file.path));
    char text[6];
    detail::zip_member("load", archive, "a", 0).read(text, 6);
    CHECK(std::string(text, 6) == "abcdef");
}

TEST_CASE("zip: what cannot be opened is refused with libzip's reason") {
    std::string const path = "/nonexistent directory/a.npz";
    CHECK(test::complaint("load: " + path + ": ", [&] { detail::zip_input("load", path); }) ==
          "it cannot be opened: No such file");
    CHECK(complaint("") == "it is empty");
    CHECK(complaint("PK\3\4, but not more than that") == "it cannot be opened: Not a zip archive");
}

TEST_CASE("zip: an archive that is cut off anywhere is refused") {
    auto const whole = zip_bytes({{.name = "a", .packed = "abcdef"}, deflated_member("ghijkl")});
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK(complaint(whole.substr(0, length)).substr(0, 3) == "it ");
    }
}

TEST_CASE("zip: two members of one name are refused") {
    CHECK(complaint(zip_bytes({{.name = "a", .packed = "abc"}, {.name = "a", .packed = ""}})) ==
          "it has two members of one name");
}

TEST_CASE("zip: a wrong checksum is refused") {
    CHECK(complaint_about({.name = "a", .packed = "abcdef", .checksum = 7}) ==
          "a: it is damaged: CRC error");
    auto member = deflated_member("abcdef");
    member.checksum = 7;
    CHECK(complaint_about(member) == "a: it is damaged: CRC error");
    auto bytes = zip_bytes({{.name = "a", .packed = "abcdef"}});
    bytes[bytes.find("abcdef")] ^= 1;
    CHECK(complaint(bytes) == "a: it is damaged: CRC error");
}

TEST_CASE("zip: a member that begins or ends outside of the file is refused") {
    for (std::uint32_t const moved : {1u, 100u, 0x7fffffffu, 0xfffffff0u}) {
        CAPTURE(moved);
        auto const text = complaint_about({.name = "a", .packed = "abcdef", .moved = moved});
        CHECK(text.substr(0, 3) == "it ");
    }
    CHECK(complaint_about({.name = "a", .packed = "abcdef", .size = 1000}).find("it cannot be") ==
          0);
}

TEST_CASE("zip: 64-bit sizes are read, and refused where their sum with an offset wraps") {
    zip_claim member{.name = "a", .packed = "abcdef", .size = 0xffffffff};
    member.extra = test::zip_sizes(6, 6);
    CHECK(complaint_about(member) == "");
    member.extra = test::zip_sizes(~std::uint64_t{0}, ~std::uint64_t{0});
    CHECK(complaint_about(member) == "a: its bytes do not lie inside the file");
    member.extra = test::zip_sizes(std::uint64_t{1} << 63, 6);
    CHECK(complaint_about(member) == "a: its size is larger than a machine can address");
}

TEST_CASE("zip: a stored member has the size that its directory says") {
    CHECK(complaint_about({.name = "a", .packed = "abcdef", .size = 7, .packed_size = 6}) ==
          "a: its size, 7 bytes by the directory, is not what 6 stored bytes are");
}

TEST_CASE("zip: sizes that the deflated bytes cannot hold are refused before memory is asked for") {
    auto member = deflated_member("abcdef");
    REQUIRE(complaint_about(member) == "");
    member.size = 4000000000;
    auto const bytes = zip_bytes({member});
    CHECK(complaint(bytes) == "a: its size, 4000000000 bytes by the directory, is not what 11 "
                              "deflated bytes can hold");
    CHECK(test::allocations_of([&] { complaint(bytes); }).bytes < 400000);
}

TEST_CASE("zip: a deflated member that is shorter or longer than it says is refused") {
    auto member = deflated_member("abcdef");
    member.size = 7;
    CHECK(complaint_about(member).substr(0, 18) == "a: it is damaged: ");
    member.size = 5;
    CHECK(complaint_about(member).substr(0, 18) == "a: it is damaged: ");
    member.size = 0;
    CHECK(complaint_about(member).substr(0, 18) == "a: it is damaged: ");
}

TEST_CASE("zip: bytes that are not deflated are refused") {
    auto member = deflated_member("abcdef");
    member.packed[0] = '\7'; // a kind of block that there is not
    CHECK(complaint_about(member).substr(0, 18) == "a: it is damaged: ");
}

TEST_CASE("zip: other methods of compression, and encrypted members, are refused") {
    CHECK(complaint_about({.name = "a", .packed = "abcdef", .method = 12}) ==
          "a: it is compressed by zip's method 12; expected 0, stored, or 8, deflated");
    CHECK(complaint_about({.name = "a", .packed = "abcdef", .flags = 1}) == "a: it is encrypted");
}

TEST_CASE("zip: a directory that counts more members than there are is refused") {
    auto bytes = zip_bytes({{.name = "a", .packed = "abcdef"}});
    bytes.replace(bytes.rfind("PK\5\6") + 8, 4, "\xff\xff\xff\xff");
    CHECK(complaint(bytes).find("it cannot be opened: ") == 0);
    // libzip makes room for as many as two bytes can count
    CHECK(test::allocations_of([&] { complaint(bytes); }).bytes < 65536 * 40);
}

TEST_CASE("zip: a 64-bit count of members is held against the file before memory is asked for") {
    std::string const start = zip_bytes({{.name = "a", .packed = "abcdef"}});
    auto const directory = start.find("PK\1\2"), end = start.find("PK\5\6");
    auto const with_count = [&](std::uint64_t count) {
        using test::little_endian;
        return start.substr(0, end) + "PK\6\6" + little_endian(44, 8) + little_endian(45, 2) +
               little_endian(45, 2) + little_endian(0, 8) + little_endian(count, 8) +
               little_endian(count, 8) + little_endian(end - directory, 8) +
               little_endian(directory, 8) + "PK\6\7" + little_endian(0, 4) +
               little_endian(end, 8) + little_endian(1, 4) + "PK\5\6" + little_endian(0, 4) +
               std::string(12, '\xff') + little_endian(0, 2);
    };
    CHECK(complaint(with_count(1)) == "");
    for (std::uint64_t const count :
         {std::uint64_t{2}, std::uint64_t{100000000}, ~std::uint64_t{0}}) {
        auto const bytes = with_count(count);
        CAPTURE(count);
        CHECK(complaint(bytes).find("it cannot be opened: ") == 0);
        CHECK(test::allocations_of([&] { complaint(bytes); }).bytes < 400000);
    }
}

TEST_CASE("zip: no damage of one byte is taken for the archive's own data, or crashes") {
    auto const whole = zip_bytes({{.name = "a", .packed = "abcdef"}, deflated_member("ghijkl")});
    for (std::size_t i = 0; i < whole.size(); ++i)
        for (char const c : {'\0', '\1', '\x7f', '\xff'}) {
            auto bytes = whole;
            bytes[i] = c;
            try {
                auto const archive = archive_of(bytes);
                for (zip_uint64_t at = 0; at < archive.names().size(); ++at) {
                    detail::zip_member member("load", archive, "x", at);
                    std::string data(static_cast<std::size_t>(member.left()), '?');
                    member.read(data.data(), std::ssize(data));
                    CHECK((data == "abcdef" || data == "ghijkl" || data.empty()));
                }
            } catch (file_error const&) {
            }
        }
}
