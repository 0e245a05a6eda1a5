#include "halide.hpp"
namespace bench::by_halide { void add_network(contenders&) {} }
