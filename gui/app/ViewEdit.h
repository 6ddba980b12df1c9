#pragma once

#include <QUndoCommand>

namespace gui {

class AppSettings;

/// A view of the runs table that is saved, saved over or forgotten.
class ViewEdit final : public QUndoCommand {
public:
    struct Change
    {
        QString name;
        QString before; ///< as text; empty for none
        QString after;
    };

    ViewEdit(AppSettings& settings, Change change);

    void undo() override { keep(m_change.before); }
    void redo() override { keep(m_change.after); }

    /// What is said of it.
    static QString sentence(const Change& change);

private:
    void keep(const QString& view);

    AppSettings& m_settings;
    const Change m_change;
};

} // namespace gui
