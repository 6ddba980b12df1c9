#include "gui/headless/Console.h"

#include <ostream>

#include "engine/run/VisibleText.h"

namespace gui {

namespace {
constexpr const char* startOfLine = "\r\x1b[K"; // back to the first column, the rest of the line cleared
}

Console::Console(std::ostream& out, std::ostream& error, Terminals terminals)
    : m_out(out)
    , m_error(error)
    , m_terminals(terminals)
{
}

void Console::write(std::string_view text)
{
    m_out << engine::visibleText(text, engine::Unchanged::LineEndsAndTabs) << std::flush;
}

void Console::data(std::string_view text)
{
    if (m_terminals.out)
        write(text);
    else
        m_out << text << std::flush;
}

void Console::print(const engine::Json& json)
{
    m_out << engine::visibleText(json.dump(-1, ' ', false, engine::Json::error_handler_t::replace)) << '\n';
}

void Console::note(const std::string& text)
{
    lines({text});
}

void Console::warning(const std::string& text)
{
    lines({"warning: " + text});
}

void Console::error(const std::string& text)
{
    lines({"error: " + text});
}

void Console::problems(const std::vector<engine::Issue>& issues)
{
    if (issues.size() == 1) {
        error(toText(issues.front()));
        return;
    }
    std::vector<std::string> texts = {"error: " + std::to_string(issues.size()) + " problems must be corrected"};
    for (const engine::Issue& issue : issues)
        texts.push_back("  " + toText(issue));
    lines(texts);
}

void Console::progress(const std::string& text)
{
    if (!m_terminals.error)
        return;
    const std::lock_guard lock(m_mutex);
    m_error << startOfLine << engine::visibleText(text) << std::flush;
    m_progressShown = true;
}

void Console::clearProgress()
{
    lines({});
}

void Console::lines(const std::vector<std::string>& texts)
{
    const std::lock_guard lock(m_mutex);
    if (m_progressShown)
        m_error << startOfLine;
    m_progressShown = false;
    for (const std::string& text : texts)
        m_error << engine::visibleText(text, engine::Unchanged::LineEndsAndTabs) << '\n';
    m_error << std::flush;
}

} // namespace gui
