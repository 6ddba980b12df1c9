#pragma once

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QDir>
#include <QLineEdit>

#include <cstdio>
#include <functional>
#include <utility>
#include <vector>

#include "gui/app/MainWindow.h"

constexpr int loadingMilliseconds = 1500;
constexpr int longestMilliseconds = 60000; ///< for what is awaited

void settle(int milliseconds);

/// One window, used by object names as a person uses it by sight.
class Screens {
public:
    Screens(gui::MainWindow& window, QDir folder, QString suffix)
        : m_window(window)
        , m_folder(std::move(folder))
        , m_suffix(std::move(suffix))
    {
    }

    bool isComplete() const { return m_isComplete; }

    void complain(const QString& sentence)
    {
        std::fprintf(stderr, "%s\n", qPrintable(sentence));
        m_isComplete = false;
    }

    template <class T>
    T* find(const char* name)
    {
        T* found = m_window.findChild<T*>(QLatin1String(name));
        if (found == nullptr)
            complain(QStringLiteral("%1: not in the window").arg(QLatin1String(name)));
        return found;
    }

    void press(const char* button)
    {
        if (auto* found = find<QAbstractButton>(button))
            found->click();
    }

    void trigger(const char* action)
    {
        if (auto* found = find<QAction>(action))
            found->trigger();
    }

    static void typeInto(QLineEdit& field, const QString& text)
    {
        field.setText(text);
        Q_EMIT field.textEdited(text);
        Q_EMIT field.editingFinished();
    }

    void type(const char* lineEdit, const QString& text)
    {
        if (auto* found = find<QLineEdit>(lineEdit))
            typeInto(*found, text);
    }

    void typeNumber(const char* field, const QString& text)
    {
        if (auto* found = find<QAbstractSpinBox>(field))
            typeInto(*found->findChild<QLineEdit*>(), text);
    }

    /// Until this holds; complains where it does not for as long as that.
    void await(const std::function<bool()>& holds, const QString& complaint, int milliseconds = longestMilliseconds);
    /// Until each of these labels says something else than now: what other threads read and count comes later.
    void awaitNews(const std::vector<const char*>& labels);
    /// Queue and System, which Launch and Compare do without.
    void toggleLowerDocks()
    {
        trigger("queueToggle");
        trigger("systemToggle");
    }

    void grab(const char* name, QWidget* widget = nullptr)
    {
        settle(loadingMilliseconds);
        save((widget != nullptr ? widget : &m_window)->grab(), name);
    }

    /// What an action or a button has opened; it is closed again.
    void grabOpened(const char* name, const char* dialog);

    /// The same where it stands over the window.
    void grabOver(const char* name, const char* popup);
    /// Selects the run in the table; checks its group for a comparison, or the run alone where there are no groups.
    void chooseRun(const QString& name);

    /// Checks all finished runs that have the selected one's task, or none of them.
    void checkTask(bool areChecked);

private:
    void save(const QPixmap& picture, const char* name);

    gui::MainWindow& m_window;
    QDir m_folder;
    QString m_suffix;
    bool m_isComplete = true;
};
