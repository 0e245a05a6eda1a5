#pragma once
// What the stages of an expression say of themselves: names, sizes, shapes, types, operations.

#include <sluice/core/query.hpp>
#include <sluice/explain/facts.hpp>
#include <sluice/stage/adaptive_pool.hpp>
#include <sluice/stage/pool.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// f32, u8, i64: a letter and the number of bits.
template <number T>
std::string type_name() {
    char const* const letter = std::is_floating_point_v<T> ? "f" : std::is_signed_v<T> ? "i" : "u";
    return letter + std::to_string(8 * sizeof(T));
}

/// Channels are shown where the shape has them.
template <class T>
std::string picture_of(T const& e) {
    return shown_sizes(e.extents()) + ' ' +
           type_name<std::remove_const_t<typename T::value_type>>();
}

template <class Reduce>
std::string kind_name() {
    if constexpr (requires { Reduce::name; }) return Reduce::name;
    else return "";
}
template <class Reduce, class Window, class Step, class Dilation>
std::string kind_of(pool_formula<Reduce, Window, Step, Dilation> const&) {
    return kind_name<Reduce>();
}
template <class Reduce, index_t H, index_t W>
std::string kind_of(adaptive_pool_stage<Reduce, H, W> const&) {
    return kind_name<Reduce>();
}

/// "conv", "max pool", "adaptive avg pool".
template <class Stage>
std::string name_of(Stage const& stage) {
    std::string name = Stage::name;
    if constexpr (requires { kind_of(stage); }) {
        std::string const kind = kind_of(stage);
        auto const at = name.rfind("pool");
        if (at != std::string::npos && !kind.empty()) name.insert(at, kind + ' ');
        if (name.rfind("adaptive_", 0) == 0) name[8] = ' ';
    }
    return name;
}

/// What a border adds, as it is written in pad: "1, 1" or "1, 2, 3, 4".
template <class Padding>
std::string shown_padding(Padding const& p) {
    if (p[0] == p[1] && p[2] == p[3]) return shown(p[0]) + ", " + shown(p[2]);
    return shown(p[0]) + ", " + shown(p[1]) + ", " + shown(p[2]) + ", " + shown(p[3]);
}

/// The name of a stage with its sizes.
template <class Stage, class In>
std::string titled(Stage const& stage, In const& in) {
    std::string s = name_of(stage);
    if constexpr (requires { stage.window(); }) {
        s += ' ' + shown_sizes(stage.window());
        if constexpr (requires { stage.count(); })
            if (in.extents().channels() != 1 || stage.count() != 1)
                s += ", " + shown(index_t(in.extents().channels())) + "→" +
                     shown(index_t(stage.count()));
        if constexpr (requires { stage.groups(); })
            if (stage.groups() != 1) s += ", " + counted(index_t(stage.groups()), "group");
        auto const usual = [&](std::size_t axis) {
            return std::is_same_v<typename Stage::stage_kind, fold_kind> ? 1 : stage.window()[axis];
        };
        if (stage.step()[0] != usual(0) || stage.step()[1] != usual(1))
            s += ", stride " + shown_sizes(stage.step());
        auto const d = dilation_of(stage);
        if (d[0] != 1 || d[1] != 1) s += ", dilation " + shown_sizes(d);
        if constexpr (is_padded<Stage>) s += ", padding " + shown_padding(stage.padding());
    } else if constexpr (requires { stage.border(); }) {
        using Border = std::remove_cvref_t<decltype(stage.border())>;
        s += ' ' + shown_padding(stage.padding()) + ", ";
        if constexpr (requires { Border::name; }) s += Border::name;
        else s += "a border of your own";
    } else if constexpr (requires { stage.top(); }) {
        s += ' ' + shown(index_t(stage.height())) + "×" + shown(index_t(stage.width())) + " at " +
             shown(index_t(stage.top())) + ", " + shown(index_t(stage.left()));
    } else if constexpr (requires { stage.begin(0, 0, 0); }) {
        s += ' ' + shown(index_t(stage.height())) + "×" + shown(index_t(stage.width()));
    } else if constexpr (requires { stage.step(); }) s += ' ' + shown_sizes(stage.step());
    return s;
}

/// What one value of a stage's result costs.
template <class Stage, class In>
operation_count work_of(Stage const& stage, In const& in) {
    using Kind = typename Stage::stage_kind;
    operation_count work;
    if constexpr (std::is_same_v<Kind, fold_kind>)
        work.multiply_adds = static_cast<double>(stage.window()[0] * stage.window()[1] *
                                                 (in.extents().channels() / stage.groups()));
    else if constexpr (std::is_same_v<Kind, reduce_kind>)
        work.combines = static_cast<double>(stage.window()[0] * stage.window()[1] - 1);
    else if constexpr (std::is_same_v<Kind, adaptive_kind>) {
        auto const mean = [&](std::size_t axis, index_t results, index_t n) {
            index_t all = 0;
            for (index_t i = 0; i < results; ++i)
                all += stage.end(axis, i, n) - stage.begin(axis, i, n);
            return static_cast<double>(all) / static_cast<double>(results);
        };
        work.combines = mean(0, stage.height(), in.extents().height()) *
                            mean(1, stage.width(), in.extents().width()) -
                        1;
    } else if constexpr (std::is_same_v<Kind, map_kind> || std::is_same_v<Kind, mix_kind>)
        work.steps = 1;
    return work;
}

/// How many values one image has.
template <class T>
double values_per_image(T const& e) {
    auto const& s = e.extents();
    return static_cast<double>(s.height()) * static_cast<double>(s.width()) *
           static_cast<double>(s.channels());
}

/// The source and the stages on it, from the first on, of a result that has so many values per
/// image.
template <class E>
void add_stages(E const& e, double results, explanation& page) {
    explained_stage s;
    s.shape = shown_sizes(e.extents());
    s.type = type_name<std::remove_const_t<typename E::value_type>>();
    s.sees[0] = s.sees[1] = 1;
    if constexpr (is_expression<E>) {
        add_stages(e.input(), results, page);
        s.name = titled(e.stage(), e.input());
        s.sees[0] = receptive_field(e)[0];
        s.sees[1] = receptive_field(e)[1];
        s.work = work_of(e.stage(), e.input());
        s.pads = std::is_same_v<typename E::stage_type::stage_kind, border_kind>;
        s.times = values_per_image(e) / results;
    } else s.name = "source";
    page.stages.push_back(std::move(s));
}

/// What one value of the result takes of all stages.
inline operation_count work_of_all(explanation const& page) {
    operation_count all;
    for (auto const& s : page.stages) {
        all.multiply_adds += s.times * s.work.multiply_adds;
        all.combines += s.times * s.work.combines;
        all.steps += s.times * s.work.steps;
    }
    return all;
}

/// All that the expression says, and nothing of how it runs.
template <class E>
explanation described(E const& e) {
    explanation page;
    auto const sees = receptive_field(e);
    auto const apart = total_stride(e);
    auto const around = halo(e);
    for (std::size_t i = 0; i < 2; ++i) page.sees[i] = sees[i], page.apart[i] = apart[i];
    for (std::size_t i = 0; i < 4; ++i) page.halo[i] = around[i];
    page.result = picture_of(e);
    page.bytes_written = sizeof(typename E::value_type);
    add_stages(e, values_per_image(e), page);
    page.work = work_of_all(page);
    return page;
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
