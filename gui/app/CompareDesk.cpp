#include "gui/app/CompareDesk.h"

#include <algorithm>

#include <QTabWidget>
#include <QTimer>

#include "engine/run/Wanted.h"
#include "gui/app/CompareActions.h"
#include "gui/app/ComparisonExport.h"
#include "gui/app/MainActions.h"
#include "gui/app/RunNarrator.h"
#include "gui/control/Attempt.h"
#include "gui/control/CompareReader.h"
#include "gui/control/StoreAccess.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/ComparePage.h"
#include "gui/pages/SweepView.h"

namespace gui {

namespace {

constexpr int growthPause = 5000; // ms between two looks at runs that go on
constexpr std::size_t fewRuns = 200; // whose sweep takes a few milliseconds

/// Where these terms stand whole in a filter; -1 where they do not.
qsizetype placeOf(const QString& terms, const QString& filter)
{
    return (QLatin1Char(' ') + filter + QLatin1Char(' ')).indexOf(QLatin1Char(' ') + terms + QLatin1Char(' '));
}

/// Of each run, as its group is drawn.
std::unordered_map<std::int64_t, int> coloursIn(const CompareResult& result)
{
    std::unordered_map<std::int64_t, int> colours;
    for (const ComparedTask& task : result.tasks)
        for (const ComparedGroup* group : task.drawnGroups())
            for (const std::size_t run : group->drawn)
                colours[result.comparison.runs[run].id] = group->colour;
    return colours;
}

/// Null where another comparison was asked for meanwhile. Throws what `compare` does otherwise.
std::shared_ptr<const CompareResult> compareWhileWanted(const RunComparer& compare,
                                                        const std::weak_ptr<CompareSource>& waiting,
                                                        const CompareChoice& choice, const Job& job)
{
    const std::shared_ptr<CompareSource> taken = waiting.lock();
    if (taken == nullptr)
        return nullptr;
    try {
        return std::make_shared<const CompareResult>(
            compare(std::move(*taken), choice, [job] { return job.isCurrent(); }));
    } catch (const engine::CalledOff&) {
        return nullptr;
    }
}

/// Null where another sweep was asked for meanwhile.
std::shared_ptr<const SweepRuns> sweepWhileLent(const std::weak_ptr<const storage::RunTable>& lent,
                                                const SweepWish& wish)
{
    const std::shared_ptr<const storage::RunTable> table = lent.lock();
    return table == nullptr ? nullptr : std::make_shared<const SweepRuns>(sweepRuns(*table, wish));
}

} // namespace

CompareDesk::CompareDesk(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
    , m_growth(new QTimer(this))
    , m_worker(std::make_unique<Worker>())
{
    m_growth->setObjectName(QStringLiteral("compareGrowth"));
    m_growth->setSingleShot(true);
    m_growth->setInterval(growthPause);
    connect(m_growth, &QTimer::timeout, this, [this] {
        if (m_isAwaited)
            m_growth->start();
        else if (m_isShown && m_parties.page.showsGroups())
            read(Reading::OfGrowth);
    });
    connect(&parties.runs, &QAbstractItemModel::dataChanged, this, [this] {
        if (std::exchange(m_isToFollow, true))
            return; // once for all rows of a table that is told row by row
        QMetaObject::invokeMethod(this, &CompareDesk::followProgress, Qt::QueuedConnection);
    });
    parties.page.remember(parties.settings);
    connect(&parties.runs, &RunTableModel::checkedChanged, this, [this] {
        updateTab();
        refresh();
    });
    connect(&parties.runs, &QAbstractItemModel::modelReset, this, &CompareDesk::updateTab); // a checked run may be gone
    connect(&parties.runs, &RunTableModel::arranged, this, [this] {
        followFilter();
        updateSweep();
        const CompareChoice now = choice(); // baseline and colours are the table's
        if (m_isShown && (now.baseline != m_asked.baseline || now.colours != m_asked.colours))
            refresh();
        else
            followProgress();
        colourRuns();
    });
    connect(&parties.page, &ComparePage::choiceChanged, this, &CompareDesk::refresh);
    connect(&parties.page, &ComparePage::viewChanged, this, [this] {
        updateSweep();
        if (choice() != m_asked)
            refresh();
    });
    SweepView& sweep = parties.page.sweep();
    connect(&sweep, &SweepView::groupByChanged, this, &CompareDesk::updateSweep);
    connect(&sweep, &SweepView::brushed, this, &CompareDesk::filterRuns);
    connect(&sweep, &SweepView::runClicked, this, [this](qint64 run) { m_parties.open(run); });
    connect(&parties.tabs, &QTabWidget::currentChanged, this, &CompareDesk::followTab);
    connect(m_worker.get(), &Worker::failed, &parties.narrator, [&narrator = parties.narrator](const QString& reason) {
        narrator.report(QStringLiteral("worker"), reason); // of an export
    });
    connect(&parties.page, &ComparePage::troubled, &parties.narrator,
            [&narrator = parties.narrator](const QString& text) { narrator.report(QStringLiteral("file"), text); });
    new ComparisonExport({*m_worker, parties.page, parties.narrator, parties.dialogs, parties.workspace}, this);
    new CompareActions({parties.page, parties.tabs, parties.actions}, this);
    for (QAction* action : {parties.actions.compareChecked, parties.actions.showCompare})
        connect(action, &QAction::triggered, this, [this] { m_parties.tabs.setCurrentWidget(&m_parties.page); });
    updateTab();
}

CompareDesk::~CompareDesk()
{
    m_job.cancel(); // its worker is waited for
    m_sweepJob.cancel();
}

void CompareDesk::updateTab()
{
    const int count = int(m_parties.runs.checkedRuns().size());
    const int tab = m_parties.tabs.indexOf(&m_parties.page);
    m_parties.tabs.setTabText(tab, count < 2 ? tr("Compare") : tr("Compare (%1)").arg(count));
    m_parties.tabs.setTabEnabled(tab, count >= 2 || m_parties.tabs.currentIndex() == tab);
    m_parties.actions.compareChecked->setEnabled(count >= 2);
    m_parties.actions.showCompare->setEnabled(m_parties.tabs.isTabEnabled(tab));
}

void CompareDesk::followTab()
{
    const bool wasShown = std::exchange(m_isShown, m_parties.tabs.currentWidget() == &m_parties.page);
    updateTab();
    if (m_isShown && !wasShown)
        refresh();
}

CompareChoice CompareDesk::choice() const
{
    const RunTableModel& runs = m_parties.runs;
    CompareChoice choice = m_parties.page.choice();
    choice.runs = runs.checkedRuns();
    std::sort(choice.runs.begin(), choice.runs.end()); // the oldest group is shown first
    for (const std::int64_t run : choice.runs) {
        const int own = runs.colourOf(run);
        const auto worn = m_worn.find(run);
        choice.colours[run] = worn != m_worn.end() && worn->second.own == own ? worn->second.compared : own;
        if (const auto row = runs.table().rowOf(run); row && !runs.table().textOf(*row, "baseline").empty())
            choice.baseline = run;
    }
    return choice;
}

void CompareDesk::updateSweep()
{
    if (!m_isShown || m_parties.page.showsGroups())
        return;
    const CompareChoice compared = choice();
    const SweepWish wish{compared.runs, compared.colours, m_parties.page.sweep().groupBy(),
                         compared.tests.resampling.level};
    const auto show = [this, isOfGroups = wish.groupBy.empty()](std::shared_ptr<const SweepRuns> sweep) {
        if (isOfGroups)
            keepColours(*sweep);
        m_parties.page.sweep().setSweep(std::move(sweep));
    };
    const Job job = m_sweepJob.start();
    m_sweptTable.reset();
    if (wish.runs.size() <= fewRuns)
        return show(std::make_shared<const SweepRuns>(sweepRuns(m_parties.runs.table(), wish)));
    m_sweptTable = m_parties.runs.lendTable();
    m_worker->run(
        this, job,
        [lent = std::weak_ptr(m_sweptTable), wish] { return attempt([&] { return sweepWhileLent(lent, wish); }); },
        [this, show](Attempt<std::shared_ptr<const SweepRuns>> sweep) {
            m_sweptTable.reset();
            if (sweep.result)
                show(std::move(*sweep.result));
            else
                m_parties.narrator.report(QStringLiteral("worker"), sweep.problem);
        });
}

void CompareDesk::filterRuns(const QString& terms)
{
    RunView view = m_parties.runs.view();
    if (const qsizetype place = placeOf(m_brushTerms, view.filter); !m_brushTerms.isEmpty() && place >= 0)
        view.filter.remove(place, m_brushTerms.size());
    view.filter = QStringLiteral("%1 %2").arg(view.filter.trimmed(), terms).trimmed();
    m_brushTerms = terms;
    m_parties.runs.setView(view);
}

void CompareDesk::followFilter()
{
    if (m_brushTerms.isEmpty() || placeOf(m_brushTerms, m_parties.runs.view().filter) >= 0)
        return;
    m_brushTerms.clear();
    m_parties.page.sweep().clearBrush();
}

void CompareDesk::refresh()
{
    updateSweep();
    if (m_parties.runs.checkedRuns().size() < 2)
        return letGo();
    if (!m_isShown || !m_parties.page.showsGroups())
        return; // asked for once they are
    m_asked = choice();
    m_parties.page.showBusy();
    read(Reading::OfChoice);
    QTimer::singleShot(0, &m_parties.page, &ComparePage::makeReady); // in a turn of its own, while runs are read
}

void CompareDesk::letGo()
{
    m_job.cancel();
    m_growth->stop();
    m_asked = {};
    m_waiting.reset();
    m_isAwaited = false;
    m_parties.page.showProblem(tr("Check at least two runs in the table of runs."));
}

std::vector<std::pair<qint64, std::optional<storage::RunState>>> CompareDesk::progress() const
{
    std::vector<std::pair<qint64, std::optional<storage::RunState>>> progress;
    for (const std::int64_t run : m_asked.runs)
        progress.emplace_back(m_parties.runs.stepOf(run), m_parties.runs.stateOf(run));
    return progress;
}

void CompareDesk::followProgress()
{
    m_isToFollow = false;
    if (m_isShown && m_parties.page.showsGroups() && m_asked.runs.size() >= 2 && !m_growth->isActive()
        && progress() != m_askedProgress)
        m_growth->start();
}

void CompareDesk::read(Reading why)
{
    m_askedProgress = progress();
    m_isAwaited = true;
    const Job job = m_job.start();
    m_waiting.reset();
    m_parties.store.tryAsk(
        this, job,
        [wanted = m_asked](storage::RunRepository& repository) { return readForComparison(repository, wanted); },
        [this, wanted = m_asked, why](Attempt<CompareSource> source) {
            if (source.result)
                calculate(std::move(*source.result), wanted);
            else if (why == Reading::OfGrowth && m_parties.page.result() != nullptr)
                keepResult(source.problem);
            else
                showProblem(source.problem);
        });
}

void CompareDesk::keepResult(const QString& problem)
{
    m_isAwaited = false;
    m_askedProgress.clear();
    m_parties.narrator.report(QStringLiteral("store"), problem);
}

void CompareDesk::calculate(CompareSource source, const CompareChoice& wanted)
{
    m_waiting = std::make_shared<CompareSource>(std::move(source));
    const Job job = m_job.start();
    m_worker->run(
        this, job,
        [compare = m_parties.compare, waiting = std::weak_ptr(m_waiting), wanted, job] {
            return attempt([&] { return compareWhileWanted(compare, waiting, wanted, job); });
        },
        [this](Attempt<std::shared_ptr<const CompareResult>> compared) {
            if (compared.result)
                showResult(std::move(*compared.result));
            else
                showProblem(compared.problem);
        });
}

void CompareDesk::showResult(std::shared_ptr<const CompareResult> result)
{
    m_waiting.reset();
    m_isAwaited = false;
    keepColours(*result);
    m_parties.page.setResult(std::move(result));
    updateSweep(); // where another view was chosen meanwhile
}

void CompareDesk::showProblem(const QString& problem)
{
    m_waiting.reset();
    m_isAwaited = false;
    m_parties.page.showProblem(problem);
}

void CompareDesk::keepColours(const CompareResult& result)
{
    for (const auto& [run, colour] : coloursIn(result))
        m_worn[run] = {m_parties.runs.colourOf(run), colour};
    m_asked.colours = choice().colours; // which are those of the result
    colourRuns();
}

void CompareDesk::keepColours(const SweepRuns& sweep)
{
    for (const SweepRun& run : sweep.runs) {
        const int own = m_parties.runs.colourOf(run.id);
        if (const auto worn = m_worn.find(run.id); worn == m_worn.end() || worn->second.own != own)
            m_worn[run.id] = {own, sweep.groups[run.group].colour};
    }
    colourRuns();
}

void CompareDesk::colourRuns()
{
    std::unordered_map<std::int64_t, int> colours;
    for (const auto& [run, worn] : m_worn)
        if (m_parties.runs.colourOf(run) == worn.own)
            colours[run] = worn.compared;
    m_parties.runs.setComparedColours(std::move(colours));
}

} // namespace gui

#include "moc_CompareDesk.cpp"
