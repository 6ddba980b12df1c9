#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <QObject>

#include "storage/runs/RunMarks.h"

namespace gui {

class MainActions;
class RunCommands;
class RunEdits;
class RunLists;
class RunsPanel;
class Theme;

/// What a person does with the rows of the runs table: rename, delete, and say something of them. Connects the actions
/// with the edits that can be undone.
class RunEditing final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        const Theme& theme;
        RunLists& lists;
        RunCommands& commands;
        RunEdits& edits;
        MainActions& actions;
        RunsPanel& panel;
    };

    explicit RunEditing(const Parties& parties, QObject* parent = nullptr);

    /// Which actions the chosen rows allow.
    void update(bool canWrite);

private:
    using Change = std::function<void(storage::RunMarks&)>;
    /// As one edit.
    void mark(const std::vector<std::int64_t>& runs, const QString& what, const Change& change);
    /// A mark that all of them have is taken off, otherwise all get it.
    void toggle(bool storage::RunMarks::*mark, const QString& on, const QString& off);
    void makeBaseline();
    void remove();
    void askMarks();
    /// "cola-s1", "3 runs"
    QString subjectOf(const std::vector<std::int64_t>& runs) const;
    storage::RunMarks marksOf(std::int64_t run) const;
    bool haveAll(bool storage::RunMarks::*mark) const;

    const Parties m_parties;
};

} // namespace gui
