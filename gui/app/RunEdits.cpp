#include "gui/app/RunEdits.h"

#include <algorithm>

#include "gui/app/MessageArea.h"
#include "gui/control/RunLists.h"
#include "gui/control/RunScheduler.h"
#include "gui/control/RunViewer.h"
#include "gui/control/StoreAccess.h"
#include "gui/models/RunRow.h"
#include "storage/runs/RemoveFolder.h"

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

/// What the bar's Undo is for.
class Deletion : public QUndoCommand {
public:
    using QUndoCommand::QUndoCommand;
};

/// Of a macro, as the deletion of a group is one, what it did last.
const QUndoCommand* lastWithin(const QUndoCommand* command)
{
    while (command->childCount() > 0)
        command = command->child(command->childCount() - 1);
    return command;
}

class DeleteRun final : public Deletion {
public:
    DeleteRun(RunEdits& edits, std::int64_t run, QString name)
        : Deletion(RunEdits::tr("delete %1").arg(name))
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

QString stepText(std::int64_t step)
{
    return RunEdits::tr("the checkpoint of step %1").arg(groupedNumber(step));
}

class DeleteCheckpoint final : public Deletion {
public:
    DeleteCheckpoint(RunEdits& edits, CheckpointKey checkpoint)
        : Deletion(RunEdits::tr("delete %1").arg(stepText(checkpoint.step)))
        , m_edits(edits)
        , m_checkpoint(std::move(checkpoint))
    {
    }
    void redo() override { m_edits.hide(m_checkpoint); }
    void undo() override { m_edits.bringBack(m_checkpoint); }

private:
    RunEdits& m_edits;
    const CheckpointKey m_checkpoint;
};

class DeletePreset final : public Deletion {
public:
    DeletePreset(RunEdits& edits, QString name)
        : Deletion(RunEdits::tr("delete the preset %1").arg(name))
        , m_edits(edits)
        , m_name(std::move(name))
    {
    }
    void redo() override { m_edits.hidePreset(m_name); }
    void undo() override { m_edits.bringBackPreset(m_name); }

private:
    RunEdits& m_edits;
    const QString m_name;
};

/// Forgets a checkpoint, if it is still the one that was meant, and removes its folder where this workspace has written
/// it. Returns false when files stay behind.
bool removeFrom(storage::RunRepository& repository, const CheckpointKey& checkpoint)
{
    const std::vector<storage::CheckpointRecord> there = repository.checkpoints(checkpoint.run);
    if (std::none_of(there.begin(), there.end(), [&](const storage::CheckpointRecord& record) {
            return record.path == checkpoint.path && record.step == checkpoint.step;
        }))
        return true;
    repository.removeCheckpoint(checkpoint.run, checkpoint.path);
    const std::filesystem::path folder = checkpoint.path;
    return folder.parent_path() != repository.runFolder(checkpoint.run) / "checkpoints"
        || storage::removeFolder(repository.workspace(), folder);
}

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
    connect(&parties.lists, &RunLists::refreshed, this, [this] {
        if (m_writing > 0)
            return;
        m_said.clear(); // asked after the last writing: the table knows it
        m_names.clear();
    });
    // The bar's Undo is for the last deletion, as long as nothing else was done since.
    connect(&m_stack, &QUndoStack::indexChanged, this, [this](int done) {
        if (done == 0 || dynamic_cast<const Deletion*>(lastWithin(m_stack.command(done - 1))) == nullptr)
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

void RunEdits::removeCheckpoint(const CheckpointKey& checkpoint)
{
    m_stack.push(new DeleteCheckpoint(*this, checkpoint));
}

void RunEdits::removePreset(const QString& name)
{
    m_stack.push(new DeletePreset(*this, name));
}

void RunEdits::rename(std::int64_t run, const QString& before, const QString& after)
{
    const QString wanted = after.trimmed();
    if (wanted.isEmpty() || wanted == before) // what the editor began with is no wish, even where it is out of date
        return;
    const auto given = m_names.find(run);
    const QString now = given == m_names.end() ? before : given->second;
    if (wanted != now)
        m_stack.push(new RenameRun(*this, run, now, wanted));
}

void RunEdits::mark(std::vector<Marking> markings, const QString& what)
{
    if (!markings.empty())
        m_stack.push(new MarkRuns(*this, std::move(markings), what));
}

const storage::RunMarks* RunEdits::said(std::int64_t run) const
{
    const auto found = m_said.find(run);
    return found == m_said.end() ? nullptr : &found->second;
}

void RunEdits::setMarks(const std::vector<std::pair<std::int64_t, storage::RunMarks>>& marks)
{
    for (const auto& [run, said] : marks)
        m_said[run] = said;
    ++m_writing;
    m_parties.store.tryAsk(
        this, {},
        [marks](storage::RunRepository& repository) {
            for (const auto& [run, said] : marks)
                repository.setMarks(run, said);
            return true;
        },
        [this](const Attempt<bool>& done) {
            --m_writing;
            if (!done.result)
                Q_EMIT troubled(done.problem);
            m_parties.lists.refresh();
        });
}

void RunEdits::hide(std::int64_t run, const QString& name)
{
    m_deleted.insert(run);
    m_parties.store.ask(
        this, {}, [run](storage::RunRepository& repository) { takeFromQueue(repository, run); }, [] {});
    m_parties.lists.setHidden(m_deleted);
    if (m_parties.viewer.shownRun() == run)
        m_shownBefore = run;
    m_parties.viewer.forget(run);
    tellDeleted(name);
}

void RunEdits::tellDeleted(const QString& last)
{
    const std::size_t count = m_deleted.size() + m_checkpoints.size() + std::size_t(m_presets.size());
    QString text = tr("%1 was deleted. Its space is free again when this window closes.").arg(last);
    if (count > 1 && count == m_deleted.size())
        text = tr("%1 runs were deleted. Their space is free again when this window closes.").arg(count);
    else if (count > 1)
        text += QLatin1Char(' ') + tr("So is that of %1 more.").arg(count - 1);
    m_parties.messages.tell(QString::fromLatin1(deletedKey),
                            {MessageArea::Kind::Note,
                             text,
                             {{QStringLiteral("undoDeleteButton"), tr("Undo"), [this] { m_stack.undo(); }},
                              {QStringLiteral("purgeButton"), tr("Free it now"), [this] { purge(); }},
                              {QStringLiteral("hideDeletedButton"), tr("Close"), [] {}}}});
}

void RunEdits::hide(const CheckpointKey& checkpoint)
{
    m_checkpoints.insert(checkpoint);
    Q_EMIT checkpointsHidden(m_checkpoints);
    QString text = stepText(checkpoint.step);
    tellDeleted(text.front().toUpper() + text.mid(1));
}

void RunEdits::bringBack(const CheckpointKey& checkpoint)
{
    m_checkpoints.erase(checkpoint);
    Q_EMIT checkpointsHidden(m_checkpoints);
    m_parties.messages.take(QString::fromLatin1(deletedKey));
}

void RunEdits::hidePreset(const QString& name)
{
    m_presets.removeAll(name);
    m_presets << name;
    Q_EMIT presetsHidden(m_presets);
    tellDeleted(tr("The preset %1").arg(name));
}

void RunEdits::bringBackPreset(const QString& name)
{
    keepPreset(name);
    m_parties.messages.take(QString::fromLatin1(deletedKey));
}

void RunEdits::keepPreset(const QString& name)
{
    m_presets.removeAll(name);
    Q_EMIT presetsHidden(m_presets); // also of one that is removed by now
}

void RunEdits::bringBack(std::int64_t run)
{
    m_deleted.erase(run);
    m_parties.store.ask(
        this, {}, [run](storage::RunRepository& repository) { putBack(repository, run); }, [] {});
    m_parties.lists.setHidden(m_deleted);
    if (m_parties.viewer.shownRun() == 0 && run == m_shownBefore) // nobody has chosen another
        m_parties.viewer.show(run);
    m_parties.messages.take(QString::fromLatin1(deletedKey));
}

void RunEdits::setName(std::int64_t run, const QString& name)
{
    m_names[run] = name;
    ++m_writing;
    m_parties.store.tryAsk(
        this, {},
        [run, name = name.toStdString()](storage::RunRepository& repository) {
            repository.rename(run, name);
            return repository.run(run);
        },
        [this, run, name](const Attempt<std::optional<storage::RunRecord>>& done) {
            --m_writing;
            if (!done.result) {
                if (const auto given = m_names.find(run); given != m_names.end() && given->second == name)
                    m_names.erase(given); // no later name waits
                Q_EMIT troubled(done.problem);
            } else if (*done.result) {
                m_parties.viewer.update(run, **done.result);
            }
            m_parties.lists.refresh();
        });
}

void RunEdits::purge()
{
    m_stack.clear();
    m_parties.messages.take(QString::fromLatin1(deletedKey));
    for (const QString& name : std::exchange(m_presets, {}))
        Q_EMIT presetPurged(name);
    for (const CheckpointKey& checkpoint : m_checkpoints)
        purgeCheckpoint(checkpoint);
    for (const std::int64_t run : std::exchange(m_deleted, {}))
        m_parties.store.ask(
            this, {},
            [run](storage::RunRepository& repository) {
                RunScheduler(repository).remove(run); // files that stay are no longer part of the store
            },
            [] {});
}

/// The list is not told, which leaves it out until it is read anew.
void RunEdits::purgeCheckpoint(const CheckpointKey& checkpoint)
{
    m_parties.store.ask(
        this, {}, [checkpoint](storage::RunRepository& repository) { return removeFrom(repository, checkpoint); },
        [this, checkpoint](bool isRemoved) { forgetCheckpoint(checkpoint, isRemoved); });
}

void RunEdits::forgetCheckpoint(const CheckpointKey& checkpoint, bool isRemoved)
{
    if (!isRemoved)
        Q_EMIT troubled(tr("%1 could not be removed from the disk").arg(QString::fromStdString(checkpoint.path)));
    m_checkpoints.erase(checkpoint);
    m_parties.viewer.readAnew(checkpoint.run); // a live run's list is of events
    m_parties.lists.refresh();
}

} // namespace gui

#include "moc_RunEdits.cpp"
