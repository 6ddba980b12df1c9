#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include <QObject>

#include "gui/control/JobTracker.h"
#include "gui/models/CompareResult.h"
#include "storage/runs/RunRecord.h"
#include "storage/runs/RunTable.h"

class QTabWidget;
class QTimer;

namespace gui {

class AppSettings;
class ComparePage;
class FileDialogs;
class MainActions;
class RunNarrator;
class RunTableModel;
class StoreAccess;
class Worker;
struct SweepRuns;

/// Brings the Compare page what it asks for about the checked runs: read on the store's thread, calculated on one of
/// its own, which gives up what nobody waits for. What is brushed there filters the table of runs, and its checked runs
/// have the colours of the groups that were compared.
class CompareDesk final : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    struct Parties
    {
        StoreAccess& store;
        RunTableModel& runs;
        ComparePage& page;
        QTabWidget& tabs; ///< the page is one of them
        MainActions& actions;
        RunNarrator& narrator;
        FileDialogs& dialogs;
        AppSettings& settings;
        std::filesystem::path workspace;
        std::function<void(qint64 run)> open; ///< shows a run
        RunComparer compare = compareRuns;
    };
    explicit CompareDesk(const Parties& parties, QObject* parent = nullptr);
    ~CompareDesk() override;

private:
    /// Two checked runs make the page and its actions usable.
    void updateTab();
    void followTab();
    /// While the page is in sight; hidden it is not kept up.
    void refresh();
    /// Of what was compared, which of hundreds of runs is large: there is nothing to compare.
    void letGo();
    void updateSweep();
    void filterRuns(const QString& terms);
    /// What is taken out of the filter is not brushed any more.
    void followFilter();
    CompareChoice choice() const;
    /// Of each checked run: where this changes there is more to draw or to test.
    std::vector<std::pair<qint64, std::optional<storage::RunState>>> progress() const;
    /// Reads again, some time after runs have gone on.
    void followProgress();
    enum class Reading { OfChoice, OfGrowth };
    void read(Reading why);
    void calculate(CompareSource source, const CompareChoice& wanted);
    void showResult(std::shared_ptr<const CompareResult> result);
    /// Of the comparison that is waited for: what goes wrong with another is nobody's.
    void showProblem(const QString& problem);
    /// It is of the same runs, which could not be read again, and only older; they are when they have grown further.
    void keepResult(const QString& problem);
    /// The table's squares: as the groups, in all views and after them, also before a result where they are known.
    void colourRuns();
    /// Groups keep their colours when others leave the comparison or come to it.
    void keepColours(const CompareResult& result);
    /// Of runs that were in no result yet, where the sweep's groups are those that would be compared.
    void keepColours(const SweepRuns& sweep);

    /// Of a run that was compared: the table's at that time, and its group's.
    struct Worn
    {
        int own = 0;
        int compared = 0;
    };

    const Parties m_parties;
    bool m_isShown = false;
    CompareChoice m_asked;
    std::unordered_map<std::int64_t, Worn> m_worn;
    std::vector<std::pair<qint64, std::optional<storage::RunState>>> m_askedProgress;
    bool m_isAwaited = false; ///< a result, after read()
    /// What was read to be compared, until the worker comes to it. Of hundreds of runs it is large, so the queue of a
    /// worker that has much to do keeps none that was replaced by another.
    std::shared_ptr<CompareSource> m_waiting;
    std::shared_ptr<const storage::RunTable> m_sweptTable; ///< likewise, for a sweep; lent by the table of runs
    QTimer* m_growth;
    bool m_isToFollow = false; ///< followProgress() comes in the next turn
    QString m_brushTerms; ///< in the table's filter
    JobTracker m_job;
    JobTracker m_sweepJob;
    std::unique_ptr<Worker> m_worker;
};

} // namespace gui
