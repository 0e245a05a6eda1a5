#pragma once
// The names that the README's blocks use without declaring them.

#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

inline std::vector<float> pixels(50000 * 28 * 28); // a batch of digits
inline std::vector<float> result(50000 * 7 * 7);   // room for what the pipeline gives
inline std::vector<float> weights(3 * 3);
inline std::vector<std::uint8_t> bytes(10 * 32 * 32 * 3); // colour patches
