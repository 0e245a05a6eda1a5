// The reader of PNG files. Most damage is found by a chunk's checksum, and would end there: half of
// the inputs get theirs right.

#include <sluice/io/png.hpp>

#include "fuzz.hpp"

namespace {

/// Sets the checksum of every chunk right.
void repair(std::uint8_t* data, std::size_t size) {
    for (std::size_t at = 8; at + 12 <= size;) {
        std::size_t const length = png_get_uint_32(data + at);
        if (length > size - at - 12) return;
        std::uint8_t* const end = data + at + 8 + length;
        png_save_uint_32(end, fuzz::crc(data + at + 4, length + 4));
        at += length + 12;
    }
}

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
    size = LLVMFuzzerMutate(data, size, most);
    if (seed % 2 == 0) repair(data, size);
    return size;
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace sluice;
    std::size_t const most = 8 * 1032 * size; // a pixel of one bit becomes a byte
    auto const file = [&] {
        return detail::memory_bytes(fuzz::who, fuzz::name, data, static_cast<index_t>(size));
    };
    fuzz::read(most, [&] {
        auto bytes = file();
        return detail::read_png_gray(bytes);
    });
    fuzz::read(3 * most, [&] {
        auto bytes = file();
        return detail::read_png_rgb(bytes);
    });
    return 0;
}
