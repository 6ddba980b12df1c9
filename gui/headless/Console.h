#pragma once

#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/ConfigJson.h"
#include "engine/run/Error.h"

namespace gui {

/// The program's two streams. Results go to standard output, from the main thread; everything else goes to the error
/// stream, one sentence first, from any thread. Names, tags and texts of others are among it, so all of it is made
/// visible (engine::visibleText): nothing stored can steer a terminal.
class Console {
public:
    struct Terminals
    {
        bool out = false;
        bool error = false;
    };
    Console(std::ostream& out, std::ostream& error, Terminals terminals);

    /// A result for people, as it is but for what would not show.
    void write(std::string_view text);
    /// What another program reads on: as it is, on a terminal as write() has it.
    void data(std::string_view text);
    /// True when a progress line can be drawn over and over.
    bool isInteractive() const { return m_terminals.error; }

    /// One JSON document on one line; bytes that are not UTF-8 are replaced, numbers that are not finite are null, and
    /// characters that do not show are escaped.
    void print(const engine::Json& json);

    void note(const std::string& text);
    void warning(const std::string& text);
    void error(const std::string& text);
    /// A single problem is the sentence itself; several are counted first and then listed.
    void problems(const std::vector<engine::Issue>& issues);

    /// A line that the next one replaces; nothing where the error stream is no terminal.
    void progress(const std::string& text);
    void clearProgress();

private:
    void lines(const std::vector<std::string>& texts);

    std::ostream& m_out;
    std::ostream& m_error;
    const Terminals m_terminals;
    std::mutex m_mutex; ///< of the error stream and m_progressShown
    bool m_progressShown = false;
};

} // namespace gui
