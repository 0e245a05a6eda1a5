#pragma once
// sluice: image pipelines as lazy expressions, checked in the type and fused into SIMD loops.

#include <sluice/describe.hpp>
#include <sluice/lane/cast.hpp>
#include <sluice/lane/math.hpp>
#include <sluice/run/output.hpp>
#include <sluice/run/reference.hpp>
#include <sluice/run/run.hpp>
