#pragma once
// Everything that describes pipelines, and nothing that runs them: cheap to include.

#include <sluice/core/query.hpp>
#include <sluice/stage/conv.hpp>
#include <sluice/stage/pad.hpp>
#include <sluice/stage/pool.hpp>
#include <sluice/stage/relu.hpp>
#include <sluice/stage/transform.hpp>
