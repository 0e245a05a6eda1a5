// A program of somebody who has sluice installed: the largest of four sums, by the engine.
#include <sluice/sluice.hpp>

int main() {
    using namespace sluice;
    float const pixels[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    float const ones[2][2] = {{1, 1}, {1, 1}};
    auto const out = eval(view(pixels, 3_c, 3_c) | conv(kernel(ones)) | pool<max>(2_c, 2_c));
    return out.size() == 1 && *out.data() == 28 ? 0 : 1;
}
