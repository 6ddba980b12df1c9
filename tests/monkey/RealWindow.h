#pragma once

#include <filesystem>

#include <QApplication>
#include <QDir>
#include <QFileInfo>

#include "engine/training/Environment.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/MainWindow.h"
#include "gui/app/Theme.h"
#include "gui/control/Session.h"
#include "gui/pages/LaunchCheck.h"
#include "gui/plots/RedrawQueue.h"

namespace monkey {

/// Gives every question for a file to be written a name in one folder; a question for one to be read is cancelled.
class SavesInFolder final : public gui::FileDialogs {
public:
    explicit SavesInFolder(const std::filesystem::path& folder)
        : m_folder(QString::fromStdString(folder.string()))
    {
        QDir().mkpath(m_folder.path());
    }

    void openFolder(QWidget*, const Question&, Chosen) override {}
    void openFile(QWidget*, const Question&, Chosen) override {}
    void saveFile(QWidget*, const Question& question, Chosen chosen) override
    {
        const QString name = QFileInfo(question.start).fileName();
        chosen(m_folder.filePath(name.isEmpty() ? QStringLiteral("file") : name));
    }

private:
    QDir m_folder;
};

/// The window as the program makes it, with the real engine, on FOLDER/workspace; shown. Settings are in the folder
/// too.
struct RealWindow
{
    explicit RealWindow(const std::filesystem::path& folder)
        : workspace(folder / "workspace")
        , settings(QString::fromStdString((folder / "settings.ini").string()))
        , dialogs(folder / "saved")
        , window({theme, settings, dialogs, workspace, gui::engineSessions(), gui::engineEstimator(),
                  engine::examineMachine})
    {
        gui::RedrawQueue::instance().setRoom(gui::RedrawQueue::usualRoom);
        window.show();
        window.activateWindow();
    }

    std::filesystem::path workspace;
    gui::Theme theme{*qApp, gui::Theme::Choice::Light};
    gui::AppSettings settings;
    SavesInFolder dialogs;
    gui::MainWindow window;
};

} // namespace monkey
