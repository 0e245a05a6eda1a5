#pragma once
// Reads the golden cases, and holds results against what other libraries gave. The files' format is
// described in book.py.

#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sluice/io/npy.hpp>
#include <sluice/sluice.hpp>

#include "../support/check.hpp"

namespace golden {

using sluice::index_t;
using test::at;

inline std::string const folder = "tests/golden/";

template <class T>
struct type_named {
    using type = T;
    char const* name;
};

inline constexpr auto u8 = type_named<std::uint8_t>{"u8"};
inline constexpr auto i8 = type_named<std::int8_t>{"i8"};
inline constexpr auto u16 = type_named<std::uint16_t>{"u16"};
inline constexpr auto i16 = type_named<std::int16_t>{"i16"};
inline constexpr auto i32 = type_named<std::int32_t>{"i32"};
inline constexpr auto i64 = type_named<std::int64_t>{"i64"};
inline constexpr auto f32 = type_named<float>{"f32"};
inline constexpr auto f64 = type_named<double>{"f64"};

template <class T>
std::string name_of() {
    std::string name;
    auto const look = [&](auto... one) {
        ((std::is_same_v<T, typename decltype(one)::type> ? name = one.name : name), ...);
    };
    look(u8, i8, u16, i16, i32, i64, f32, f64);
    return name;
}

/// All values of a type, as they lie in its file.
template <class T>
std::vector<T> const& stored() {
    static std::vector<T> const values = sluice::load_npy<T, 1>(folder + name_of<T>() + ".npy");
    return values;
}

template <class T>
struct array {
    std::vector<index_t> size;
    std::vector<T> value;
};

/// One line: the stage, and what follows as key=value.
class one_case {
public:
    explicit one_case(std::string const& line) : line_(line) {
        std::istringstream words(line);
        words >> stage_;
        for (std::string word; words >> word;) {
            auto const equals = word.find('=');
            field_[word.substr(0, equals)] = word.substr(equals + 1);
        }
    }

    std::string const& line() const { return line_; }
    std::string const& stage() const { return stage_; }
    bool has(std::string const& key) const { return field_.count(key) != 0; }
    std::string const& text(std::string const& key) const { return field_.at(key); }
    double number(std::string const& key) const { return std::stod(text(key)); }
    std::vector<index_t> numbers(std::string const& key) const { return list(text(key)); }

    /// The element type of an array: u8, f32 …
    std::string type_of(std::string const& key) const {
        return text(key).substr(0, text(key).find(':'));
    }
    template <class T>
    array<T> values(std::string const& key) const {
        std::string const& where = text(key);
        auto const first = where.find(':'), second = where.rfind(':');
        array<T> out{list(where.substr(second + 1)), {}};
        index_t const from = std::stoll(where.substr(first + 1, second - first - 1));
        index_t count = 1;
        for (index_t n : out.size) count *= n;
        auto const& all = stored<T>();
        if (from + count > static_cast<index_t>(all.size()))
            throw std::out_of_range(where + " lies outside the file");
        out.value.assign(all.begin() + from, all.begin() + from + count);
        return out;
    }
    /// The same, whatever its type is.
    array<double> values_as_double(std::string const& key) const {
        array<double> out;
        auto const look = [&](auto... one) {
            auto const take = [&]<class T>(type_named<T> named) {
                if (type_of(key) != named.name) return;
                array<T> const in = values<T>(key);
                out = {in.size, {in.value.begin(), in.value.end()}};
            };
            (take(one), ...);
        };
        look(u8, i8, u16, i16, i32, f32, f64);
        return out;
    }

private:
    static std::vector<index_t> list(std::string const& text) {
        std::vector<index_t> out;
        std::istringstream parts(text);
        for (std::string part; std::getline(parts, part, ',');) out.push_back(std::stoll(part));
        return out;
    }

