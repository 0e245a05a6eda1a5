// Checks every contender against the reference, times them in interleaved rounds on Google
// Benchmark, and prints one table of ratios. Times are the processor's, of one thread: on a quiet
// machine the same as the clock's, and other work on the machine disturbs them less.
//
//     --workloads=REGEX   only these (W1, W8., K.*), all by default
//     --rounds=N          15 by default
//     --details           every contender's median as well
//     --benchmark_out=FILE --benchmark_out_format=json   every round, for machines

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <map>
#include <random>
#include <regex>

#include "memory.hpp"
#include "reference.hpp"
#include "table.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

struct options {
    std::regex workloads{".*"};
    int rounds = 15;
    bool details = false;

    /// Takes what is ours out of the command line.
    options(int& argc, char** argv) {
        int kept = 1;
        for (int i = 1; i < argc; ++i) {
            std::string const word = argv[i];
            if (word.starts_with("--workloads="))
                workloads = std::regex(word.substr(word.find('=') + 1));
            else if (word.starts_with("--rounds="))
                rounds = std::max(1, std::stoi(word.substr(word.find('=') + 1)));
            else if (word == "--details") details = true;
            else argv[kept++] = argv[i];
        }
        argc = kept;
    }
};

/// One set of arrays for all workloads, each as large as the largest needs.
class arrays {
public:
    arrays()
        : bytes_(most(element::u8)), floats_(most(element::f32)),
          weights_(most_weights() * sizeof(float)), out_(most_out() + 2 * margin),
          workspace_(std::size_t{64} << 20) {
        std::mt19937 random(1);
        std::uniform_int_distribution<int> value(0, 255);
        std::uniform_real_distribution<float> real(-1, 1);
        for (std::byte& b : bytes_.bytes()) b = static_cast<std::byte>(value(random));
        for (float& f : std::span(floats_.as<float>(), floats_.bytes().size() / sizeof(float)))
            f = real(random);
        for (float& w : std::span(weights_.as<float>(), weights_.bytes().size() / sizeof(float)))
            w = real(random);
    }

    arguments of(workload const& w) {
        void const* const in = w.pixels == element::u8 ? bytes_.as<void>() : floats_.as<void>();
        return {&w, in, weights_.as<float>(),
                reinterpret_cast<float*>(out_.as<std::byte>() + margin), workspace_.bytes()};
    }

    /// Why a contender's results are wrong, or nothing.
    std::string check(contender const& c, arguments const& a, reference const& right) {
        auto const all =
            out_.bytes().first(static_cast<std::size_t>(a.of->out_bytes()) + 2 * margin);
        spoil(all);
        try {
            c.run(a);
        } catch (std::exception const& e) {
            return e.what();
        }
        if (std::string why = right.complaint(a.out); !why.empty()) return why;
        if (!surroundings_untouched(all, all.subspan(margin, all.size() - 2 * margin)))
            return "writes outside the output";
        return {};
    }

private:
    static constexpr std::size_t margin = std::size_t{1} << 21;
    static std::size_t most(element e) {
        index_t bytes = 0;
        for (workload const& w : workloads)
            if (w.pixels == e) bytes = std::max(bytes, w.in_bytes());
        return static_cast<std::size_t>(bytes);
    }
    static std::size_t most_out() {
        index_t bytes = 0;
        for (workload const& w : workloads) bytes = std::max(bytes, w.out_bytes());
        return static_cast<std::size_t>(bytes);
    }

    static std::size_t most_weights() {
        index_t weights = 0;
        for (workload const& w : workloads) weights = std::max(weights, w.weights());
        return static_cast<std::size_t>(weights);
    }

    memory bytes_, floats_, weights_, out_, workspace_;
};

/// Takes the harness's measurements into the outcomes, by the name of each round.
class collector : public benchmark::BenchmarkReporter {
public:
    void expect(std::string const& name, outcome& o) { waiting_[name] = &o; }
    bool ReportContext(Context const& context) override {
        PrintBasicContext(&std::cerr, context);
        return true;
    }
    void ReportRuns(std::vector<Run> const& runs) override {
        for (Run const& run : runs)
            if (auto const found = waiting_.find(run.run_name.function_name);
                found != waiting_.end())
                found->second->rounds.push_back(run.GetAdjustedCPUTime());
    }

private:
    std::map<std::string, outcome*> waiting_;
};

