#pragma once
// The header of numpy's format for one array: a Python dictionary, which has to be parsed. Shared
// by .npy files and the members of .npz archives. Versions 1.0 and 2.0 of the format:
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

#include <bit>
#include <span>
#include <utility>

#include <sluice/io/bytes.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

static_assert(std::endian::native == std::endian::little,
              "the npy readers take little-endian elements as they lie");

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

/// What the header of an array says.
struct npy_header {
    std::string descr;
    bool is_fortran = false;
    std::size_t rank = 0;
    index_t shape[4] = {}; // the first four sizes
};

/// A shape as Python writes it: (2, 3), (6,), and (any, 28, 28) where the first may be any size.
inline std::string shape_text(std::span<index_t const> sizes) {
    std::string text = "(";
    for (std::size_t i = 0; i < sizes.size(); ++i)
        (text += sizes[i] == dynamic_extent ? "any" : std::to_string(sizes[i])) +=
            i + 1 < sizes.size() ? ", " : "";
    return text += sizes.size() == 1 ? ",)" : ")";
}

/// Reads the header's dictionary from left to right: three keys, each once, in any order.
class npy_parser {
public:
    npy_parser(byte_source const& file, std::string_view text) : file_(file), text_(text) {}

    npy_header parse() {
        npy_header header;
        bool seen[3] = {};
        expect('{');
        while (next() != '}') {
            auto const key = quoted();
            int const i = key == "descr" ? 0 : key == "fortran_order" ? 1 : key == "shape" ? 2 : 3;
            if (i == 3) file_.refuse("its header has the unknown key '", shown(key), "'");
            if (std::exchange(seen[i], true))
                file_.refuse("its header has the key '", shown(key), "' twice");
            expect(':');
            if (i == 0) header.descr = element_type();
            else if (i == 1) header.is_fortran = boolean();
            else read_shape(header);
            if (!take(',')) break;
        }
        expect('}');
        if (next() != end_of_text) file_.refuse("its header goes on behind the dictionary");
        if (!seen[0] || !seen[1] || !seen[2])
            file_.refuse("its header lacks one of the keys 'descr', 'fortran_order' and 'shape'");
        return header;
    }

private:
    static constexpr int end_of_text = -1;

    char const* shown(std::string_view words) { return (shown_ = printable(words)).c_str(); }

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
            file_.refuse("its header is no dictionary of the format: '", wanted,
                         "' is expected at '", shown(text_.substr(at_)), "'");
    }

    std::string_view quoted() {
        char const quote = next() == '"' ? '"' : '\'';
        expect(quote);
        auto const end = text_.find(quote, at_);
        if (end == text_.npos) file_.refuse("a word in its header has no closing quote");
        auto const word = text_.substr(at_, end - at_);
        at_ = end + 1;
        return word;
    }

    std::string_view element_type() {
        if (next() == '[' || next() == '(')
            file_.refuse("its elements are a structured type; expected plain numbers");
        return quoted();
    }

    bool boolean() {
        next();
        for (std::string_view const word : {"False", "True"})
            if (text_.substr(at_, word.size()) == word) {
                at_ += word.size();
                return word == "True";
            }
        file_.refuse("its header's 'fortran_order' is neither True nor False");
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
        if (next() == '-') file_.refuse("its shape has a negative size");
        if (next() < '0' || next() > '9')
            file_.refuse("its shape has '", shown(text_.substr(at_, 1)),
                         "' where a size is expected");
        index_t n = 0;
        for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_)
            if (__builtin_mul_overflow(n, 10, &n) ||
                __builtin_add_overflow(n, text_[at_] - '0', &n))
                file_.refuse("its shape has a size that no machine can address");
        return n;
    }

    byte_source const& file_;
    std::string_view text_;
    std::string shown_;
    std::size_t at_ = 0;
};

/// Reads the header; what is left then are the array's elements.
inline npy_header read_npy_header(byte_source& file) {
    unsigned char start[8];
    file.read(start, 8);
    if (std::string_view(reinterpret_cast<char const*>(start), 6) != "\x93NUMPY")
        file.refuse("it does not begin with \\x93NUMPY, as an .npy file does");
    int const major = start[6], minor = start[7];
    if ((major != 1 && major != 2) || minor != 0)
        file.refuse("its format is version ", index_t{major}, ".", index_t{minor},
                    "; expected 1.0 or 2.0");
    unsigned char count[4] = {};
    file.read(count, major == 1 ? 2 : 4);
    index_t const length = count[0] | count[1] << 8 | count[2] << 16 | index_t{count[3]} << 24;
    if (length > file.left())
        file.refuse("it ends early: its header takes ", length, " bytes and ", file.left(),
                    " are there");
    std::string text(static_cast<std::size_t>(length), ' ');
    file.read(text.data(), length);
    return npy_parser(file, text).parse();
}

/// Refuses another element type than T, and Fortran order.
template <class T>
void check_npy_elements(byte_source const& file, npy_header const& header) {
    auto const expected = npy_descr<T>();
    // one byte has no order: '<u1' is '|u1'
    bool const fits = header.descr == expected.text ||
                      (sizeof(T) == 1 && header.descr == std::string("<") + (expected.text + 1));
    if (!fits)
        file.refuse("its elements are ", header.descr[0] == '>' ? "big-endian, '" : "'",
                    printable(header.descr).c_str(), "'; expected '", expected.text, "'");
    if (header.is_fortran)
        file.refuse("its array is in Fortran order; expected C order (numpy.ascontiguousarray)");
}

/// Refuses another shape than the wanted one, in which dynamic_extent is any size, and one whose
/// elements are not exactly what is left of the file. Only the first of one, three or four sizes,
/// a list's or a batch's, may be 0.
inline void check_npy_shape(byte_source const& file, npy_header const& header,
                            std::span<index_t const> wanted, index_t element_bytes) {
    std::size_t const rank = wanted.size();
    if (header.rank != rank)
        file.refuse("its array has ", index_t(header.rank), " axes; expected ", index_t(rank));
    std::span const shape(header.shape, rank);
    index_t bytes = element_bytes;
    bool is_empty = false;
    for (std::size_t i = 0; i < rank; ++i) {
        if (wanted[i] != dynamic_extent && shape[i] != wanted[i])
            file.refuse("its shape is ", shape_text(shape).c_str(), "; expected ",
                        shape_text(wanted).c_str());
        if (shape[i] == 0 && (i > 0 || rank == 2))
            file.refuse("its shape is ", shape_text(shape).c_str(),
                        "; a picture's height, width and channels are 1 or more");
        is_empty = is_empty || shape[i] == 0;
        if (__builtin_mul_overflow(bytes, shape[i] == 0 ? 1 : shape[i], &bytes))
            file.refuse("its shape is larger than a machine can address");
    }
    if (is_empty) bytes = 0;
    if (bytes != file.left())
        file.refuse(bytes > file.left() ? "it ends early" : "bytes follow its data",
                    ": its shape takes ", bytes, " bytes and ", file.left(), " are there");
}

/// What stands before the elements of an array in C order, version 1.0: 64·n bytes.
template <class T>
std::string make_npy_header(std::span<index_t const> shape) {
    std::string text("\x93NUMPY\x01\x00\x00\x00", 10);
    ((text += "{'descr': '") += npy_descr<T>().text) += "', 'fortran_order': False, 'shape': ";
    (text += shape_text(shape)) += ", }";
    text.append(63 - text.size() % 64, ' ') += '\n';
    text[8] = static_cast<char>(text.size() - 10); // no shape of four sizes fills 256 bytes
    return text;
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
