#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <QUndoStack>

#include "gui/models/CheckpointKey.h"
#include "storage/runs/RunMarks.h"

namespace gui {

class MessageArea;
class RunLists;
class RunViewer;
class StoreAccess;

/// Deletions and edits that can be undone. What is deleted, a run, a checkpoint or a preset, leaves the screen at once
/// and store and disk when the window closes or the user wants its space back; until then, and if the program is killed,
/// nothing is lost.
class RunEdits final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        StoreAccess& store;
        RunLists& lists;
        RunViewer& viewer;
        MessageArea& messages;
    };

    explicit RunEdits(const Parties& parties, QObject* parent = nullptr);
    ~RunEdits() override;

    QUndoStack& stack() { return m_stack; }

    /// A run that no thread trains.
    void remove(std::int64_t run, const QString& name);
    /// Of a run that is over.
    void removeCheckpoint(const CheckpointKey& checkpoint);
    /// One of the user's own.
    void removePreset(const QString& name);
    /// A preset that was deleted has been written anew: it stays.
    void keepPreset(const QString& name);
    /// `before`: its name in the table, which may not know yet of the rename before this one.
    void rename(std::int64_t run, const QString& before, const QString& after);
    struct Marking
    {
        std::int64_t run = 0;
        storage::RunMarks before;
        storage::RunMarks after;
    };
    /// Tags, note, pin and so on of several runs, as one edit; nothing for an empty list.
    void mark(std::vector<Marking> markings, const QString& what);
    /// What was last said of a run, while the table does not know of it yet; null otherwise. The next edit goes on from
    /// there.
    const storage::RunMarks* said(std::int64_t run) const;
    /// Removes what is deleted from the store and the disk; after that it cannot be undone.
    void purge();

    // What the commands on the stack do.
    void hide(std::int64_t run, const QString& name);
    void bringBack(std::int64_t run);
    void hide(const CheckpointKey& checkpoint);
    void bringBack(const CheckpointKey& checkpoint);
    void hidePreset(const QString& name);
    void bringBackPreset(const QString& name);
    void setName(std::int64_t run, const QString& name);
    void setMarks(const std::vector<std::pair<std::int64_t, storage::RunMarks>>& marks);

Q_SIGNALS:
    /// These are to be left out of lists.
    void checkpointsHidden(const std::set<gui::CheckpointKey>& checkpoints);
    void presetsHidden(const QStringList& names);
    /// Its file is to be removed.
    void presetPurged(const QString& name);
    void troubled(const QString& text);

private:
    void tellDeleted(const QString& last);
    void purgeCheckpoint(const CheckpointKey& checkpoint);
    void forgetCheckpoint(const CheckpointKey& checkpoint, bool isRemoved);

    const Parties m_parties;
    std::map<std::int64_t, storage::RunMarks> m_said;
    std::map<std::int64_t, QString> m_names; ///< given last, while the table does not know of them yet
    int m_writing = 0; ///< settings of marks and names that the store has not done yet
    std::set<std::int64_t> m_deleted;
    std::int64_t m_shownBefore = 0; ///< that was on the page when it was deleted, the last one
    std::set<CheckpointKey> m_checkpoints;
    QStringList m_presets;
    QUndoStack m_stack;
};

} // namespace gui
