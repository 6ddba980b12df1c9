#pragma once

#include <iosfwd>
#include <mutex>
#include <string>
#include <vector>

#include "engine/run/ConfigJson.h"
#include "engine/run/Error.h"

namespace gui {

/// The program's two streams. Results go to out(), from the main thread; everything else goes to the error stream, one
/// sentence first, from any thread.
class Console {
public:
    Console(std::ostream& out, std::ostream& error, bool errorIsTerminal);

    std::ostream& out() { return m_out; }
    /// True when a progress line can be drawn over and over.
    bool isInteractive() const { return m_errorIsTerminal; }

    /// One JSON document on one line; bytes that are not UTF-8 are replaced, numbers that are not finite are null.
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
    const bool m_errorIsTerminal;
    std::mutex m_mutex; ///< of the error stream and m_progressShown
    bool m_progressShown = false;
};

} // namespace gui
