#pragma once
// Pages that read the same whatever this file is compiled for.

#include <sluice/explain.hpp>
#include <sluice/sluice.hpp>

#include "check.hpp"
#include "numbers.hpp"
#include "text.hpp"

namespace test {

/// Registers of 16 bytes, which every processor that we compile for has.
#if defined(__SSE2__)
using narrow = sluice::basic_blocking<xsimd::sse2>;
#else
using narrow = sluice::blocking;
#endif

/// Pictures that nobody may look at.
template <class T, class... N>
auto unread(N... sizes) {
    static guarded<T> const nothing(0, flush::back);
    return sluice::view(static_cast<T const*>(nothing.data()), sizes...);
}

/// A kernel of ones.
template <class T = float, class... N>
auto ones(N... n) {
    static std::vector<T> const one(5000, T(1));
    return sluice::kernel(one.data(), n...);
}

/// The first stage of this name, up to its sizes.
inline sluice::explained_stage const& stage_of(sluice::explanation const& page,
                                               std::string const& name) {
    for (auto const& s : page.stages)
        if (s.name.substr(0, name.size()) == name) return s;
    FAIL("there is no stage ", name);
    return page.stages.front();
}

/// The bytes of all pieces.
inline sluice::index_t sum_of(sluice::explanation const& page) {
    sluice::index_t all = 0;
    for (auto const& piece : page.pieces) all += piece.bytes;
    return all;
}

} // namespace test
