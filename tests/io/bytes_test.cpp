#include <string>

#include "../support/files.hpp"

#include <sluice/io/bytes.hpp>

using namespace sluice;
using detail::byte_source, detail::file_bytes, detail::memory_bytes;

namespace {

/// "abcdef" is read in two pieces, and no byte more.
void check_abcdef(byte_source& source, std::string const& start) {
    std::string text(4, '?');
    CHECK(source.left() == 6);
    source.read(text.data(), 4);
    CHECK(text == "abcd");
    CHECK(source.left() == 2);
    source.read(nullptr, 0);
    CHECK(test::complaint(start, [&] { source.read(text.data(), 3); }) ==
          "it ends early: 3 more bytes are expected and 2 are there");
    CHECK(text == "abcd");
    source.read(text.data(), 2);
    CHECK(text == "efcd");
    CHECK(source.left() == 0);
    CHECK(test::complaint(start, [&] { source.refuse("why ", index_t{7}); }) == "why 7");
}

} // namespace

TEST_CASE("bytes: a file is read from front to back, and knows what is left of it") {
    test::temporary_file const file("abcdef");
    file.write("abcdef");
    file_bytes source("load", file.path);
    check_abcdef(source, "load: " + file.path + ": ");
}

TEST_CASE("bytes: so is memory, under the name that it was given") {
    char const text[] = {'a', 'b', 'c', 'd', 'e', 'f'};
    memory_bytes source("load", "six letters", text, 6);
    check_abcdef(source, "load: six letters: ");
}

TEST_CASE("bytes: a file that is cut while it is read is refused") {
    test::temporary_file const file("abcdef");
    file.write("abcdef");
    file_bytes source("load", file.path);
    std::filesystem::resize_file(file.path, 3);
    char text[6];
    CHECK(test::complaint("load: " + file.path + ": ", [&] { source.read(text, 6); }) ==
          "it cannot be read to its end");
}

TEST_CASE("bytes: what is no regular file is refused") {
    std::string const folder = std::filesystem::temp_directory_path();
    CHECK(test::complaint("load: /nonexistent: ", [] { file_bytes("load", "/nonexistent"); }) ==
          "it cannot be opened: No such file or directory");
    CHECK(test::complaint("load: " + folder + ": ", [&] {
              char byte;
              file_bytes("load", folder).read(&byte, 1);
          }).substr(0, 3) == "it ");
}
