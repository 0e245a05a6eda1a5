#pragma once
// Values to compute with: the same in every run.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "guarded.hpp"

namespace test {

/// A fixed sequence of numbers (splitmix64).
class sequence {
public:
    constexpr explicit sequence(std::uint64_t seed) : state_(seed) {}
    constexpr std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15u;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    /// From lo to hi, both included.
    constexpr std::ptrdiff_t between(std::ptrdiff_t lo, std::ptrdiff_t hi) {
        return lo + static_cast<std::ptrdiff_t>(next() % static_cast<std::uint64_t>(hi - lo + 1));
    }
    /// Any value of an integer type; a value from −1 to 1 of a float's.
    template <class T>
    T any() {
        if constexpr (std::is_floating_point_v<T>)
            return static_cast<T>(static_cast<double>(next() >> 11) * 0x1p-52 - 1.0);
        else return static_cast<T>(next() >> 8);
    }

private:
    std::uint64_t state_;
};

template <class T>
void fill(T* to, std::ptrdiff_t count, std::uint64_t seed) {
    sequence s(seed);
    for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = s.any<T>();
}

/// Pixels that can be read but not written, directly at a page that cannot be touched.
template <class T>
class pixels : public guarded<T> {
public:
    pixels(std::ptrdiff_t count, flush side, std::uint64_t seed = 1) : guarded<T>(count, side) {
        fill(guarded<T>::data(), count, seed);
        this->make_read_only();
    }
    T const* data() const { return guarded<T>::data(); }
};

/// Small weights: whole numbers from −3 to 3, for floats with a fraction.
template <class T>
std::vector<T> weights(std::ptrdiff_t count, std::uint64_t seed = 7) {
    sequence s(seed);
    std::vector<T> w(static_cast<std::size_t>(count));
    for (T& one : w) {
        if constexpr (std::is_floating_point_v<T>) one = s.any<T>() * T(3);
        else if constexpr (std::is_unsigned_v<T>) one = static_cast<T>(s.between(0, 3));
        else one = static_cast<T>(s.between(-3, 3));
    }
    return w;
}

} // namespace test
