#pragma once
// Where the readers take their bytes from: a file, memory, a member of an archive (npz.hpp).

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

#include <sluice/core/size.hpp>
#include <sluice/io/file.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Bytes that are read once, from front to back. How many there are is known before the first is
/// read, so that what a header claims is held against them before memory is asked for.
class byte_source {
public:
    byte_source(char const* who, std::string name) : who_(who), name_(std::move(name)) {}
    byte_source(byte_source const&) = delete;
    byte_source& operator=(byte_source const&) = delete;
    virtual ~byte_source() = default;

    /// How many bytes have not been read.
    index_t left() const { return left_; }

    /// The next bytes. Throws file_error where they are not there.
    void read(void* to, index_t bytes) {
        if (bytes > left_)
            refuse("it ends early: ", bytes, " more bytes are expected and ", left_, " are there");
        fetch(static_cast<char*>(to), bytes);
        left_ -= bytes;
    }

    /// Throws the file_error that names who reads, and what.
    template <class... Parts>
    [[noreturn]] void refuse(Parts... parts) const {
        refuse_file(who_, name_, parts...);
    }

protected:
    void has(index_t bytes) { left_ = bytes; }

private:
    /// Reads as many bytes, which are no more than are left, or refuses.
    virtual void fetch(char* to, index_t bytes) = 0;

    char const* who_;
    std::string name_;
    index_t left_ = 0;
};

/// The bytes of a regular file.
class file_bytes final : public byte_source {
public:
    file_bytes(char const* who, std::string const& path)
        : byte_source(who, path), in_(path, std::ios::binary) {
        if (!in_) refuse("it cannot be opened: ", std::generic_category().message(errno).c_str());
        has(static_cast<index_t>(in_.seekg(0, std::ios::end).tellg()));
        if (!in_.seekg(0)) refuse("it is not a regular file");
    }

private:
    void fetch(char* to, index_t bytes) override {
        if (!in_.read(to, bytes)) refuse("it cannot be read to its end");
    }

    std::ifstream in_;
};

/// Bytes in memory, which has to outlive this; `name` stands for a file's in errors.
class memory_bytes final : public byte_source {
public:
    memory_bytes(char const* who, std::string name, void const* data, index_t size)
        : byte_source(who, std::move(name)), next_(static_cast<char const*>(data)) {
        has(size);
    }

private:
    void fetch(char* to, index_t bytes) override {
        if (bytes == 0) return; // an empty picture has no memory that could be named
        std::memcpy(to, next_, static_cast<std::size_t>(bytes));
        next_ += bytes;
    }

    char const* next_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail
