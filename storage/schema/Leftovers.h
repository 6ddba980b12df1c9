#pragma once

#include <filesystem>
#include <string>

/// What a process leaves that is killed while it writes a file or copies a database. Of processes that live, nothing is
/// touched.
namespace storage {

/// Name of a file that becomes `target` once it is whole; another one at each call, also where threads or processes
/// write the same target at once.
std::filesystem::path unfinishedName(const std::filesystem::path& target);

/// Removes such files from a folder whose target's name begins like this, with a database's journals.
void removeUnfinishedCopies(const std::filesystem::path& folder, const std::string& beginning);

/// Removes those that were to become this file and have not been written to for a day: another machine's process may
/// live where this one's number is free. As they lie in a folder of the user's, their names must have the whole form.
void removeUnfinishedExports(const std::filesystem::path& target);

/// Folder of a workspace in which this process makes a backup ready to take the place of the database.
std::filesystem::path restoringFolder(const std::filesystem::path& workspace);

/// Removes such folders, and the copies that were to lie beside the workspace's database.
void removeLeftovers(const std::filesystem::path& workspace);

} // namespace storage
