#pragma once

#include <stdexcept>

namespace storage {

/// The store could not do it (disk full, locked, damaged, not ours); what() is a sentence fit for the user.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace storage
