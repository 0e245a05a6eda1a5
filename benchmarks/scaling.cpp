// Measures how cost grows with the work: every place of every series is checked, then all places,
// forms and limits are timed in rounds of random order. Times are the processor's, of one thread.
//
//     --series=REGEX   kernels, widths, batches, images, channels, fresh; all by default
//     --rounds=N       11 by default
//     --json=FILE      every round, for benchmarks/plot

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <fstream>
#include <iostream>
#include <memory>
#include <random>
#include <regex>

#include "memory.hpp"
#include "reference.hpp"
#include "series.hpp"

namespace bench {
namespace {

#if defined(__clang__)
constexpr char const* compiler = "clang++ " __clang_version__;
#else
constexpr char const* compiler = "g++ " __VERSION__;
#endif

struct options {
    std::regex wanted{".*"};
    int rounds = 11;
    std::string json;

    options(int argc, char** argv) {
        for (int i = 1; i < argc; ++i) {
            std::string const word = argv[i], value = word.substr(word.find('=') + 1);
            if (word.starts_with("--series=")) wanted = std::regex(value);
            else if (word.starts_with("--rounds=")) rounds = std::max(1, std::stoi(value));
            else if (word.starts_with("--json=")) json = value;
            else throw std::invalid_argument("unknown option " + word);
        }
    }
};

/// The arrays of all places of a series, each as large as the largest needs.
class arrays {
public:
    explicit arrays(series const& s) {
        index_t in = 0, out = 0;
        std::size_t weights = 12; // as many as the multiply-adds of the limit begin with
        for (place const& p : s.places) {
            in = std::max(in, p.of.in_bytes());
            out = std::max(out, p.of.out_bytes());
            weights = std::max(weights, static_cast<std::size_t>(p.of.weights()));
        }
        in_ = std::make_unique<memory>(static_cast<std::size_t>(in));
        out_ = std::make_unique<memory>(static_cast<std::size_t>(out) + 2 * margin);
        std::minstd_rand random(1);
        std::uniform_real_distribution<float> real(-1, 1);
        for (float& f : std::span(in_->as<float>(), in_->bytes().size() / sizeof(float)))
            f = real(random);
        weights_.resize(weights);
        for (float& w : weights_) w = real(random);
    }

    arguments of(workload const& w) const {
        return {&w, in_->as<void>(), weights_.data(),
                reinterpret_cast<float*>(out_->as<std::byte>() + margin), workspace_.bytes()};
    }

    /// Why a form's results are wrong, or nothing: some thousand values are compared, the corners
    /// among them, and every value has to be written.
    std::string complaint(form const& f, workload const& w) const {
        arguments const a = of(w);
        auto const all = out_->bytes().first(static_cast<std::size_t>(w.out_bytes()) + 2 * margin);
        spoil(all);
        (f.into_out ? f.into_out : f.run)(a);
        shape const s = w.out();
        for (index_t i = 0; i < s.count(); ++i)
            if (std::isnan(a.out[i])) return "value " + std::to_string(i) + " was never written";
        if (!surroundings_untouched(all, all.subspan(margin, all.size() - 2 * margin)))
            return "writes outside the output";
        std::mt19937 random(3);
        auto const among = [&](int n, index_t end) {
            return n < 16 ? (n % 2) * (end - 1)
                          : std::uniform_int_distribution<index_t>(0, end - 1)(random);
        };
        for (int n = 0; n < 2000; ++n) {
            index_t const m = among(n, s.m), y = among(n / 2, s.h), x = among(n / 4, s.w),
                          c = among(n / 8, s.c);
            auto const right = expected(a, m, y, x, c);
            double const is = double(a.out[((m * s.h + y) * s.w + x) * s.c + c]);
            if (std::abs(is - right.is) > right.tolerance)
                return "image " + std::to_string(m) + ", row " + std::to_string(y) + ", column " +
                       std::to_string(x) + ", channel " + std::to_string(c) + ": " +
                       std::to_string(is) + " instead of " + std::to_string(right.is);
        }
        return {};
    }

private:
    static constexpr std::size_t margin = std::size_t{1} << 21;
    std::unique_ptr<memory> in_, out_;
    memory workspace_{std::size_t{64} << 20};
    std::vector<float> weights_;
};

/// Moving the bytes in any way, and the multiply-adds.
std::vector<form> limits_for(workload const& w) {
    constexpr index_t few = index_t{1} << 20; // bytes of pages that are not walked through in steps
    contenders all;
    add_streams(all);
    std::vector<form> limits;
    for (contender const& c : all) {
        if (c.workload != all.front().workload) break;
        bool const in_steps = c.name.find("side by side") != std::string::npos;
        if (in_steps && std::min(w.in_bytes(), w.out_bytes()) < few) continue;
        limits.push_back({c.name, c.run});
    }
    return limits;
}

/// Nanoseconds of the processor per run.
double timed(form const& f, arguments const& a, int times) {
    std::clock_t const before = std::clock();
    for (int i = 0; i < times; ++i) f.run(a);
    return 1e9 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / times;
}

/// How often to run so that one measurement takes about two milliseconds.
int repetitions(form const& f, arguments const& a) {
    constexpr double enough = 2e6;
    for (int times = 1;; times *= 4) {
        double const took = timed(f, a, times);
        if (took * times > enough / 8)
            return static_cast<int>(std::clamp(std::ceil(enough / took), 1.0, 1e7));
    }
}

bool measure(series& s, int rounds) {
    struct entry {
        form* what;
        arguments with;
        int times;
    };
    arrays const memory(s);
    std::vector<entry> entries;
    bool right = true;
    for (place& p : s.places) {
        p.limits = limits_for(p.of);
        for (form& f : p.forms) {
            std::string const why = f.computes ? memory.complaint(f, p.of) : "";
            if (!why.empty()) {
                std::cerr << "wrong: " << s.name << ", " << p.at << ", " << f.name << ": " << why
                          << '\n';
                right = false;
            } else entries.push_back({&f, memory.of(p.of), 0});
        }
        for (form& f : p.limits) entries.push_back({&f, memory.of(p.of), 0});
    }
    for (entry& e : entries) e.times = repetitions(*e.what, e.with);
    std::mt19937 random(2);
    for (int round = 0; round < rounds; ++round) {
        std::shuffle(entries.begin(), entries.end(), random);
        for (entry const& e : entries) {
            e.what->run(e.with); // what fits the caches is there, and so is what is kept
            e.what->rounds.push_back(timed(*e.what, e.with, e.times));
        }
    }
    return right;
}

int measure(int argc, char** argv) {
    options const wanted(argc, argv);
    std::vector<series> all;
    for (auto const make : {kernel_sizes, numbers_of_channels, widths_of_pictures,
                            widths_of_batches, numbers_of_images, fresh_results})
        if (series s = make(); std::regex_match(s.name, wanted.wanted)) all.push_back(std::move(s));
    if (all.empty()) {
        std::cerr << "no series of that name\n";
        return 2;
    }
    bool right = true;
    for (series& s : all) {
        right = measure(s, wanted.rounds) && right;
        print(std::cout, s);
        std::cout.flush();
    }
    for (series const& s : all) print_cliffs(std::cout, s);
    if (!wanted.json.empty()) {
        std::ofstream file(wanted.json);
        write_json(file, all, compiler);
        if (!file.flush()) {
            std::cerr << "cannot write " << wanted.json << '\n';
            return 1;
        }
    }
    return right ? 0 : 1;
}

} // namespace
} // namespace bench

int main(int argc, char** argv) {
    try {
        return bench::measure(argc, argv);
    } catch (std::exception const& e) {
        std::cerr << e.what() << '\n';
        return 2;
    }
}
