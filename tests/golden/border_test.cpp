// Borders and parts of pictures against numpy, OpenCV and torch.

#include "cases.hpp"

using namespace golden;

namespace {

template <class T, class Border>
std::string pad_by(one_case const& c, Border border) {
    auto const n = c.numbers("amounts");
    auto const around = sluice::pad(n[0], n[1], n[2], n[3], border);
    if constexpr (std::is_same_v<T, float>)
        if (has_channels(c)) return difference_of(c, pictures<T>(c) | around);
    return difference_of(c, planes<T>(c) | around);
}

std::string check_pad(one_case const& c) {
    std::string const border = c.text("border");
    if (border == "constant")
        return with_pixels(
            c, [&]<class T> { return pad_by<T>(c, sluice::constant(c.number("value"))); }, u8, i16,
            f32);
    return with_pixels(
        c,
        [&]<class T>() -> std::string {
            if (border == "zero") return pad_by<T>(c, sluice::zero);
            if (border == "edge") return pad_by<T>(c, sluice::edge);
            if (border == "reflect") return pad_by<T>(c, sluice::reflect);
            if (border == "symmetric") return pad_by<T>(c, sluice::symmetric);
            if (border == "wrap") return pad_by<T>(c, sluice::wrap);
            return "there is no such border";
        },
        u8, i8, u16, i16, i32, f32, f64);
}

std::string check_crop(one_case const& c) {
    auto const part = c.numbers("part");
    return with_pixels(
        c,
        [&]<class T> {
            return difference_of(c,
                                 planes<T>(c) | sluice::crop(part[0], part[1], part[2], part[3]));
        },
        u8, f32, f64);
}

} // namespace

TEST_CASE("golden: borders give what numpy, OpenCV and torch give") {
    check_family("border", {{"pad", check_pad}, {"crop", check_crop}});
}
