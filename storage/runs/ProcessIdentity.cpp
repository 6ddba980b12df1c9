#include "storage/runs/ProcessIdentity.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <sstream>

namespace storage {

namespace {

struct ProcessStat
{
    char state = 0;
    std::string start; ///< empty: not told
};

std::string firstLine(const std::string& path)
{
    std::ifstream stream(path);
    std::string line;
    std::getline(stream, line);
    return line;
}

/// From Linux' /proc: the boot's id and the start time in clock ticks since the boot (field 22).
ProcessStat statOf(std::int64_t number)
{
    const std::string line = firstLine("/proc/" + std::to_string(number) + "/stat");
    const auto afterName = line.rfind(')'); // the name, field 2, may hold blanks and brackets
    if (afterName == std::string::npos)
        return {};
    std::istringstream fields(line.substr(afterName + 1));
    ProcessStat stat;
    fields >> stat.state;
    std::string field;
    for (int i = 4; i <= 22; ++i)
        fields >> field;
    if (fields)
        stat.start = firstLine("/proc/sys/kernel/random/boot_id") + ":" + field;
    return stat;
}

} // namespace

ProcessIdentity ProcessIdentity::current()
{
    const std::int64_t number = ::getpid();
    return {number, statOf(number).start};
}

bool ProcessIdentity::isAlive() const
{
    if (number <= 0)
        return false;
    const ProcessStat stat = statOf(number);
    if (!stat.start.empty() && !start.empty())
        return stat.start == start && stat.state != 'Z' && stat.state != 'X';
    return ::kill(static_cast<pid_t>(number), 0) == 0 || errno != ESRCH;
}

} // namespace storage
