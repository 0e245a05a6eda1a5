#pragma once
// Arrays in .npz files, numpy's archives of named arrays: stored, as numpy.savez writes them, and
// deflated, as numpy.savez_compressed does. By libzip: link with -lzip.

#include <initializer_list>

#include <sluice/io/npy.hpp>
#include <sluice/io/zip.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// An open .npz file: its arrays by name, as in numpy.load. One thread at a time may load.
///   auto const file = open_npz("weights.npz");
///   auto const first = kernel(file.load<float, extents<3, 3, 1, 8>>("conv1"));
///   auto const bias = file.load<float, 1>("bias1");
/// load gives what load_npy does, and throws file_error for what load_npy refuses; also for a name
/// that is not there, members that are encrypted or compressed otherwise than by deflation, sizes
/// that the compressed bytes cannot hold, before memory is asked for, and wrong checksums.
class npz_file {
public:
    /// What open_npz makes.
    explicit npz_file(detail::zip_input archive) : archive_(std::move(archive)) {
        constexpr std::string_view ending = ".npy";
        auto const& members = archive_.names();
        for (std::size_t i = 0; i < members.size(); ++i) {
            std::string_view const name = members[i];
            if (!name.ends_with(ending)) continue;
            names_.emplace_back(name.substr(0, name.size() - ending.size()));
            members_.push_back(i);
        }
    }

    /// The arrays' names, in the file's order: numpy's `files`. Other members are not arrays.
    std::vector<std::string> const& names() const { return names_; }

    /// An array whose sizes are checked against a type, as load_npy<T, Extents> gives it.
    template <number T, class Extents>
    image<T, Extents> load(std::string_view name) const {
        auto array = member(name);
        return detail::read_npy<T, Extents>(array);
    }

    /// An array of any sizes, as load_npy<T, Rank> gives it: of one axis, a std::vector.
    template <number T, std::size_t Rank>
    auto load(std::string_view name) const {
        auto array = member(name);
        return detail::read_npy<T, Rank>(array);
    }

private:
    detail::zip_member member(std::string_view name) const {
        auto const shown = detail::printable(name);
        auto const at = std::find(names_.begin(), names_.end(), name);
        if (at == names_.end())
            archive_.refuse("it has no array '", shown.c_str(),
                            "'; its arrays are: ", list_of_names().c_str());
        auto const i = static_cast<std::size_t>(at - names_.begin());
        return {"load_npz", archive_, shown, members_[i]};
    }

    /// The first names, as they may be shown.
    std::string list_of_names() const {
        constexpr std::size_t most = 5;
        std::string list;
        for (std::size_t i = 0; i < std::min(names_.size(), most); ++i)
            ((list += i == 0 ? "'" : ", '") += detail::printable(names_[i])) += "'";
        return names_.empty() ? "none" : names_.size() > most ? list + ", …" : list;
    }

    detail::zip_input archive_;
    std::vector<std::string> names_;
    std::vector<zip_uint64_t> members_; // where the arrays are in the archive
};

/// Opens an .npz file. Throws file_error, which names the file and gives libzip's reason: for one
/// that cannot be read, is no archive, or whose directory does not fit its members; for two members
/// of one name.
/// Example: examples/weights.cpp
inline npz_file open_npz(std::string const& path) {
    return npz_file(detail::zip_input("load_npz", path));
}

/// One array of an .npz file: load_npz<std::uint8_t, 3>("mnist.npz", "x_train"). Throws what
/// open_npz and npz_file::load do.
template <number T, class Extents>
image<T, Extents> load_npz(std::string const& path, std::string_view name) {
    return open_npz(path).load<T, Extents>(name);
}
template <number T, std::size_t Rank>
auto load_npz(std::string const& path, std::string_view name) {
    return open_npz(path).load<T, Rank>(name);
}

