#pragma once
// Files for a test: their bytes, right and wrong, and a place for them.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <unistd.h>

#include <doctest/doctest.h>
#include <sluice/core/exception.hpp>

namespace test {

/// A name in the temporary directory that nobody else has; the file goes with the object.
struct temporary_file {
    std::string path;
    explicit temporary_file(std::string const& name) {
        static std::atomic<int> count{0};
        auto const unique = std::to_string(getpid()) + "_" + std::to_string(count++) + "_" + name;
        path = (std::filesystem::temp_directory_path() / ("sluice_" + unique)).string();
    }
    temporary_file(temporary_file const&) = delete;
    ~temporary_file() {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
    void write(std::string_view bytes) const {
        std::ofstream(path, std::ios::binary).write(bytes.data(), std::ssize(bytes));
    }
    std::string bytes() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

/// What a reader says of a file after its own name and the file's, "load_npy: path: "; "" where
/// it takes the file.
template <class Reader>
std::string complaint(std::string const& start, Reader read) {
    try {
        read();
    } catch (sluice::file_error const& problem) {
        std::string const text = problem.what();
        REQUIRE(text.substr(0, start.size()) == start);
        return text.substr(start.size());
    }
    return "";
}

/// An array as numpy writes it, of any version, with any dictionary.
inline std::string npy(std::string dictionary, std::string_view data, char version = 1) {
    std::size_t const start = version == 1 ? 10 : 12;
    dictionary.append(63 - (dictionary.size() + start) % 64, ' ') += '\n';
    std::string file("\x93NUMPY");
    file += {version, '\0', static_cast<char>(dictionary.size() % 256),
             static_cast<char>(dictionary.size() / 256)};
    if (version > 1) file += {'\0', '\0'};
    return file.append(dictionary).append(data);
}

/// What an array's header says.
inline std::string dictionary(std::string_view descr, std::string_view shape,
                              std::string_view fortran = "False") {
    return std::string("{'descr': '")
        .append(descr)
        .append("', 'fortran_order': ")
        .append(fortran)
        .append(", 'shape': ")
        .append(shape)
        .append(", }");
}

/// The checksum of PNG and ZIP files (CRC-32).
inline std::uint32_t crc(std::string_view bytes) {
    std::uint32_t rest = 0xffffffff;
    for (char const c : bytes) {
        rest ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ (rest & 1 ? 0xedb88320 : 0);
    }
    return ~rest;
}

} // namespace test
