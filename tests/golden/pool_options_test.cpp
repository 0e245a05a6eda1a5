// Pools with padding, dilation and ceil_mode, and pools by size, against torch.

#include "cases.hpp"

using namespace golden;

namespace {

template <auto Reduce>
std::string check_pool(one_case const& c) {
    auto const window = c.numbers("window"), stride = c.numbers("stride");
    auto const apart = c.numbers("dilation"), n = c.numbers("padding");
    auto const pool = [&](auto... option) {
        return sluice::pool<Reduce>(sluice::window(window[0], window[1]),
                                    sluice::stride(stride[0], stride[1]),
                                    sluice::dilation(apart[0], apart[1]),
                                    sluice::padding(n[0], n[1], n[2], n[3]), option...);
    };
    bool const ceil = c.number("ceil") != 0, count_pads = c.number("count_pads") != 0;
    return with_pixels(
        c,
        [&]<class T> {
            if constexpr (std::is_same_v<std::remove_cv_t<decltype(Reduce)>, sluice::avg_reduce>)
                if (count_pads)
                    return ceil
                               ? difference_of(c, pictures<T>(c) | pool(sluice::ceil_mode,
                                                                        sluice::count_include_pad))
                               : difference_of(c, pictures<T>(c) | pool(sluice::count_include_pad));
            return ceil ? difference_of(c, pictures<T>(c) | pool(sluice::ceil_mode))
                        : difference_of(c, pictures<T>(c) | pool());
        },
        u8, f32);
}

template <auto Reduce>
std::string check_adaptive(one_case const& c) {
    auto const size = c.numbers("size");
    return with_pixels(
        c,
        [&]<class T> {
            return difference_of(c,
                                 pictures<T>(c) | sluice::adaptive_pool<Reduce>(size[0], size[1]));
        },
        u8, i32, f32);
}

template <auto Reduce>
std::string check_global(one_case const& c) {
    return with_pixels(
        c,
        [&]<class T> { return difference_of(c, pictures<T>(c) | sluice::global_pool<Reduce>()); },
        u8, i32, f32);
}

} // namespace

TEST_CASE("golden: padded, dilated, adaptive and global pools give what torch gives") {
    check_family("pool_options", {{"max", check_pool<sluice::max>},
                                  {"min", check_pool<sluice::min>},
                                  {"avg", check_pool<sluice::avg>},
                                  {"sum", check_pool<sluice::sum>},
                                  {"l2", check_pool<sluice::l2>},
                                  {"adaptive_max", check_adaptive<sluice::max>},
                                  {"adaptive_min", check_adaptive<sluice::min>},
                                  {"adaptive_avg", check_adaptive<sluice::avg>},
                                  {"global_max", check_global<sluice::max>},
                                  {"global_min", check_global<sluice::min>},
                                  {"global_avg", check_global<sluice::avg>}});
}
