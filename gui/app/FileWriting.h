#pragma once

#include <filesystem>
#include <functional>

#include <QObject>

namespace storage {
class RunRepository;
}

namespace gui {

class RunNarrator;
class Worker;

/// Writes something of the workspace into `file`, reading it through a connection that only reads; throws
/// storage::Error.
using FileWriter = std::function<void(const storage::RunRepository& repository, const std::filesystem::path& file)>;

struct FileWriting
{
    Worker& worker;
    RunNarrator& narrator;
    std::filesystem::path workspace;
};

/// Lets the worker write and the narrator tell where the file is, or why it is not. Nothing is told once `context` is
/// gone.
void writeAndTell(const FileWriting& parties, QObject* context, const QString& path, FileWriter write);

} // namespace gui
