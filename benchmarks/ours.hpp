#pragma once
// What the files that measure the library share.

#include <sluice/sluice.hpp>

#include "contender.hpp"

namespace bench {

/// A size in the type.
template <index_t N>
inline constexpr sluice::dim<N> in_type{};

} // namespace bench
