// One half of a program, compiled twice, for different instruction sets: PART is narrow_part and
// MISFIT is narrow_misfit, or those of the wide one. All else has the same names in both.

#include "part.hpp"

#include <sluice/run/reference.hpp>
#include <sluice/sluice.hpp>

using namespace sluice;

namespace {

/// Fixed whole numbers from −50 to 50: every order of summation gives the same sums.
template <class T>
struct numbers {
    T value[2 * 19 * 23 * 3];
    numbers() {
        int i = 0;
        for (T& one : value) one = static_cast<T>(i++ * 37 % 101 - 50);
    }
};

template <class E>
bool is_right(E const& e) {
    auto const out = eval(e);
    auto const wanted = reference(e);
    for (index_t i = 0; i < out.size(); ++i)
        if (out.data()[i] != wanted[i]) return false;
    return out.size() == wanted.size();
}

char const* first_wrong() {
    static numbers<float> const floats;
    static numbers<std::uint8_t> const bytes;
    float const f[3 * 3] = {1, 2, 1, 0, 0, 0, -1, -2, -1};
    int const n[3 * 3 * 3 * 2] = {1, 2, 1, 0, 0, 0, -1, -2, -1, 3};
    auto const plain = view(floats.value, 2, 19, 23);
    auto const colour = view(bytes.value, 2, 19, 23, 3_c);
    if (!is_right(plain | pad(1, 1) | conv(kernel(f, 3, 3)) | relu())) return "a convolution";
    if (!is_right(colour | conv(kernel(n, 3_c, 3_c, 3_c, 2_c), stride<2, 2>))) return "channels";
    if (!is_right(colour | pool<max>(2_c, 2_c))) return "a pool";
    if (!is_right(plain | conv(kernel(f, 3_c, 3_c)) | pad(2, 2) | pool<avg>(3, 2)))
        return "a chain";
    return nullptr;
}

} // namespace

findings PART() {
    float const a = 1 + 0x1p-20f;
    float const pixels[] = {1, a}, weights[] = {-1, a};
    auto const out = eval(view(pixels, 1, 1, 2) | conv(kernel(weights, 1, 2)));
    return {*out.data(), static_cast<int>(xsimd::batch<float>::size), first_wrong()};
}

void MISFIT() {
    float const pixels[] = {1, 2};
    (void)(view(pixels, 1, 1, 2) | conv(kernel(pixels, 2, 1)));
}
