// Transposed convolutions against torch, separable ones against OpenCV and scipy.

#include "cases.hpp"

using namespace golden;

namespace {

template <class Pixel>
using weight_of = std::conditional_t<std::is_floating_point_v<Pixel>, Pixel, std::int8_t>;

std::string check_transpose(one_case const& c) {
    auto const s = c.numbers("stride"), n = c.numbers("padding");
    return with_pixels(
        c,
        [&]<class T> {
            auto const w = c.values<weight_of<T>>("weights");
            auto const k =
                sluice::kernel(w.value.data(), w.size[0], w.size[1], w.size[2], w.size[3]);
            return difference_of(c, pictures<T>(c) |
                                        sluice::conv_transpose(k, sluice::stride(s[0], s[1]),
                                                               sluice::padding(n[0], n[1])));
        },
        u8, f32);
}

std::string check_separable(one_case const& c) {
    auto const column = c.values<float>("column"), row = c.values<float>("row");
    auto const s = c.numbers("stride");
    return difference_of(
        c,
        planes<float>(c) | sluice::separable(sluice::kernel(column.value.data(), column.size[0], 1),
                                             sluice::kernel(row.value.data(), 1, row.size[0]),
                                             sluice::stride(s[0], s[1])));
}

} // namespace

TEST_CASE("golden: transposed and separable convolutions give what torch, OpenCV and scipy give") {
    check_family("transpose",
                 {{"conv_transpose", check_transpose}, {"separable", check_separable}});
}