/// How often to run within one round so that a round takes some milliseconds.
int iterations_for(contender const& c, arguments const& a) {
    auto const before = std::chrono::steady_clock::now();
    c.run(a);
    std::chrono::duration<double, std::milli> const took =
        std::chrono::steady_clock::now() - before;
    return static_cast<int>(std::clamp(std::ceil(8 / took.count()), 1.0, 1000.0));
}

char const* label(kind k) {
    switch (k) {
    case kind::ours: return "sluice";
    case kind::ours_run_time: return "sluice";
    case kind::plain_gcc: return "g++ loops";
    case kind::plain_clang: return "clang++ loops";
    case kind::opencv: return "OpenCV";
    case kind::halide: return "Halide";
    case kind::onednn: return "oneDNN";
    default: return "limit";
    }
}

contenders all_contenders() {
    contenders all;
    add_ours_on_digits(all);
    add_ours_on_photographs(all);
    add_ours_headline(all);
    add_ours_kernels(all);
    add_ours_pools(all);
    add_ours_on_screens(all);
    add_ours_network(all);
    add_plain_loops(all);
    add_streams(all);
#if defined(HAS_OPENCV)
    add_opencv(all);
#endif
#if defined(HAS_HALIDE)
    add_halide(all);
#endif
#if defined(HAS_ONEDNN)
    add_onednn(all);
#endif
    return all;
}

/// Sizes known at run time only are measured on the workload itself, not on those like it.
bool runs(contender const& c, workload const& w) {
    return c.workload == w.name ||
           (w.like != nullptr && c.workload == w.like && c.is != kind::ours_run_time);
}

int measure(int argc, char** argv) {
    options const wanted(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;

    contenders const all = all_contenders();
    outcomes results;
    for (workload const& w : workloads)
        if (std::regex_match(w.name, wanted.workloads))
            for (contender const& c : all)
                if (runs(c, w)) results.push_back({&w, &c, {}, {}});
    if (results.empty()) {
        std::cerr << "no workload of that name\n";
        return 2;
    }

    arrays memory;
    collector collect;
    std::mt19937 random(2);
    bool wrong = false;
    for (workload const& w : workloads) {
        arguments const a = memory.of(w);
        std::vector<outcome*> here;
        for (outcome& o : results)
            if (o.of == &w) here.push_back(&o);
        if (here.empty()) continue;
        reference const right(a);
        std::map<outcome*, int> iterations;
        for (outcome* const o : here) {
            if (computes(o->who->is)) o->complaint = memory.check(*o->who, a, right);
            if (o->complaint.empty()) iterations[o] = iterations_for(*o->who, a);
            else
                std::cerr << "wrong: " << w.name << ", " << label(o->who->is) << ", "
                          << o->who->name << ": " << o->complaint << '\n';
            wrong = wrong || !o->complaint.empty();
        }
        for (int round = 0; round < wanted.rounds; ++round) {
            std::shuffle(here.begin(), here.end(), random);
            for (outcome* const o : here) {
                if (!o->complaint.empty()) continue;
                std::string const name = std::string(w.name) + "/" + label(o->who->is) + ", " +
                                         o->who->name + "/round " + std::to_string(round);
                collect.expect(name, *o);
                benchmark::RegisterBenchmark(name.c_str(),
                                             [a, o](benchmark::State& state) {
                                                 for (auto _ : state) o->who->run(a);
                                             })
                    ->Iterations(iterations[o])
                    ->Unit(benchmark::kMillisecond);
            }
        }
    }
    benchmark::RunSpecifiedBenchmarks(&collect);
    benchmark::Shutdown();
    if (wanted.details) print_details(std::cout, results);
    print_table(std::cout, results);
    return wrong ? 1 : 0;
}

} // namespace
} // namespace bench

int main(int argc, char** argv) { return bench::measure(argc, argv); }
