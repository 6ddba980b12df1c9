#pragma once

#include <functional>
#include <utility>

#include <QString>

class QWidget;

namespace gui {

/// Asks the user for files and folders without stopping the window's event loop; tests put their own in its place.
class FileDialogs {
public:
    /// Called with the chosen path; not called when the user cancels.
    using Chosen = std::function<void(const QString& path)>;

    struct Question
    {
        QString title;
        QString start;  ///< folder or file to begin at
        QString filter; ///< "Configuration (*.json)"; several are divided by ";;"
    };

    virtual ~FileDialogs() = default;
    virtual void openFolder(QWidget* parent, const Question& question, Chosen chosen);
    virtual void openFile(QWidget* parent, const Question& question, Chosen chosen);
    /// A name without an ending gets that of the filter that is chosen.
    virtual void saveFile(QWidget* parent, const Question& question, Chosen chosen);

    /// Where the window says what could not be done with a chosen file; it takes them until another does.
    void setProblemReport(std::function<void(const QString& problem)> report) { m_report = std::move(report); }
    void reportProblem(const QString& problem) const;

private:
    std::function<void(const QString& problem)> m_report;
};

} // namespace gui
