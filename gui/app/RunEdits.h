#pragma once

#include <cstdint>
#include <set>

#include <QUndoStack>

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
    /// Removes what is deleted from the store and the disk; after that it cannot be undone.
    void purge();

    // What the commands on the stack do.
    void hide(std::int64_t run, const QString& name);
    void bringBack(std::int64_t run);
    void setName(std::int64_t run, const QString& name);

private:
    const Parties m_parties;
    std::set<std::int64_t> m_deleted;
    QUndoStack m_stack;
};

} // namespace gui
