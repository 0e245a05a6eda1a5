#pragma once
// Pictures in .npy files, numpy's format for one array: versions 1.0 and 2.0, C order,
// little-endian. About 300 lines, because the header is a Python dictionary that has to be parsed.

#include <bit>
#include <cerrno>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <sluice/core/image.hpp>
#include <sluice/io/file.hpp>

namespace sluice::inline v0_1 {
namespace detail {

static_assert(std::endian::native == std::endian::little,
              "npy.hpp reads little-endian files as they lie");

/// numpy's name of T: '|u1', '<i2', '<f8'.
template <class T>
constexpr auto npy_descr() {
    constexpr bool real = std::is_floating_point_v<T>;
    constexpr char kind = real ? 'f' : std::is_signed_v<T> ? 'i' : 'u';
    static_assert(sizeof(T) <= 8 && (real || std::is_signed_v<T> || sizeof(T) <= 2),
                  "an .npy file holds u8, i8, u16, i16, i32, i64, f32 or f64 here");
    struct {
        char text[4];
    } descr{{sizeof(T) == 1 ? '|' : '<', kind, '0' + sizeof(T), '\0'}};
    return descr;
}

/// What the header of a file says.
struct npy_header {
    std::string descr;
    bool is_fortran = false;
    std::size_t rank = 0;
    index_t shape[4] = {}; // the first four sizes
};

/// Reads the header's dictionary from left to right: three keys, each once, in any order.
class npy_parser {
public:
    npy_parser(std::string const& path, std::string_view text) : path_(path), text_(text) {}

    npy_header parse() {
        npy_header header;
        bool seen[3] = {};
        expect('{');
        while (next() != '}') {
            auto const key = quoted();
            int const i = key == "descr" ? 0 : key == "fortran_order" ? 1 : key == "shape" ? 2 : 3;
            if (i == 3) refuse("its header has the unknown key '", printable(key).c_str(), "'");
            if (std::exchange(seen[i], true))
                refuse("its header has the key '", printable(key).c_str(), "' twice");
            expect(':');
            if (i == 0) header.descr = element_type();
            else if (i == 1) header.is_fortran = boolean();
            else read_shape(header);
            if (!take(',')) break;
        }
        expect('}');
        if (next() != end_of_text) refuse("its header goes on behind the dictionary");
        if (!seen[0] || !seen[1] || !seen[2])
            refuse("its header lacks one of the keys 'descr', 'fortran_order' and 'shape'");
        return header;
    }

    /// Words of the file as they may be shown: short, without control characters.
    static std::string printable(std::string_view words) {
        std::string out(words.substr(0, 32));
        for (char& c : out)
            if (c < ' ' || c > '~') c = '?';
        return out;
    }

private:
    static constexpr int end_of_text = -1;

    template <class... Parts>
    [[noreturn]] void refuse(Parts... parts) const {
        refuse_file("load_npy", path_, parts...);
    }

    /// The next character that is not blank; it stays.
    int next() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
        return at_ < text_.size() ? static_cast<unsigned char>(text_[at_]) : end_of_text;
    }
    bool take(char c) {
        if (next() != c) return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        char const wanted[] = {c, '\0'};
        if (!take(c))
            refuse("its header is no dictionary of the format: '", wanted, "' is expected at '",
                   printable(text_.substr(at_)).c_str(), "'");
    }

    std::string_view quoted() {
        char const quote = next() == '"' ? '"' : '\'';
        expect(quote);
        auto const end = text_.find(quote, at_);
        if (end == text_.npos) refuse("a word in its header has no closing quote");
        auto const word = text_.substr(at_, end - at_);
        at_ = end + 1;
        return word;
    }

    std::string_view element_type() {
        if (next() == '[' || next() == '(')
            refuse("its elements are a structured type; expected plain numbers");
        return quoted();
    }

    bool boolean() {
        next();
        for (std::string_view const word : {"False", "True"})
            if (text_.substr(at_, word.size()) == word) {
                at_ += word.size();
                return word == "True";
            }
        refuse("its header's 'fortran_order' is neither True nor False");
    }

