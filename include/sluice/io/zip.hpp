#pragma once
// Archives, by libzip: what npz.hpp reads its arrays from. Link with -lzip.

#include <zip.h>

#include <memory>
#include <utility>
#include <vector>

#include <sluice/io/bytes.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

struct zip_releaser {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* member) const { zip_fclose(member); }
};
template <class T>
using zip_handle = std::unique_ptr<T, zip_releaser>;

/// Why libzip did not do something, in its words.
class zip_problem {
public:
    zip_problem() { zip_error_init(&error_); }
    zip_problem(zip_problem const&) = delete;
    ~zip_problem() { zip_error_fini(&error_); }
    zip_error_t* get() { return &error_; }
    bool is(int code) const { return zip_error_code_zip(&error_) == code; }
    char const* text() { return zip_error_strerror(&error_); }

private:
    zip_error_t error_;
};

/// An archive that is read. libzip holds the directory against the members' own headers and against
/// the file's size, and refuses two members of one name.
class zip_input {
public:
    /// An archive in a file.
    zip_input(char const* who, std::string path) : who_(who), name_(std::move(path)) {
        zip_problem problem;
        open(zip_source_file_create(name_.c_str(), 0, -1, problem.get()), problem);
    }
    /// One in memory, which has to outlive this; `name` stands for a file's in errors.
    zip_input(char const* who, std::string name, void const* data, index_t size)
        : who_(who), name_(std::move(name)) {
        zip_problem problem;
        auto const bytes = static_cast<zip_uint64_t>(size);
        open(zip_source_buffer_create(data, bytes, 0, problem.get()), problem);
    }

    std::string const& name() const { return name_; }
    /// The archive's own size in bytes.
    zip_uint64_t size() const { return size_; }
    /// The names of the members, in the directory's order.
    std::vector<std::string> const& names() const { return names_; }
    zip_t* archive() const { return archive_.get(); }

    template <class... Parts>
    [[noreturn]] void refuse(Parts... parts) const {
        refuse_file(who_, name_, parts...);
    }

private:
    void open(zip_source_t* source, zip_problem& problem) {
        constexpr int checked = ZIP_RDONLY | ZIP_CHECKCONS;
        if (source != nullptr) archive_.reset(zip_open_from_source(source, checked, problem.get()));
        if (archive_ == nullptr) {
            zip_source_free(source); // takes null, too
            if (problem.is(ZIP_ER_EXISTS)) refuse("it has two members of one name");
            refuse("it cannot be opened: ", problem.text());
        }
        zip_stat_t whole;
        if (zip_source_stat(source, &whole) != 0 || (whole.valid & ZIP_STAT_SIZE) == 0)
            refuse("its size is not known");
        size_ = whole.size;
        if (size_ == 0) refuse("it is empty"); // an archive without members, to libzip

        auto const count = zip_get_num_entries(archive(), 0);
        for (zip_int64_t i = 0; i < count; ++i) {
            auto const* const member = zip_get_name(archive(), static_cast<zip_uint64_t>(i), 0);
            if (member == nullptr) refuse("a member's name cannot be read");
            names_.emplace_back(member);
        }
    }

    char const* who_;
    std::string name_;
    zip_handle<zip_t> archive_;
    zip_uint64_t size_ = 0;
    std::vector<std::string> names_;
};

/// The bytes of a member, stored or deflated. Its checksum is looked at when the last byte is read.
class zip_member final : public byte_source {
public:
    /// Refuses what zip's directory claims and the file cannot hold: no deflated byte gives more
    /// than 1032.
    zip_member(char const* who, zip_input const& file, std::string const& shown_name,
               zip_uint64_t index)
        : byte_source(who, file.name() + ": " + shown_name) {
        zip_stat_t member;
        constexpr zip_uint64_t needed =
            ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
        if (zip_stat_index(file.archive(), index, 0, &member) != 0 ||
            (member.valid & needed) != needed)
            refuse("the archive's directory does not describe it");
        if (member.encryption_method != ZIP_EM_NONE) refuse("it is encrypted");
        if (member.comp_method != ZIP_CM_STORE && member.comp_method != ZIP_CM_DEFLATE)
            refuse("it is compressed by zip's method ", index_t{member.comp_method},
                   "; expected 0, stored, or 8, deflated");
        if (member.comp_size > file.size()) refuse("its bytes do not lie inside the file");
        auto const size = static_cast<index_t>(member.size);
        auto const packed = static_cast<index_t>(member.comp_size);
        bool const is_stored = member.comp_method == ZIP_CM_STORE;
        if (size < 0) refuse("its size is larger than a machine can address");
        if (is_stored ? size != packed : size / 1032 > packed)
            refuse("its size, ", size, " bytes by the directory, is not what ", packed,
                   is_stored ? " stored bytes are" : " deflated bytes can hold");
        member_.reset(zip_fopen_index(file.archive(), index, 0));
        if (member_ == nullptr) refuse("it cannot be read: ", zip_strerror(file.archive()));
        has(size);
    }

private:
    void fetch(char* to, index_t bytes) override {
        for (index_t got = 0; got < bytes;) {
            index_t const n = take(to + got, bytes - got);
            if (n == 0) refuse("it is damaged: it ends before its size");
            got += n;
        }
        char more;
        if (bytes == left() && take(&more, 1) != 0)
            refuse("it is damaged: it goes on behind its size");
    }

    index_t take(char* to, index_t most) {
        index_t const n = zip_fread(member_.get(), to, static_cast<zip_uint64_t>(most));
        if (n < 0) refuse("it is damaged: ", zip_file_strerror(member_.get()));
        return n;
    }

    zip_handle<zip_file_t> member_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
