// What most tests include, compiled once for all of them.

#include <sluice/explain.hpp>
#include <sluice/run/reference.hpp>
#include <sluice/sluice.hpp>

#include <doctest/doctest.h>
