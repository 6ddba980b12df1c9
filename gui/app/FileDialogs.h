#pragma once

#include <functional>

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
        QString filter; ///< "Configuration (*.json)"
    };

    virtual ~FileDialogs() = default;
    virtual void openFolder(QWidget* parent, const Question& question, Chosen chosen);
    virtual void openFile(QWidget* parent, const Question& question, Chosen chosen);
    virtual void saveFile(QWidget* parent, const Question& question, Chosen chosen);
};

} // namespace gui
