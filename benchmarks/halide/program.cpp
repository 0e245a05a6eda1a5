// Compiles programs of Halide for the shapes of a workload, and runs them on its arrays.

#include "halide.hpp"

#include <map>

namespace bench::by_halide {
namespace {

using Halide::ImageParam;

/// The dimensions of a batch, innermost first.
std::vector<int> sizes(shape const& s) {
    std::vector<int> all{static_cast<int>(s.w), static_cast<int>(s.h), static_cast<int>(s.m)};
    if (s.c > 1) all.insert(all.begin(), static_cast<int>(s.c));
    return all;
}

/// Tells Halide what no run changes.
void fix(Halide::OutputImageParam parameter, std::vector<int> const& sizes) {
    int pitch = 1;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        parameter.dim(static_cast<int>(i)).set_bounds(0, sizes[i]).set_stride(pitch);
        pitch *= sizes[i];
    }
}

/// One program for one workload, with its arrays.
class compiled {
public:
    compiled(arguments const& a, description describe)
        : target_(Halide::get_host_target()
                      .with_feature(Halide::Target::NoAsserts)
                      .with_feature(Halide::Target::NoBoundsQuery)) {
        workload const& w = *a.of;
        auto const type =
            w.pixels == element::u8 ? Halide::type_of<std::uint8_t>() : Halide::type_of<float>();
        auto const in = sizes(w.in), out = sizes(w.out());
        int const count = static_cast<int>(w.in.count());
        int const weights = static_cast<int>(w.weights());
        inputs const i{w, ImageParam(type, static_cast<int>(in.size())), ImageParam(type, 1),
                       ImageParam(Halide::type_of<float>(), 1)};
        fix(i.pixels, in);
        fix(i.flat, {count});
        fix(i.weights, {weights});
        Halide::Func results = describe(i);
        fix(results.output_buffer(), out);
        void* const pixels = const_cast<void*>(a.in);
        ImageParam(i.pixels).set(Halide::Buffer<>(type, pixels, in));
        ImageParam(i.flat).set(Halide::Buffer<>(type, pixels, std::vector{count}));
        ImageParam(i.weights).set(
            Halide::Buffer<float>(const_cast<float*>(a.weights), std::max(weights, 1)));
        out_ = Halide::Buffer<float>(a.out, out);
        program_ = Halide::Pipeline(results);
        program_.compile_jit(target_);
    }

    void run() { program_.realize(out_, target_); }

private:
    Halide::Target target_;
    Halide::Pipeline program_;
    Halide::Buffer<float> out_;
};

} // namespace

int lanes() { return Halide::get_host_target().natural_vector_size<float>(); }

contender program(std::string name, std::string form, description describe) {
    auto const all = std::make_shared<std::map<workload const*, compiled>>();
    return {std::move(name), kind::halide, std::move(form),
            [=](arguments const& a) { all->try_emplace(a.of, a, describe).first->second.run(); }};
}

} // namespace bench::by_halide

namespace bench {

void add_halide(contenders& all) {
    by_halide::add_digits(all);
    by_halide::add_headline(all);
    by_halide::add_photographs(all);
    by_halide::add_screens(all);
    by_halide::add_colours(all);
    by_halide::add_network(all);
}

} // namespace bench
