// Pools against torch and scipy.

#include "cases.hpp"

using namespace golden;

namespace {

template <auto Reduce>
std::string check_pool(one_case const& c) {
    auto const window = c.numbers("window"), stride = c.numbers("stride");
    return with_pixels(
        c,
        [&]<class T> {
            return difference_of(c, pictures<T>(c) |
                                        sluice::pool<Reduce>(sluice::window(window[0], window[1]),
                                                             sluice::stride(stride[0], stride[1])));
        },
        u8, i8, u16, i16, i32, f32, f64);
}

} // namespace

TEST_CASE("golden: pools give what torch and scipy give") {
    check_family("pool", {{"max", check_pool<sluice::max>},
                          {"min", check_pool<sluice::min>},
                          {"avg", check_pool<sluice::avg>},
                          {"sum", check_pool<sluice::sum>},
                          {"l2", check_pool<sluice::l2>}});
}