    std::string line_, stage_;
    std::map<std::string, std::string> field_;
};

inline std::vector<one_case> cases_of(std::string const& family) {
    std::ifstream file(folder + family + ".txt");
    std::vector<one_case> cases;
    for (std::string line; std::getline(file, line);)
        if (!line.empty() && line[0] != '#') cases.emplace_back(line);
    return cases;
}

/// How results, value after value, differ from what a case wants, or nothing.
template <class Results>
std::string difference(one_case const& c, Results const& results) {
    using T = typename Results::value_type;
    if (c.text("result") != name_of<T>()) return "the result's type is " + name_of<T>();
    array<double> want = c.values_as_double("want");
    if (want.size.size() == 3) want.size.push_back(1);
    test::shape4 const s = test::shape_of(results.extents());
    if (want.size != std::vector<index_t>{s.m, s.h, s.w, s.c}) return "the shape is another";
    double const slack = c.number("slack");
    for (std::size_t i = 0; i < want.value.size(); ++i) {
        T const given = results.data()[i];
        auto const g = static_cast<long double>(given), w = static_cast<long double>(want.value[i]);
        bool const same = g == w || std::fabs(g - w) <= slack || (std::isnan(g) && std::isnan(w));
        if (!same)
            return "value " + std::to_string(i) + " is " + std::to_string(g) + " instead of " +
                   std::to_string(w);
    }
    return {};
}

/// How an expression's results differ from what a case wants: those of eval, and the reference's.
template <class E>
std::string difference_of(one_case const& c, E const& e) {
    if (auto d = difference(c, sluice::reference(e)); !d.empty()) return "reference: " + d;
    return difference(c, sluice::eval<test::tested_choices>(e));
}

template <class T, std::size_t... Axis>
auto image_of(array<T> const& in, std::index_sequence<Axis...>) {
    sluice::extents shape(in.size[Axis]...);
    sluice::image<T, decltype(shape)> out(shape);
    std::copy(in.value.begin(), in.value.end(), out.data());
    return out;
}

/// The pictures of a case, which own their pixels: (m,h,w), or (m,h,w,c).
template <class T>
auto planes(one_case const& c) {
    return image_of(c.values<T>("pixels"), std::make_index_sequence<3>{});
}
template <class T>
auto pictures(one_case const& c) {
    return image_of(c.values<T>("pixels"), std::make_index_sequence<4>{});
}
inline bool has_channels(one_case const& c) {
    return c.values_as_double("pixels").size.size() == 4;
}

/// Calls f<T>() for the one of these types that the case's pixels have.
template <class F, class... T>
std::string with_pixels(one_case const& c, F f, type_named<T>... types) {
    std::string wrong = "the test has no pixels of type " + c.type_of("pixels");
    ((c.type_of("pixels") == types.name ? void(wrong = f.template operator()<T>()) : void()), ...);
    return wrong;
}

/// What a stage of a family does with a case: gives what is wrong, or nothing.
using check = std::function<std::string(one_case const&)>;

/// What is wrong with a family: results that differ, cases of an unknown stage, stages without a
/// case.
inline std::vector<std::string> wrong_in(std::vector<one_case> const& cases,
                                         std::map<std::string, check> const& stages) {
    std::vector<std::string> wrong;
    std::map<std::string, int> count;
    for (auto const& c : cases) {
        ++count[c.stage()];
        auto const stage = stages.find(c.stage());
        std::string const d =
            stage == stages.end() ? "the test has no such stage" : stage->second(c);
        if (!d.empty()) wrong.push_back(c.line() + ": " + d);
    }
    for (auto const& [name, unused] : stages)
        if (count[name] == 0) wrong.push_back(name + ": there is no case");
    return wrong;
}

inline void check_family(std::string const& family, std::map<std::string, check> const& stages) {
    for (auto const& one : wrong_in(cases_of(family), stages)) CHECK_EQ(one, "");
    CHECK(!stages.empty());
}

} // namespace golden
