#pragma once
// What the fuzz targets share. A reader may give pictures or throw file_error; whatever else it
// does is a mistake, and ends the target.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>

#include <sluice/core/exception.hpp>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace fuzz {

inline constexpr char const* who = "load";
inline constexpr char const* name = "input";

/// Runs a reader, which gives no more than `most` bytes.
template <class Reader>
void read(std::size_t most, Reader reader) {
    try {
        auto const array = reader();
        std::size_t const bytes =
            static_cast<std::size_t>(std::distance(array.begin(), array.end())) *
            sizeof(*array.begin());
        if (bytes > most) std::abort();
        auto const* const first = reinterpret_cast<unsigned char const volatile*>(array.data());
        for (std::size_t i = 0; i < bytes; ++i) static_cast<void>(first[i]); // they are there
    } catch (sluice::file_error const&) {
    }
}

/// CRC-32, the checksum of PNG and ZIP files.
inline std::uint32_t crc(std::uint8_t const* data, std::size_t size) {
    std::uint32_t rest = 0xffffffff;
    for (std::size_t i = 0; i < size; ++i) {
        rest ^= data[i];
        for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ (rest & 1 ? 0xedb88320 : 0);
    }
    return ~rest;
}

} // namespace fuzz
