#pragma once

#include <stdexcept>

namespace storage {

/// The store could not do it (disk full, locked, damaged, not ours); what() is a sentence fit for the user.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What is stored is damaged.
class DamagedError final : public Error {
public:
    using Error::Error;
};

/// Another program writes the workspace, and has done so for longer than one waits.
class LockedError final : public Error {
public:
    using Error::Error;
};

/// The workspace is of a newer version of this program: it can be read, and not written.
class NewerWorkspaceError final : public Error {
public:
    using Error::Error;
};

} // namespace storage
