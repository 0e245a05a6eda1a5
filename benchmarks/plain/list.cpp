// Makes contenders of the plain loops of the compilers that the build found.

#include "../contender.hpp"
#include "plain.hpp"

namespace bench {
namespace {

void add(contenders& all, kind is, std::span<plain_loop const> loops) {
    for (plain_loop const& loop : loops)
        all.push_back({loop.workload, is, loop.form, [run = loop.run](arguments const& a) {
                           run(a.in, a.weights, a.out, a.images());
                       }});
}

} // namespace

void add_plain_loops(contenders& all) {
#if defined(HAS_GCC_LOOPS)
    for (auto const loops :
         {by_gcc::digit_loops(), by_gcc::photograph_loops(), by_gcc::headline_loops(),
          by_gcc::screen_loops(), by_gcc::colour_loops(), by_gcc::network_loops()})
        add(all, kind::plain_gcc, loops);
#endif
#if defined(HAS_CLANG_LOOPS)
    for (auto const loops :
         {by_clang::digit_loops(), by_clang::photograph_loops(), by_clang::headline_loops(),
          by_clang::screen_loops(), by_clang::colour_loops(), by_clang::network_loops()})
        add(all, kind::plain_clang, loops);
#endif
}

} // namespace bench
