// Results as users ask for them: in memory that is allocated each time.

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <vector>
#if defined(HAS_OPENCV)
#include <opencv2/core.hpp>
#endif

#include "ours.hpp"
#include "series.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

using namespace sluice;

auto w1(arguments const& a) {
    return view(a.f32(), a.images(), 28_c, 28_c) | conv(kernel(a.weights, 3_c, 3_c));
}
auto w8b(arguments const& a) {
    auto const k = kernel(a.weights, 3_c, 3_c);
    return pad(view(a.f32(), 2160_c, 3840_c), same_for(k)) | conv(k, stride<2, 2>) |
           pool<sluice::max>(2_c, 2_c);
}

/// The compiler may not leave the memory out.
void use(void const* at) { asm volatile("" : : "r"(at) : "memory"); }

template <auto Expression>
form ours() {
    return {"eval", [](arguments const& a) { use(eval(Expression(a)).data()); },
            [](arguments const& a) {
                auto const out = eval(Expression(a));
                std::copy(out.begin(), out.end(), a.out);
            }};
}

/// What users of plain loops write: a vector, which is zeroed first.
void into_vector(contender const& loops, arguments a) {
    std::vector<float> out(static_cast<std::size_t>(a.of->out().count()));
    a.out = out.data();
    loops.run(a);
    use(a.out);
}

#if defined(HAS_OPENCV)
void into_matrix(contender const& opencv, arguments a) {
    shape const s = a.of->out();
    int const sizes[] = {static_cast<int>(s.m), static_cast<int>(s.h), static_cast<int>(s.w)};
    cv::Mat out(3, sizes, CV_32F);
    a.out = out.ptr<float>();
    opencv.run(a);
    use(a.out);
}
#endif

/// Memory for the result, each byte written once: what no computation is needed for.
void plain_allocation(arguments const& a) {
    auto const bytes = static_cast<std::size_t>(a.of->out_bytes());
    std::unique_ptr<void, decltype(&std::free)> const out(std::malloc(bytes), &std::free);
    if (out == nullptr) throw std::bad_alloc();
    std::memset(out.get(), 1, bytes);
    use(out.get());
}

place of_workload(char const* name, form const& evaluated, contenders const& loops,
                  contenders const& opencv) {
    auto const w = std::find_if(std::begin(workloads), std::end(workloads),
                                [&](workload const& o) { return std::string(o.name) == name; });
    place p{name, static_cast<double>(w - std::begin(workloads)), *w, {evaluated}, false};
    p.forms.push_back({"allocation", plain_allocation, {}, false});
    for (contender const& c : loops)
        if (c.workload == name)
            p.forms.push_back(
                {std::string(c.is == kind::plain_gcc ? "g++ loops, " : "clang++ loops, ") + c.name,
                 [c](arguments const& a) { into_vector(c, a); }, c.run});
#if defined(HAS_OPENCV)
    for (contender const& c : opencv)
        if (c.workload == name)
            p.forms.push_back({"OpenCV", [c](arguments const& a) { into_matrix(c, a); }, c.run});
#else
    (void)opencv;
#endif
    return p;
}

} // namespace

series fresh_results() {
    contenders loops, opencv;
    add_plain_loops(loops);
#if defined(HAS_OPENCV)
    add_opencv(opencv);
#endif
    return {"fresh",
            "results in memory that is allocated each time",
            "workload",
            "image",
            images_of,
            {of_workload("W1", ours<w1>(), loops, opencv),
             of_workload("W8b", ours<w8b>(), loops, opencv)},
            false};
}

} // namespace bench
