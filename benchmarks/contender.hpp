#pragma once
// Who takes part: something that computes a workload, or that only moves its bytes.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "workload.hpp"

namespace bench {

/// The arrays of a workload. What is read through `of` is known at run time only.
struct arguments {
    workload const* of;
    void const* in;
    float const* weights;
    float* out;
    std::span<std::byte> workspace;

    float const* f32() const { return static_cast<float const*>(in); }
    std::uint8_t const* u8() const { return static_cast<std::uint8_t const*>(in); }
    index_t images() const { return of->in.m; }
};

enum class kind {
    ours,           // sizes in the types
    ours_run_time,  // some sizes known at run time only
    copy,           // moves the same bytes with ordinary loads and stores
    streaming_copy, // moves them past the caches where that is possible
    arithmetic,     // does as many multiply-adds in registers
    plain_gcc,
    plain_clang,
    opencv,
    halide,
    onednn,
};

constexpr bool computes(kind k) {
    return k != kind::copy && k != kind::streaming_copy && k != kind::arithmetic;
}

struct contender {
    std::string workload;
    kind is;
    std::string name;
    std::function<void(arguments const&)> run;
    double most_over_static = 0; // the bar for ours_run_time
};

using contenders = std::vector<contender>;

void add_ours_on_digits(contenders& all);
void add_ours_on_photographs(contenders& all);
void add_ours_headline(contenders& all);
void add_ours_kernels(contenders& all);
void add_ours_pools(contenders& all);
void add_ours_on_screens(contenders& all);
void add_ours_network(contenders& all);
void add_plain_loops(contenders& all);
void add_streams(contenders& all);
void add_opencv(contenders& all);
void add_halide(contenders& all);
void add_onednn(contenders& all);

} // namespace bench
