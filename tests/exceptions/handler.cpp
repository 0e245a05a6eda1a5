// A program without exceptions. Its argument says what goes wrong, and who is told:
//     nothing   a whole pipeline with every kind of stage, which fits
//     misfit    a window larger than the image, without a handler
//     handled   the same, with a handler that prints the sentence and ends the program with 7
//     returned  the same, with a handler that returns
//     memory    a result for which there is no memory, with the first handler

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <sluice/io/npz.hpp>
#include <sluice/io/png.hpp>
#include <sluice/run/reference.hpp>
#include <sluice/sluice.hpp>

using namespace sluice;

namespace {

void print_and_exit(exception const& problem) {
    std::printf("told: %s\n", problem.what());
    std::exit(7);
}
void print_and_return(exception const& problem) { std::printf("told: %s\n", problem.what()); }

float const weights[9] = {1, 2, 1, 0, 0, 0, -1, -2, -1};

/// Whether the engine gives what the formulas say; whole numbers, so exactly.
bool computes() {
    float pixels[2 * 19 * 23];
    for (int i = 0; i < 2 * 19 * 23; ++i) pixels[i] = static_cast<float>(i * 37 % 101 - 50);
    auto const p = pad(2, 2) | conv(kernel(weights, 3, 3), stride<2, 1>) | relu() |
                   pool<max>(2_c, 2_c) | transform([](auto x) { return x * 0.5f + 1.0f; });
    auto const e = view(pixels, 2, 19, 23) | p;
    auto const out = eval(e);
    auto const wanted = reference(e);
    for (index_t i = 0; i < out.size(); ++i)
        if (out.data()[i] != wanted[i]) return false;
    return out.size() == 2 * 5 * 12;
}

/// A 3 × 3 window on 2 × 2 pixels.
void misfit() {
    auto const e = view(weights, 1, 2, 2) | conv(kernel(weights, 3, 3));
    std::printf("not refused: %td\n", e.extent(1));
}

void no_memory() {
    index_t const wide = index_t{1} << 29;
    auto const out = eval(view(weights, 1, 2, 2) | pad(wide, wide));
    std::printf("not refused: %td\n", out.size());
}

} // namespace

int main(int count, char** argument) {
    auto const asked = [&](char const* what) {
        return count == 2 && std::strcmp(argument[1], what) == 0;
    };
    if (asked("nothing")) return computes() ? 0 : 1;
    bool const returns = asked("returned");
    if (!asked("misfit")) {
        error_handler const mine = returns ? print_and_return : print_and_exit;
        if (set_error_handler(mine) != nullptr) return 2; // there was none
        if (set_error_handler(mine) != mine) return 3;
    }
    std::setvbuf(stdout, nullptr, _IONBF, 0); // what aborts does not flush
    if (asked("memory")) no_memory();
    else misfit();
    return 4;
}
