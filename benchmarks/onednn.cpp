// oneDNN 2 on W12: convolution, bias and relu in one primitive, max of 2×2 in another, one thread.

#include <oneapi/dnnl/dnnl.hpp>

#include <map>
#include <memory>

#include "contender.hpp"

// Of OpenMP's run-time library, whose header not every compiler has.
extern "C" void omp_set_num_threads(int);

namespace bench {
namespace {

using dnnl::memory;
using tag = memory::format_tag;

enum class layouts {
    as_given,      // channels innermost all the way; the kernel in the library's own order
    its_own,       // pictures reordered on the way in and out, which counts
    its_own_inside // the same without the reordering, which does not count
};

memory::dim side(index_t n) { return static_cast<memory::dim>(n); }

/// The layer, with the kernel in the layout that the library asks for.
class layer {
public:
    layer(arguments const& a, layouts which) : which_(which) {
        workload const& w = *a.of;
        shape const convolved = w.after_first(op::conv), out = w.out();
        stage const conv = w.first(op::conv), zeros = w.first(op::zeros);
        memory::dims const in_dims{side(w.in.m), side(w.in.c), side(w.in.h), side(w.in.w)};
        memory::dims const between_dims{side(convolved.m), side(convolved.c), side(convolved.h),
                                        side(convolved.w)};
        memory::dims const out_dims{side(out.m), side(out.c), side(out.h), side(out.w)};
        memory::dims const kernel_dims{side(conv.results), side(w.in.c), side(conv.h),
                                       side(conv.w)};
        memory::dims const pad{side(zeros.h), side(zeros.w)};
        auto const f32 = memory::data_type::f32;
        auto const order = which == layouts::as_given ? tag::nhwc : tag::any;

        dnnl::post_ops relu;
        relu.append_eltwise(1, dnnl::algorithm::eltwise_relu, 0, 0);
        dnnl::primitive_attr with_relu;
        with_relu.set_post_ops(relu);
        auto const forward = dnnl::prop_kind::forward_inference;
        dnnl::convolution_forward::primitive_desc const convolution(
            {forward,
             dnnl::algorithm::convolution_direct,
             {in_dims, f32, order},
             {kernel_dims, f32, tag::any},
             {{side(conv.results)}, f32, tag::x},
             {between_dims, f32, order},
             {1, 1},
             pad,
             pad},
            with_relu, engine_);
        memory::desc const pooled(out_dims, f32, order);
        dnnl::pooling_forward::primitive_desc const pooling({forward,
                                                             dnnl::algorithm::pooling_max,
                                                             convolution.dst_desc(),
                                                             pooled,
                                                             {2, 2},
                                                             {2, 2},
                                                             {0, 0},
                                                             {0, 0}},
                                                            engine_);

        in_ = memory({in_dims, f32, tag::nhwc}, engine_, const_cast<void*>(a.in));
        out_ = memory({out_dims, f32, tag::nhwc}, engine_, a.out);
        source_ = convolution.src_desc() == in_.get_desc()
                      ? in_
                      : memory(convolution.src_desc(), engine_);
        between_ = memory(convolution.dst_desc(), engine_);
        result_ =
            pooling.dst_desc() == out_.get_desc() ? out_ : memory(pooling.dst_desc(), engine_);
        memory const kernel({kernel_dims, f32, tag::hwio}, engine_, const_cast<float*>(a.weights));
        kernel_ = memory(convolution.weights_desc(), engine_);
        bias_ = memory({{side(conv.results)}, f32, tag::x}, engine_,
                       const_cast<float*>(a.weights) + conv.weights(w.in));
        move(kernel, kernel_);
        move(in_, source_);
        convolution_ = dnnl::convolution_forward(convolution);
        pooling_ = dnnl::pooling_forward(pooling);
        if (source_.get() != in_.get()) in_order_ = dnnl::reorder(in_, source_);
        if (result_.get() != out_.get()) out_order_ = dnnl::reorder(result_, out_);
    }

    void run() {
        bool const reorders = which_ == layouts::its_own || first_;
        if (reorders && in_order_) in_order_.execute(stream_, in_, source_);
        convolution_.execute(stream_, {{DNNL_ARG_SRC, source_},
                                       {DNNL_ARG_WEIGHTS, kernel_},
                                       {DNNL_ARG_BIAS, bias_},
                                       {DNNL_ARG_DST, between_}});
        pooling_.execute(stream_, {{DNNL_ARG_SRC, between_}, {DNNL_ARG_DST, result_}});
        if (reorders && out_order_) out_order_.execute(stream_, result_, out_);
        stream_.wait();
        first_ = false;
    }

private:
    void move(memory from, memory to) {
        dnnl::reorder(from, to).execute(stream_, from, to);
        stream_.wait();
    }

    layouts which_;
    bool first_ = true; // the run that is checked gives its results in the order that is asked for
    dnnl::engine engine_{dnnl::engine::kind::cpu, 0};
    dnnl::stream stream_{engine_};
    memory in_, source_, between_, result_, out_, kernel_, bias_;
    dnnl::convolution_forward convolution_;
    dnnl::pooling_forward pooling_;
    dnnl::reorder in_order_, out_order_;
};

contender network(std::string form, layouts which) {
    auto const made = std::make_shared<std::map<workload const*, std::unique_ptr<layer>>>();
    return {"W12", kind::onednn, std::move(form), [=](arguments const& a) {
                auto& it = (*made)[a.of];
                if (!it) it = std::make_unique<layer>(a, which);
                it->run();
            }};
}

} // namespace

void add_onednn(contenders& all) {
    omp_set_num_threads(1);
    all.push_back(network("nhwc", layouts::as_given));
    all.push_back(network("its own layout, reordered in time", layouts::its_own));
    all.push_back(network("its own layout, reordered before", layouts::its_own_inside));
}

} // namespace bench
