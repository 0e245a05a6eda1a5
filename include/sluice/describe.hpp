#pragma once
// Everything that describes pipelines, and nothing that runs them: cheap to include.

#include <sluice/border/constant.hpp>
#include <sluice/border/edge.hpp>
#include <sluice/border/reflect.hpp>
#include <sluice/border/symmetric.hpp>
#include <sluice/border/wrap.hpp>
#include <sluice/chain/conv_transpose.hpp>
#include <sluice/chain/separable.hpp>
#include <sluice/core/query.hpp>
#include <sluice/stage/abs.hpp>
#include <sluice/stage/adaptive_pool.hpp>
#include <sluice/stage/cast.hpp>
#include <sluice/stage/clamp.hpp>
#include <sluice/stage/conv.hpp>
#include <sluice/stage/crop.hpp>
#include <sluice/stage/leaky_relu.hpp>
#include <sluice/stage/normalize.hpp>
#include <sluice/stage/pad.hpp>
#include <sluice/stage/pool.hpp>
#include <sluice/stage/relu.hpp>
#include <sluice/stage/rgb_to_gray.hpp>
#include <sluice/stage/saturate_cast.hpp>
#include <sluice/stage/scale.hpp>
#include <sluice/stage/sigmoid.hpp>
#include <sluice/stage/transform.hpp>
