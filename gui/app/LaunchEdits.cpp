#include "gui/app/LaunchEdits.h"

#include <utility>

#include <QUndoStack>

#include "gui/pages/LaunchFiles.h"
#include "gui/pages/LaunchPage.h"

namespace gui {

namespace {

/// What has already happened when it is put on the stack.
class DoneCommand : public QUndoCommand {
public:
    using QUndoCommand::QUndoCommand;
    void redo() final
    {
        if (std::exchange(m_isDone, true))
            doAgain();
    }

protected:
    virtual void doAgain() = 0;

private:
    bool m_isDone = false;
};

/// Undone and done again it exchanges the form for the other one, with whatever was entered since.
class ReplaceForm final : public DoneCommand {
public:
    ReplaceForm(LaunchEdits& edits, LaunchDraft other, const QString& text)
        : DoneCommand(text)
        , m_edits(edits)
        , m_other(std::move(other))
    {
    }
    void undo() override { m_other = m_edits.exchange(m_other); }

protected:
    void doAgain() override { undo(); }

private:
    LaunchEdits& m_edits;
    LaunchDraft m_other;
};

class ReplacePreset final : public DoneCommand {
public:
    struct Contents
    {
        engine::Json before;
        engine::Json after;
    };

    ReplacePreset(LaunchEdits& edits, QString name, Contents contents)
        : DoneCommand(LaunchEdits::tr("replace the preset %1").arg(name))
        , m_edits(edits)
        , m_name(std::move(name))
        , m_contents(std::move(contents))
    {
    }
    void undo() override { m_edits.putBack(m_name, m_contents.before); }

protected:
    void doAgain() override { m_edits.putBack(m_name, m_contents.after); }

private:
    LaunchEdits& m_edits;
    const QString m_name;
    const Contents m_contents;
};

} // namespace

LaunchEdits::LaunchEdits(QUndoStack& stack, LaunchPage& page, QObject* parent)
    : QObject(parent)
    , m_stack(stack)
    , m_page(page)
{
    connect(&page, &LaunchPage::replaced, this, &LaunchEdits::keepForm);
    connect(&page.files(), &LaunchFiles::presetReplaced, this, &LaunchEdits::keepPreset);
    connect(&page.files(), &LaunchFiles::presetPutBack, this,
            [this](const QString& name) { Q_EMIT told(tr("The preset %1 has its other values again").arg(name)); });
}

void LaunchEdits::keepForm(const LaunchDraft& before, const QString& what)
{
    m_stack.push(new ReplaceForm(*this, before, what));
    Q_EMIT told(tr("The form has other values now; Edit → Undo brings back what was entered before"));
}

void LaunchEdits::keepPreset(const QString& name, const engine::Json& before, const engine::Json& after)
{
    m_stack.push(new ReplacePreset(*this, name, {before, after}));
    Q_EMIT told(tr("The preset %1 was replaced; Edit → Undo brings the former one back").arg(name));
}

LaunchDraft LaunchEdits::exchange(const LaunchDraft& draft)
{
    LaunchDraft now = m_page.draft();
    Q_EMIT shown();
    m_page.restore(draft);
    Q_EMIT told(tr("The form has its other values again"));
    return now;
}

void LaunchEdits::putBack(const QString& preset, const engine::Json& content)
{
    m_page.files().putBackPreset(preset, content);
}

} // namespace gui

#include "moc_LaunchEdits.cpp"