    void read_shape(npy_header& header) {
        expect('(');
        while (next() != ')') {
            index_t const n = size();
            if (header.rank < 4) header.shape[header.rank] = n;
            ++header.rank;
            if (!take(',')) break;
        }
        expect(')');
    }

    index_t size() {
        if (next() == '-') refuse("its shape has a negative size");
        if (next() < '0' || next() > '9')
            refuse("its shape has '", printable(text_.substr(at_, 1)).c_str(),
                   "' where a size is expected");
        index_t n = 0;
        for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_)
            if (__builtin_mul_overflow(n, 10, &n) ||
                __builtin_add_overflow(n, text_[at_] - '0', &n))
                refuse("its shape has a size that no machine can address");
        return n;
    }

    std::string const& path_;
    std::string_view text_;
    std::size_t at_ = 0;
};

/// An open file, and how much of it has not been read.
class npy_input {
public:
    explicit npy_input(std::string const& path) : path_(path), in_(path, std::ios::binary) {
        if (!in_) refuse("it cannot be opened: ", std::generic_category().message(errno).c_str());
        left_ = static_cast<index_t>(in_.seekg(0, std::ios::end).tellg());
        if (!in_.seekg(0)) refuse("it is not a regular file");
    }

    template <class... Parts>
    [[noreturn]] void refuse(Parts... parts) const {
        refuse_file("load_npy", path_, parts...);
    }

    index_t left() const { return left_; }

    void read(void* to, index_t bytes) {
        if (bytes > left_)
            refuse("it ends early: ", bytes, " more bytes are expected and ", left_, " are there");
        if (!in_.read(static_cast<char*>(to), bytes)) refuse("it cannot be read to its end");
        left_ -= bytes;
    }

    npy_header read_header() {
        unsigned char start[8];
        read(start, 8);
        if (std::string_view(reinterpret_cast<char const*>(start), 6) != "\x93NUMPY")
            refuse("it does not begin with \\x93NUMPY, as an .npy file does");
        int const major = start[6], minor = start[7];
        if ((major != 1 && major != 2) || minor != 0)
            refuse("its format is version ", index_t{major}, ".", index_t{minor},
                   "; expected 1.0 or 2.0");
        unsigned char count[4] = {};
        read(count, major == 1 ? 2 : 4);
        index_t const length = count[0] | count[1] << 8 | count[2] << 16 | index_t{count[3]} << 24;
        if (length > left_)
            refuse("it ends early: its header takes ", length, " bytes and ", left_, " are there");
        std::string text(static_cast<std::size_t>(length), ' ');
        read(text.data(), length);
        return npy_parser(path_, text).parse();
    }

private:
    std::string const& path_;
    std::ifstream in_;
    index_t left_ = 0;
};

template <class Extents, std::size_t... I>
Extents extents_from(index_t const* sizes, std::index_sequence<I...>) {
    return Extents(sizes[I]...);
}

/// The file's shape as the wanted type; refuses a size that differs from the type's, and sizes that
/// are not what the rest of the file holds.
template <class T, index_t... N>
extents<N...> npy_shape(npy_input const& file, npy_header const& header, extents<N...> const&) {
    constexpr std::size_t rank = sizeof...(N);
    constexpr char const* axes[] = {"m", "h", "w", "c"};
    if (header.rank != rank)
        file.refuse("its array has ", index_t(header.rank), " axes; expected ", index_t{rank});
    index_t bytes = sizeof(T);
    for (std::size_t i = 0; i < rank; ++i) {
        index_t const n = header.shape[i], wanted = extents<N...>::static_sizes[i];
        bool const is_batch = rank > 2 && i == 0;
        char const* const axis = axes[rank == 2 ? i + 1 : i];
        if (wanted != dynamic_extent && n != wanted)
            file.refuse("its size on axis ", axis, " is ", n, "; expected ", wanted);
        if (n == 0 && !is_batch)
            file.refuse("its size on axis ", axis, " is 0; expected 1 or more");
        if (__builtin_mul_overflow(bytes, n == 0 ? 1 : n, &bytes))
            file.refuse("its shape is larger than a machine can address");
    }
    if (rank > 2 && header.shape[0] == 0) bytes = 0;
    if (bytes != file.left())
        file.refuse(bytes > file.left() ? "it ends early" : "bytes follow its data",
                    ": its shape takes ", bytes, " bytes and ", file.left(), " are there");
    return extents_from<extents<N...>>(header.shape, std::make_index_sequence<rank>{});
}

