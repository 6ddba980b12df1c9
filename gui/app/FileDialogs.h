#pragma once

#include <functional>
#include <memory>
#include <utility>

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

class QObject;
class QWidget;

namespace gui {

class Worker;

/// Asks the user for files and folders without stopping the window's event loop, and writes what was made for them on a
/// thread of its own; tests put their own answers in its place.
class FileDialogs {
    Q_DECLARE_TR_FUNCTIONS(FileDialogs)

public:
    /// Called with the chosen path; not called when the user cancels.
    using Chosen = std::function<void(const QString& path)>;
    /// Makes what a file is to hold, on the thread that writes it; null where it cannot.
    using Content = std::function<QByteArray()>;
    /// Called with why a file could not be written, or with nothing.
    using Written = std::function<void(const QString& problem)>;

    struct Question
    {
        QString title;
        QString start;  ///< folder or file to begin at
        QString filter; ///< "Configuration (*.json)"; several are divided by ";;"
    };

    FileDialogs();
    virtual ~FileDialogs(); ///< waits for what is still to be written
    virtual void openFolder(QWidget* parent, const Question& question, Chosen chosen);
    virtual void openFile(QWidget* parent, const Question& question, Chosen chosen);
    /// A name without an ending gets that of the filter that is chosen.
    virtual void saveFile(QWidget* parent, const Question& question, Chosen chosen);

    /// Puts a file in its place once the disk has all of it (storage::OutputFile), in the order of the calls, and does
    /// not wait for it. `written` is called from the event loop; once `context` is gone, a problem is reported instead.
    void write(QObject* context, const QString& path, Content content, Written written);

    /// Where the window says what could not be done with a chosen file; it takes them until another does.
    void setProblemReport(std::function<void(const QString& problem)> report) { m_report = std::move(report); }
    void reportProblem(const QString& problem) const;

private:
    std::function<void(const QString& problem)> m_report;
    std::unique_ptr<Worker> m_writer; ///< from the first file on
};

} // namespace gui