/// An array to save and its name, {"conv1", pictures}: pictures, a view of some, or a std::vector
/// of values. It looks at the array, which has to outlive it.
class npz_entry {
public:
    template <class T, class Extents>
    npz_entry(std::string name, image_view<T, Extents> const& pictures)
        : name_(std::move(name)), header_(detail::npy_header_of(pictures)) {
        detail::for_each_piece(pictures, [&](T const* first, index_t bytes) { add(first, bytes); });
    }
    template <class T, class Extents>
    npz_entry(std::string name, image<T, Extents> const& pictures)
        : npz_entry(std::move(name), pictures.view()) {}
    template <number T>
    npz_entry(std::string name, std::vector<T> const& values)
        : name_(std::move(name)),
          header_(detail::make_npy_header<T>(std::array{index_t(std::ssize(values))})) {
        if (!values.empty()) add(values.data(), std::ssize(values) * index_t{sizeof(T)});
    }

    std::string const& name() const { return name_; }

    /// Header and elements, for libzip, which does not write to them.
    std::vector<zip_buffer_fragment_t> pieces() const {
        std::vector<zip_buffer_fragment_t> all{piece(header_.data(), std::ssize(header_))};
        all.insert(all.end(), elements_.begin(), elements_.end());
        return all;
    }

private:
    static zip_buffer_fragment_t piece(void const* first, index_t bytes) {
        return {static_cast<zip_uint8_t*>(const_cast<void*>(first)),
                static_cast<zip_uint64_t>(bytes)};
    }
    void add(void const* first, index_t bytes) { elements_.push_back(piece(first, bytes)); }

    std::string name_, header_;
    std::vector<zip_buffer_fragment_t> elements_;
};

namespace detail {

inline void write_npz(char const* who, std::string const& path, std::span<npz_entry const> arrays,
                      zip_int32_t method) {
    auto const refuse = [&](auto... parts) { refuse_file(who, path, parts...); };
    if (arrays.empty()) refuse("there is no array to save");
    int code = 0;
    zip_handle<zip_t> archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
    if (archive == nullptr) {
        zip_problem problem;
        zip_error_init_with_code(problem.get(), code);
        refuse("it cannot be created: ", problem.text());
    }
    for (auto const& array : arrays) {
        auto const pieces = array.pieces();
        auto* const source =
            zip_source_buffer_fragment(archive.get(), pieces.data(), pieces.size(), 0);
        auto const at = source == nullptr
                            ? -1
                            : zip_file_add(archive.get(), (array.name() + ".npy").c_str(), source,
                                           ZIP_FL_ENC_UTF_8);
        if (at < 0) {
            zip_source_free(source);
            refuse("'", printable(array.name()).c_str(),
                   "' cannot be added: ", zip_strerror(archive.get()));
        }
        auto const i = static_cast<zip_uint64_t>(at);
        constexpr zip_uint16_t new_year_1980 = 1 << 5 | 1; // numpy's: the same bytes in every run
        zip_set_file_compression(archive.get(), i, method, 0);
        zip_file_set_dostime(archive.get(), i, 0, new_year_1980, 0);
    }
    if (zip_close(archive.get()) != 0)
        refuse("it cannot be written: ", zip_strerror(archive.get()));
    archive.release();
}

} // namespace detail

/// Writes named arrays as an .npz file, uncompressed, as numpy.savez does:
///   save_npz("edges.npz", {{"edges", edges}, {"bias", bias}});
/// A file that is there is replaced when all is written. Throws file_error where two arrays have
/// one name, where there is none, and where the file cannot be written.
/// Example: examples/weights.cpp
inline void save_npz(std::string const& path, std::span<npz_entry const> arrays) {
    detail::write_npz("save_npz", path, arrays, ZIP_CM_STORE);
}
inline void save_npz(std::string const& path, std::initializer_list<npz_entry> arrays) {
    save_npz(path, std::span(arrays.begin(), arrays.size()));
}

/// The same, deflated, as numpy.savez_compressed does.
inline void save_npz_compressed(std::string const& path, std::span<npz_entry const> arrays) {
    detail::write_npz("save_npz_compressed", path, arrays, ZIP_CM_DEFLATE);
}
inline void save_npz_compressed(std::string const& path, std::initializer_list<npz_entry> arrays) {
    save_npz_compressed(path, std::span(arrays.begin(), arrays.size()));
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET
