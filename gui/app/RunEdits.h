#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include <QUndoStack>

#include "storage/runs/RunMarks.h"

namespace gui {

class MessageArea;
class RunLists;
class RunViewer;
class StoreAccess;

/// Deletions and edits of runs that can be undone. A deleted run leaves the tables at once and the store when the
/// window closes or the user wants its space back; until then, and if the program is killed, nothing is lost.
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

    RunEdits(const Parties& parties, QObject* parent = nullptr);
    ~RunEdits() override;

    QUndoStack& stack() { return m_stack; }

    /// A run that no thread trains.
    void remove(std::int64_t run, const QString& name);
    void rename(std::int64_t run, const QString& before, const QString& after);
    struct Marking
    {
        std::int64_t run = 0;
        storage::RunMarks before;
        storage::RunMarks after;
    };
    /// Tags, note, pin and so on of several runs, as one edit; nothing for an empty list.
    void mark(std::vector<Marking> markings, const QString& what);
    /// Removes what is deleted from the store and the disk; after that it cannot be undone.
    void purge();

    // What the commands on the stack do.
    void hide(std::int64_t run, const QString& name);
    void bringBack(std::int64_t run);
    void setName(std::int64_t run, const QString& name);
    void setMarks(const std::vector<std::pair<std::int64_t, storage::RunMarks>>& marks);

private:
    const Parties m_parties;
    std::set<std::int64_t> m_deleted;
    QUndoStack m_stack;
};

} // namespace gui
