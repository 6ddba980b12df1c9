#include "gui/app/RunEditing.h"

#include <algorithm>

#include "gui/app/MainActions.h"
#include "gui/app/RunCommands.h"
#include "gui/app/RunEdits.h"
#include "gui/app/Theme.h"
#include "gui/control/RunLists.h"
#include "gui/pages/RunMarksDialog.h"
#include "gui/pages/RunsPanel.h"

namespace gui {

using storage::RunMarks;

RunEditing::RunEditing(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(parties.actions.renameRun, [this] { m_parties.panel.editName(); });
    on(parties.actions.deleteRun, [this] { remove(); });
    on(parties.actions.editMarks, [this] { askMarks(); });
    on(parties.actions.pinRun, [this] { toggle(&RunMarks::isPinned, tr("pin %1"), tr("unpin %1")); });
    on(parties.actions.archiveRun, [this] { toggle(&RunMarks::isArchived, tr("archive %1"), tr("bring back %1")); });
    on(parties.actions.baselineRun, [this] { makeBaseline(); });
    on(parties.actions.checkRun, [this] {
        RunTableModel& runs = m_parties.lists.runs();
        const std::vector<std::int64_t> chosen = m_parties.panel.chosen();
        const std::vector<std::int64_t> checked = runs.checkedRuns();
        const bool areAll = std::all_of(chosen.begin(), chosen.end(), [&](std::int64_t run) {
            return std::find(checked.begin(), checked.end(), run) != checked.end();
        });
        runs.setChecked(chosen, !areAll);
    });
    connect(&parties.lists.runs(), &RunTableModel::renamed, &parties.edits, &RunEdits::rename);
}

void RunEditing::update(bool canWrite)
{
    const std::vector<std::int64_t> chosen = m_parties.panel.chosen();
    const bool canMark = canWrite && !chosen.empty();
    MainActions& actions = m_parties.actions;
    actions.renameRun->setEnabled(canWrite && chosen.size() == 1);
    actions.deleteRun->setEnabled(canMark && std::all_of(chosen.begin(), chosen.end(), [this](std::int64_t run) {
                                      return m_parties.commands.canDelete(run);
                                  }));
    for (QAction* action : {actions.editMarks, actions.pinRun, actions.archiveRun, actions.baselineRun})
        action->setEnabled(canMark);
    actions.checkRun->setEnabled(!chosen.empty());
    actions.pinRun->setChecked(haveAll(&RunMarks::isPinned));
    actions.archiveRun->setChecked(haveAll(&RunMarks::isArchived));
    actions.baselineRun->setChecked(std::any_of(chosen.begin(), chosen.end(),
                                                [this](std::int64_t run) { return marksOf(run).isBaseline; }));
}

RunMarks RunEditing::marksOf(std::int64_t run) const
{
    if (const RunMarks* said = m_parties.edits.said(run))
        return *said;
    const storage::RunTable& table = m_parties.lists.runs().table();
    const auto row = table.rowOf(run);
    if (!row)
        return {};
    const auto has = [&](const char* key) { return !table.textOf(*row, key).empty(); };
    RunMarks marks{storage::tagsFromText(table.textOf(*row, "tags")), table.textOf(*row, "note"), has("pinned"),
                   has("archived"), has("baseline"), {}};
    if (const double colour = table.numberOf(*row, "colour"); colour >= 0)
        marks.colour = int(colour);
    return marks;
}

bool RunEditing::haveAll(bool RunMarks::*mark) const
{
    const std::vector<std::int64_t> chosen = m_parties.panel.chosen();
    return !chosen.empty()
        && std::all_of(chosen.begin(), chosen.end(), [&](std::int64_t run) { return marksOf(run).*mark; });
}

void RunEditing::mark(const std::vector<std::int64_t>& runs, const QString& what, const Change& change)
{
    std::vector<RunEdits::Marking> markings;
    for (const std::int64_t run : runs) {
        RunEdits::Marking marking{run, marksOf(run), marksOf(run)};
        change(marking.after);
        if (!(marking.before == marking.after))
            markings.push_back(std::move(marking));
    }
    m_parties.edits.mark(std::move(markings), what.arg(subjectOf(runs)));
}

QString RunEditing::subjectOf(const std::vector<std::int64_t>& runs) const
{
    return runs.size() == 1 ? m_parties.lists.runs().nameOf(runs.front()) : tr("%1 runs").arg(runs.size());
}

void RunEditing::toggle(bool RunMarks::*mark, const QString& on, const QString& off)
{
    const bool isOn = !haveAll(mark);
    this->mark(m_parties.panel.chosen(), isOn ? on : off, [mark, isOn](RunMarks& marks) { marks.*mark = isOn; });
}

/// The first of the chosen runs stands for its group; the run that was the baseline gives way in the same edit.
void RunEditing::makeBaseline()
{
    const std::vector<std::int64_t> chosen = m_parties.panel.chosen();
    std::vector<RunEdits::Marking> markings;
    bool wasChosen = false;
    for (const std::int64_t run : m_parties.lists.runs().table().runs())
        if (RunMarks marks = marksOf(run); marks.isBaseline) {
            wasChosen = wasChosen || std::find(chosen.begin(), chosen.end(), run) != chosen.end();
            RunMarks after = marks;
            after.isBaseline = false;
            markings.push_back({run, std::move(marks), std::move(after)});
        }
    if (!wasChosen && !chosen.empty()) {
        RunMarks marks = marksOf(chosen.front());
        RunMarks after = marks;
        after.isBaseline = true;
        markings.push_back({chosen.front(), std::move(marks), std::move(after)});
    }
    m_parties.edits.mark(std::move(markings), tr("set the baseline"));
}

void RunEditing::remove()
{
    const RunTableModel& runs = m_parties.lists.runs();
    const std::vector<std::int64_t> chosen = m_parties.panel.chosen();
    if (chosen.size() > 1)
        m_parties.edits.stack().beginMacro(tr("delete %1 runs").arg(chosen.size()));
    for (const std::int64_t run : chosen)
        m_parties.edits.remove(run, runs.nameOf(run));
    if (chosen.size() > 1)
        m_parties.edits.stack().endMacro();
}

void RunEditing::askMarks()
{
    const std::vector<std::int64_t> chosen = m_parties.panel.chosen();
    if (chosen.empty())
        return;
    std::vector<RunMarks> marks;
    marks.reserve(chosen.size());
    for (const std::int64_t run : chosen)
        marks.push_back(marksOf(run));
    auto* dialog = new RunMarksDialog(m_parties.theme, subjectOf(chosen), sharedMarks(marks), &m_parties.panel);
    connect(dialog, &RunMarksDialog::chosen, this, [this, chosen](const MarksChange& change) {
        mark(chosen, tr("edit tags and note of %1"), [&change](RunMarks& said) { change.apply(said); });
    });
    dialog->show();
}

} // namespace gui

#include "moc_RunEditing.cpp"
