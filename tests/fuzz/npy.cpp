// The reader of .npy files.

#include <sluice/io/npy.hpp>

#include "fuzz.hpp"

namespace {

template <class T, std::size_t Rank>
void read(std::uint8_t const* data, std::size_t size) {
    using namespace sluice;
    fuzz::read(size, [&] {
        detail::memory_bytes file(fuzz::who, fuzz::name, data, static_cast<index_t>(size));
        return detail::read_npy<T, Rank>(file);
    });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    read<std::uint8_t, 1>(data, size);
    read<std::uint8_t, 3>(data, size);
    read<std::int16_t, 2>(data, size);
    read<float, 4>(data, size);
    read<double, 2>(data, size);
    return 0;
}
