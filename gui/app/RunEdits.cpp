#include "gui/app/RunEdits.h"

#include "gui/app/MessageArea.h"
#include "gui/control/RunLists.h"
#include "gui/control/RunScheduler.h"
#include "gui/control/RunViewer.h"
#include "gui/control/StoreAccess.h"

namespace gui {

namespace {

const char* const deletedKey = "deleted";
const char* const dequeued = "deleted while it waited";

/// A deleted run must not be the next one of the queue.
void takeFromQueue(storage::RunRepository& repository, std::int64_t run)
{
    const auto record = repository.run(run);
    if (record && record->state == storage::RunState::Queued)
        repository.setState(run, storage::RunState::Stopped, dequeued);
}

void putBack(storage::RunRepository& repository, std::int64_t run)
{
    const auto record = repository.run(run);
    if (record && record->state == storage::RunState::Stopped && record->reason == dequeued)
        repository.setState(run, storage::RunState::Queued);
}

class DeleteRun final : public QUndoCommand {
public:
    DeleteRun(RunEdits& edits, std::int64_t run, QString name)
        : QUndoCommand(RunEdits::tr("delete %1").arg(name))
        , m_edits(edits)
        , m_run(run)
        , m_name(std::move(name))
    {
    }
    void redo() override { m_edits.hide(m_run, m_name); }
    void undo() override { m_edits.bringBack(m_run); }

private:
    RunEdits& m_edits;
    const std::int64_t m_run;
    const QString m_name;
};

class RenameRun final : public QUndoCommand {
public:
    RenameRun(RunEdits& edits, std::int64_t run, QString before, QString after)
        : QUndoCommand(RunEdits::tr("rename %1").arg(before))
        , m_edits(edits)
        , m_run(run)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }
    void redo() override { m_edits.setName(m_run, m_after); }
    void undo() override { m_edits.setName(m_run, m_before); }

private:
    RunEdits& m_edits;
    const std::int64_t m_run;
    const QString m_before;
    const QString m_after;
};

class MarkRuns final : public QUndoCommand {
public:
    MarkRuns(RunEdits& edits, std::vector<RunEdits::Marking> markings, const QString& what)
        : QUndoCommand(what)
        , m_edits(edits)
        , m_markings(std::move(markings))
    {
    }
    void redo() override { m_edits.setMarks(list(&RunEdits::Marking::after)); }
    void undo() override { m_edits.setMarks(list(&RunEdits::Marking::before)); }

private:
    std::vector<std::pair<std::int64_t, storage::RunMarks>> list(storage::RunMarks RunEdits::Marking::*which) const
    {
        std::vector<std::pair<std::int64_t, storage::RunMarks>> marks;
        for (const RunEdits::Marking& marking : m_markings)
            marks.emplace_back(marking.run, marking.*which);
        return marks;
    }

    RunEdits& m_edits;
    const std::vector<RunEdits::Marking> m_markings;
};

} // namespace

RunEdits::RunEdits(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    // The bar's Undo is for the last deletion, as long as nothing else was done since.
    connect(&m_stack, &QUndoStack::indexChanged, this, [this](int done) {
        if (done == 0 || dynamic_cast<const DeleteRun*>(m_stack.command(done - 1)) == nullptr)
            m_parties.messages.take(QString::fromLatin1(deletedKey));
    });
}

RunEdits::~RunEdits()
{
    m_stack.disconnect(this); // it says so when it is emptied, and the bars may be gone
}

void RunEdits::remove(std::int64_t run, const QString& name)
{
    m_stack.push(new DeleteRun(*this, run, name));
}

void RunEdits::rename(std::int64_t run, const QString& before, const QString& after)
{
    if (after != before && !after.trimmed().isEmpty())
        m_stack.push(new RenameRun(*this, run, before, after.trimmed()));
}

void RunEdits::mark(std::vector<Marking> markings, const QString& what)
{
    if (!markings.empty())
        m_stack.push(new MarkRuns(*this, std::move(markings), what));
}

void RunEdits::setMarks(const std::vector<std::pair<std::int64_t, storage::RunMarks>>& marks)
{
    m_parties.store.ask(
        this, {},
        [marks](storage::RunRepository& repository) {
            for (const auto& [run, said] : marks)
                repository.setMarks(run, said);
        },
        [this] { m_parties.lists.refresh(); });
}

void RunEdits::hide(std::int64_t run, const QString& name)
{
    m_deleted.insert(run);
    m_parties.store.ask(
        this, {}, [run](storage::RunRepository& repository) { takeFromQueue(repository, run); }, [] {});
    m_parties.lists.setHidden(m_deleted);
    m_parties.viewer.forget(run);
    const QString text = m_deleted.size() == 1
        ? tr("%1 was deleted. Its space is free again when this window closes.").arg(name)
        : tr("%1 runs were deleted. Their space is free again when this window closes.").arg(m_deleted.size());
    m_parties.messages.tell(QString::fromLatin1(deletedKey),
                            {MessageArea::Kind::Note,
                             text,
                             {{QStringLiteral("undoDeleteButton"), tr("Undo"), [this] { m_stack.undo(); }},
                              {QStringLiteral("purgeButton"), tr("Free it now"), [this] { purge(); }},
                              {QStringLiteral("hideDeletedButton"), tr("Close"), [] {}}}});
}

void RunEdits::bringBack(std::int64_t run)
{
    m_deleted.erase(run);
    m_parties.store.ask(
        this, {}, [run](storage::RunRepository& repository) { putBack(repository, run); }, [] {});
    m_parties.lists.setHidden(m_deleted);
    m_parties.messages.take(QString::fromLatin1(deletedKey));
}

void RunEdits::setName(std::int64_t run, const QString& name)
{
    m_parties.store.ask(
        this, {},
        [run, name = name.toStdString()](storage::RunRepository& repository) {
            repository.rename(run, name);
            return repository.run(run);
        },
        [this, run](const std::optional<storage::RunRecord>& record) {
            if (record)
                m_parties.viewer.update(run, *record);
            m_parties.lists.refresh();
        });
}

void RunEdits::purge()
{
    m_stack.clear();
    m_parties.messages.take(QString::fromLatin1(deletedKey));
    for (const std::int64_t run : std::exchange(m_deleted, {}))
        m_parties.store.ask(
            this, {},
            [run](storage::RunRepository& repository) {
                RunScheduler(repository).remove(run); // files that stay are no longer part of the store
            },
            [] {});
}

} // namespace gui

#include "moc_RunEdits.cpp"
