#include "tests/golden/CliProgram.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <sys/wait.h>

namespace fs = std::filesystem;

namespace golden {

namespace {

std::string quoted(const std::string& text)
{
    std::string result = "'";
    for (const char c : text)
        result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

fs::path temporaryFolder()
{
    std::string name = (fs::temp_directory_path() / "check_cli.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no temporary folder could be made");
    return name;
}

} // namespace

CliProgram::CliProgram(fs::path program)
    : m_program(std::move(program))
    , m_folder(temporaryFolder())
{
}

CliProgram::~CliProgram()
{
    std::error_code ignored; // a leftover in the temporary folder harms nobody
    fs::remove_all(m_folder, ignored);
}

CliProgram::Result CliProgram::operator()(const std::vector<std::string>& arguments, const std::string& input) const
{
    const fs::path inputFile = m_folder / "standard-input";
    std::ofstream(inputFile, std::ios::binary) << input;
    std::string command = quoted(m_program.string());
    for (const std::string& argument : arguments)
        command += " " + quoted(argument);
    FILE* pipe = popen((command + " < " + quoted(inputFile.string())).c_str(), "r");
    if (pipe == nullptr)
        throw std::runtime_error("the program could not be started");
    std::string output;
    std::array<char, 1 << 16> buffer;
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
        output.append(buffer.data(), count);
    const int status = pclose(pipe);
    Result result;
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    result.json = Json::parse(output, nullptr, false);
    if (result.json.is_discarded())
        result.json = nullptr;
    return result;
}

std::string CliProgram::file(const std::string& name, const Json& content) const
{
    return textFile(name, content.dump());
}

std::string CliProgram::textFile(const std::string& name, const std::string& content) const
{
    const fs::path path = m_folder / name;
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
}

std::string CliProgram::folder(const std::string& name, const std::vector<fs::path>& files) const
{
    const fs::path path = m_folder / name;
    fs::create_directory(path);
    for (const fs::path& from : files)
        fs::copy_file(from, path / from.filename());
    return path.string();
}

Json readJson(const fs::path& file)
{
    std::ifstream stream(file);
    if (!stream)
        throw std::runtime_error(file.string() + " cannot be read");
    return Json::parse(stream);
}

} // namespace golden
