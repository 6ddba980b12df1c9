#pragma once

#include <memory>

#include <QApplication>
#include <QFile>
#include <QtTest/QtTest>

#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/pages/ComparePage.h"
#include "tests/support/CompareRuns.h"

namespace support {

/// What tests of the Compare page share: the page as it is shown, and comparisons to be shown on it.
class ComparePageTest : public QObject {
protected:
    gui::Theme m_theme{*qApp, gui::Theme::Choice::Light};
    gui::FileDialogs m_dialogs;

    struct Shown
    {
        Shown(gui::Theme& theme, gui::FileDialogs& dialogs)
            : page(theme, dialogs)
        {
            page.resize(1004, 690);
            page.show();
            isReady = QTest::qWaitForWindowExposed(&page);
        }
        template <class T>
        T& find(const char* name)
        {
            return *page.findChild<T*>(QString::fromLatin1(name));
        }

        gui::ComparePage page;
        bool isReady = false;
    };

    /// What is at a path once `write` has put it there; empty where nothing comes.
    template <class Write>
    static QString written(const QString& path, Write write)
    {
        QFile::remove(path);
        write();
        QFile file(path);
        const bool isThere = QTest::qWaitFor([&file] { return file.exists(); }, 20'000);
        return isThere && file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    static std::shared_ptr<const gui::CompareResult> result(const gui::CompareSource& source,
                                                            const gui::CompareChoice& choice = {})
    {
        return std::make_shared<const gui::CompareResult>(gui::compareRuns(source, choice));
    }
};

} // namespace support