template <std::size_t... I>
auto all_dynamic(std::index_sequence<I...>) -> extents<(void(I), dynamic_extent)...>;

} // namespace detail

/// The pictures of a file, sizes checked against a type: any number of 28×28 pictures are
///   load_npy<std::uint8_t, extents<dynamic_extent, 28, 28>>("digits.npy")
/// Elements: u8 i8 u16 i16 i32 i64 f32 f64.
/// Throws file_error, which names the file, what was found and what is expected: for another
/// element type, shape or rank, big-endian and Fortran-ordered arrays, other versions of the
/// format, and files that are damaged, too short or too long. Never allocates more than the file
/// holds.
/// Differs from numpy: nothing is converted, and version 3.0 (field names in UTF-8) is refused.
/// Example: examples/main_job.cpp
template <number T, class Extents>
image<T, Extents> load_npy(std::string const& path) {
    detail::npy_input file(path);
    auto const header = file.read_header();
    auto const expected = detail::npy_descr<T>();
    // one byte has no order: '<u1' is '|u1'
    bool const fits = header.descr == expected.text ||
                      (sizeof(T) == 1 && header.descr == std::string("<") + (expected.text + 1));
    if (!fits)
        file.refuse("its elements are ", header.descr[0] == '>' ? "big-endian, '" : "'",
                    detail::npy_parser::printable(header.descr).c_str(), "'; expected '",
                    expected.text, "'");
    if (header.is_fortran)
        file.refuse("its array is in Fortran order; expected C order (numpy.ascontiguousarray)");
    image<T, Extents> pictures(detail::npy_shape<T>(file, header, Extents()));
    file.read(pictures.data(), file.left());
    return pictures;
}

/// The same for pictures of any size: load_npy<std::uint8_t, 3>("digits.npy") takes every (m,h,w).
template <number T, std::size_t Rank>
auto load_npy(std::string const& path) {
    static_assert(Rank >= 2 && Rank <= 4,
                  "a shape is (h,w), (m,h,w) or (m,h,w,c): write load_npy<T, 2>, 3 or 4");
    return load_npy<T, decltype(detail::all_dynamic(std::make_index_sequence<Rank>{}))>(path);
}

/// Writes pictures as an .npy file of version 1.0, which numpy.load reads: C order, without the
/// gaps that the view may have. Throws file_error where the file cannot be written.
template <class T, class Extents>
void save_npy(std::string const& path, image_view<T, Extents> const& pictures) {
    auto const refuse = [&](char const* what) {
        detail::refuse_file("save_npy", path, what, std::generic_category().message(errno).c_str());
    };
    std::ofstream out(path, std::ios::binary);
    if (!out) refuse("it cannot be created: ");

    auto const descr = detail::npy_descr<std::remove_const_t<T>>();
    std::string header = "{'descr': '";
    (header += descr.text) += "', 'fortran_order': False, 'shape': (";
    for (std::size_t i = 0; i < Extents::rank; ++i)
        header += std::to_string(pictures.extent(i)) + (i + 1 < Extents::rank ? ", " : "), }");
    header.append(63 - (header.size() + 10) % 64, ' ') += '\n'; // the data begin at 64·n
    out.write("\x93NUMPY\x01\x00", 8).put(static_cast<char>(header.size())).put('\0') << header;

    auto const& shape = pictures.extents();
    auto const row_bytes = shape.width() * shape.channels() * index_t{sizeof(T)};
    for (index_t m = 0; m < shape.images(); ++m)
        for (index_t y = 0; y < shape.height(); ++y) {
            index_t const at = m * pictures.image_pitch() + y * pictures.row_pitch();
            out.write(reinterpret_cast<char const*>(pictures.data() + at), row_bytes);
        }
    out.close();
    if (!out) refuse("it cannot be written: ");
}

/// The same for pictures that own their memory.
template <class T, class Extents>
void save_npy(std::string const& path, image<T, Extents> const& pictures) {
    save_npy(path, pictures.view());
}

} // namespace sluice::inline v0_1
