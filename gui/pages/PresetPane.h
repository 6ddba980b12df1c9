#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QStringList>
#include <QWidget>

#include "gui/pages/BuiltInPreset.h"

class QLabel;
class QLineEdit;
class QToolButton;

namespace gui {

class PresetList;
class Theme;

/// The presets, built in and the user's own, and the ways to save one more and to delete one.
class PresetPane final : public QWidget {
    Q_OBJECT

public:
    explicit PresetPane(Theme& theme, QWidget* parent = nullptr);

    PresetList& list() { return *m_list; }
    /// Asks for the new preset's name, with a proposal in the field.
    void askName(const QString& proposal);
    /// Both kinds are read by others, off this thread.
    void setBuiltIn(const std::vector<BuiltInPreset>& presets);
    /// Nothing where none of this name comes with the program, or none has been read yet.
    const BuiltInPreset* builtIn(const QString& name) const;
    /// The user's own.
    void setNames(const QStringList& names);
    /// These are left out of the list.
    void setHidden(const QStringList& names);

Q_SIGNALS:
    /// A name that a preset can have.
    void saveRequested(const QString& name);
    void removeRequested(const QString& name);
    /// The button: the name is still to be proposed, with askName().
    void nameWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void listNames();
    /// Why it cannot be the new preset's name.
    std::optional<std::string> nameProblem() const;
    void takeName();
    void showProblem();
    void showMenu(const QPoint& position);

    Theme& m_theme;
    std::vector<BuiltInPreset> m_builtIn;
    PresetList* m_list;
    QLineEdit* m_name;
    QLabel* m_problem;
    QToolButton* m_save;
    QToolButton* m_delete; ///< in sight while the current preset is the user's own
    QStringList m_names;
    QStringList m_hidden;
};

} // namespace gui
