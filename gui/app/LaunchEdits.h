#pragma once

#include <QObject>

#include "engine/run/JsonText.h"

class QUndoStack;

namespace gui {

class LaunchFiles;
class LaunchPage;
struct LaunchDraft;

/// What gave way on the Launch page, a form that a person had filled or one of the user's presets, can be had back.
class LaunchEdits final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    LaunchEdits(QUndoStack& stack, LaunchPage& page, QObject* parent = nullptr);

    // What the commands on the stack do.
    /// Shows this draft and returns what was there.
    LaunchDraft exchange(const LaunchDraft& draft);
    void putBack(const QString& preset, const engine::Json& content);

Q_SIGNALS:
    /// The form is about to change: it should be in sight.
    void shown();
    void told(const QString& text);

private:
    void keepForm(const LaunchDraft& before, const QString& what);
    void keepPreset(const QString& name, const engine::Json& before, const engine::Json& after);

    QUndoStack& m_stack;
    LaunchPage& m_page;
};

} // namespace gui
