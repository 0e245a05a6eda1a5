// Convolutions that keep the size, by every convention and with every border, against torch, scipy
// and OpenCV.

#include "cases.hpp"

using namespace golden;

namespace {

/// f of the pictures and the kernel of a case.
template <class F>
std::string with_kernel(one_case const& c, F f) {
    return with_pixels(
        c,
        [&]<class T> {
            using Weight = std::conditional_t<std::is_same_v<T, float>, float, std::int8_t>;
            auto const w = c.values<Weight>("weights");
            return f(planes<T>(c), sluice::kernel(w.value.data(), w.size[0], w.size[1]));
        },
        u8, f32);
}

auto stride_of(one_case const& c) {
    auto const s = c.numbers("stride");
    return sluice::stride(s[0], s[1]);
}

/// The filters of scipy and OpenCV lie with the middle k / 2 on the pixel: the larger half of an
/// even kernel's border is at the beginning.
std::string check_filter(one_case const& c) {
    std::string const border = c.text("border");
    return with_kernel(c, [&](auto pictures, auto k) -> std::string {
        auto const by = [&](auto outside) {
            return difference_of(c, std::move(pictures) |
                                        sluice::pad(sluice::same_lower(k), outside) |
                                        sluice::conv(k));
        };
        if (border == "zero") return by(sluice::zero);
        if (border == "edge") return by(sluice::edge);
        if (border == "reflect") return by(sluice::reflect);
        if (border == "symmetric") return by(sluice::symmetric);
        if (border == "wrap") return by(sluice::wrap);
        return "there is no such border";
    });
}

/// padding_of(kernel, stride) is the convention's.
template <class Convention>
check keeping(Convention padding_of) {
    return [=](one_case const& c) {
        return with_kernel(c, [&](auto pictures, auto k) {
            auto const s = stride_of(c);
            return difference_of(c, std::move(pictures) | sluice::pad(padding_of(k, s)) |
                                        sluice::conv(k, s));
        });
    };
}

} // namespace

TEST_CASE("golden: every 'same' gives what torch, scipy, OpenCV and TensorFlow's formula give") {
    check_family(
        "same",
        {{"filter", check_filter},
         {"same_for", keeping([](auto const& k, auto) { return sluice::same_for(k); })},
         {"same_upper", keeping([](auto const& k, auto s) { return sluice::same_upper(k, s); })},
         {"same_lower", keeping([](auto const& k, auto s) { return sluice::same_lower(k, s); })},
         {"keep_size", keeping([](auto const& k, auto s) { return sluice::keep_size(k, s); })}});
}
