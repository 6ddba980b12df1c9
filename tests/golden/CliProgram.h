#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/golden/Report.h"

namespace golden {

/// Calls the command-line program and reads the JSON that it prints.
class CliProgram {
public:
    explicit CliProgram(std::filesystem::path program);
    ~CliProgram();
    CliProgram(const CliProgram&) = delete;
    CliProgram& operator=(const CliProgram&) = delete;

    struct Result
    {
        int code = -1; ///< exit code; -1 after a signal
        Json json;     ///< null when standard output is no JSON document
    };
    /// `input` goes to standard input.
    Result operator()(const std::vector<std::string>& arguments, const std::string& input = {}) const;

    /// A file for the program to read, removed at the end.
    std::string file(const std::string& name, const Json& content) const;
    std::string textFile(const std::string& name, const std::string& content) const;
    /// A folder with copies of these files, removed at the end.
    std::string folder(const std::string& name, const std::vector<std::filesystem::path>& files) const;

private:
    std::filesystem::path m_program;
    std::filesystem::path m_folder;
};

Json readJson(const std::filesystem::path& file);

} // namespace golden
