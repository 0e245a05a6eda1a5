// The reader of .npz files. Most damage is found by a member's checksum, and would end there: half
// of the inputs get those of their stored members right.

#include <cstring>

#include <sluice/io/npz.hpp>

#include "fuzz.hpp"

namespace {

template <class T>
std::size_t number(std::uint8_t const* at) {
    T n;
    std::memcpy(&n, at, sizeof n);
    return n;
}

/// Sets the checksums right that the directory has of stored members, and the members' own.
void repair(std::uint8_t* data, std::size_t size) {
    constexpr std::size_t local = 30, central = 46; // their headers without the name
    for (std::size_t at = 0; at + central <= size; ++at) {
        std::uint8_t* const entry = data + at;
        if (std::memcmp(entry, "PK\1\2", 4) != 0) continue;
        std::size_t const begin = number<std::uint32_t>(entry + 42);
        std::size_t const bytes = number<std::uint32_t>(entry + 20);
        if (size < local || begin > size - local) continue;
        std::uint8_t* const member = data + begin;
        std::size_t const names =
            number<std::uint16_t>(member + 26) + number<std::uint16_t>(member + 28);
        std::size_t const head = begin + local + names;
        if (head > size || bytes > size - head) continue;
        std::uint32_t const sum = fuzz::crc(data + head, bytes);
        std::memcpy(member + 14, &sum, sizeof sum);
        std::memcpy(entry + 16, &sum, sizeof sum);
    }
}

template <class T, std::size_t Rank>
void load(sluice::npz_file const& file, std::string const& name, std::size_t most) {
    fuzz::read(most, [&] { return file.load<T, Rank>(name); });
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
    try {
        npz_file const file(
            detail::zip_input(fuzz::who, fuzz::name, data, static_cast<index_t>(size)));
        std::size_t const most = 1032 * size;
        for (auto const& name : file.names()) {
            load<std::uint8_t, 3>(file, name, most);
            load<float, 1>(file, name, most);
            load<float, 4>(file, name, most);
        }
    } catch (file_error const&) {
    }
    return 0;
}
