#include "tests/gui/headless/MolexHere.h"

#include <sstream>
#include <string>
#include <vector>

#include "gui/headless/Program.h"

namespace support {

MolexResult MolexHere::operator()(const QStringList& arguments) const
{
    qputenv("MOLEX_WORKSPACE", QByteArray::fromStdString(workspace().string()));
    std::vector<std::string> all = {"molex"};
    for (const QString& argument : arguments)
        all.push_back(argument.toStdString());
    std::vector<const char*> pointers;
    for (const std::string& word : all)
        pointers.push_back(word.c_str());
    std::ostringstream out;
    std::ostringstream error;
    gui::Console console(out, error, {false, false});
    MolexResult result;
    result.code = static_cast<int>(
        gui::runProgram(static_cast<int>(pointers.size()), pointers.data(), gui::allCommands(), console));
    result.out = QByteArray::fromStdString(out.str());
    result.error = QByteArray::fromStdString(error.str());
    return result;
}

} // namespace support
