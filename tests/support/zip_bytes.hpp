#pragma once
// ZIP archives byte by byte, so that each of their numbers can be wrong.

#include <cstdint>
#include <string>
#include <vector>

#include "files.hpp"

namespace test {

/// A member: its bytes as they lie in the archive, and what the headers say about them.
struct zip_claim {
    std::string name, packed;
    std::uint32_t checksum = crc(packed);
    std::uint32_t size = static_cast<std::uint32_t>(packed.size());
    std::uint32_t packed_size = size;
    std::uint16_t method = 0, flags = 0;
    std::string extra = {};
    std::uint32_t moved = 0; // how far behind its place the directory says it begins
};

inline std::string little_endian(std::uint64_t n, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(n >> 8 * i);
    return text;
}

/// What a member's own header and the directory have in common.
inline std::string zip_fields(zip_claim const& m) {
    return little_endian(20, 2) + little_endian(m.flags, 2) + little_endian(m.method, 2) +
           little_endian(0x210000, 4) + little_endian(m.checksum, 4) +
           little_endian(m.packed_size, 4) + little_endian(m.size, 4) +
           little_endian(m.name.size(), 2) + little_endian(m.extra.size(), 2);
}

/// The bytes of an archive.
inline std::string zip_bytes(std::vector<zip_claim> const& members) {
    std::string file, directory;
    for (auto const& m : members) {
        directory += "PK\1\2" + little_endian(20, 2) + zip_fields(m) + std::string(10, '\0') +
                     little_endian(file.size() + m.moved, 4) + m.name + m.extra;
        file += "PK\3\4" + zip_fields(m) + m.name + m.extra + m.packed;
    }
    auto const count = little_endian(members.size(), 2);
    return file + directory + "PK\5\6" + little_endian(0, 4) + count + count +
           little_endian(directory.size(), 4) + little_endian(file.size(), 4) + little_endian(0, 2);
}

/// What says that a member's sizes, 0xffffffff elsewhere, are these 64-bit numbers.
inline std::string zip_sizes(std::uint64_t size, std::uint64_t packed_size) {
    return little_endian(1, 2) + little_endian(16, 2) + little_endian(size, 8) +
           little_endian(packed_size, 8);
}

/// Bytes deflated as one block that is not compressed, and how it could go on.
inline std::string deflated(std::string const& bytes) {
    return '\1' + little_endian(bytes.size(), 2) + little_endian(~bytes.size(), 2) + bytes;
}

} // namespace test
