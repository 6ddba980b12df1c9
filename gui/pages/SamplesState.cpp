// What the Samples tab says of itself: its notes, and why something is not there.
#include <algorithm>
#include <utility>

#include <QStackedWidget>
#include <QTableView>

#include "gui/app/ElidedLabel.h"
#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/models/SamplesFilter.h"
#include "gui/models/SamplesModel.h"
#include "gui/pages/SampleScoresView.h"
#include "gui/pages/SamplesBar.h"
#include "gui/pages/SamplesView.h"
#include "gui/pages/SentenceView.h"

namespace gui {

namespace {

using Show = SamplesFilter::Show;

bool writesText(const RunModel& model)
{
    return model.history().config && model.history().config->task.kind == engine::TaskKind::E2e;
}

/// As a shell takes it for one word, whatever is in it.
QString shellWord(QString path)
{
    const QLatin1Char quote('\'');
    return quote + path.replace(quote, QStringLiteral("'\\''")) + quote;
}

/// Has the best checkpoint, or the newest, write texts; empty where there is none.
QString writingCommand(const std::vector<storage::CheckpointRecord>& checkpoints)
{
    const auto chosen = std::max_element(checkpoints.begin(), checkpoints.end(), [](const auto& a, const auto& b) {
        return std::pair(a.best, a.step) < std::pair(b.best, b.step);
    });
    return chosen == checkpoints.end() ? QString()
                                       : QStringLiteral("molex generate --checkpoint %1 --input FILE")
                                             .arg(shellWord(QString::fromStdString(chosen->path)));
}

QString noteOfRoute(std::pair<int, int> route, bool isOfExperts, const std::optional<EvaluationKey>& evaluation,
                    std::int64_t routedStep)
{
    QString note = (isOfExperts ? SamplesView::tr("Only rows most of whose tokens went to expert %2 in layer %1")
                                : SamplesView::tr("Only rows that chose layer %2 at position %1"))
                       .arg(route.first)
                       .arg(route.second);
    if (!evaluation)
        return note;
    note += SamplesView::tr(", evaluated at step %1").arg(format::whole(evaluation->first));
    if (routedStep != 0 && evaluation->first != routedStep)
        note += SamplesView::tr("; the heatmap was at step %1").arg(format::whole(routedStep));
    return note;
}

/// Of one row, or of many or none.
QString shownWords(Show show, bool isOne, const QString& since)
{
    switch (show) {
    case Show::All:
        return isOne ? SamplesView::tr("is listed") : SamplesView::tr("are listed");
    case Show::Right:
        return isOne ? SamplesView::tr("is right") : SamplesView::tr("are right");
    case Show::Wrong:
        return isOne ? SamplesView::tr("is wrong") : SamplesView::tr("are wrong");
    case Show::Best:
        return isOne ? SamplesView::tr("has the lowest loss") : SamplesView::tr("have the lowest loss");
    case Show::Worst:
        return isOne ? SamplesView::tr("has the highest loss") : SamplesView::tr("have the highest loss");
    case Show::Changed:
        return (isOne ? SamplesView::tr("is predicted otherwise than at %1")
                      : SamplesView::tr("are predicted otherwise than at %1"))
            .arg(since);
    }
    return {};
}

} // namespace

std::pair<QString, QString> whyNoSamples(const RunModel& model)
{
    if (model.record().state == storage::RunState::Queued)
        return {SamplesView::tr("This run waits in the queue"), SamplesView::tr("Its dev rows appear here at its first evaluation.")};
    if (model.isLive())
        return {SamplesView::tr("No evaluation yet"),
                SamplesView::tr("Every dev row is recorded at each evaluation, as “Evaluate every” says in the configuration; the "
                   "rows appear then.")};
    if (model.history().evaluations.empty())
        return {SamplesView::tr("This run was never evaluated"),
                SamplesView::tr("It ended before its first evaluation. The reason stands above and in the Log tab.")};
    if (writesText(model))
        return {SamplesView::tr("No rows were recorded"),
                SamplesView::tr("This run was recorded by an older version of the program, which kept the scores of a "
                                "language model alone. “molex generate” writes texts with its checkpoint.")};
    return {SamplesView::tr("No rows were recorded"),
            SamplesView::tr("This run was recorded by an older version of the program, which kept the scores alone. Below, its "
               "checkpoint can still be asked.")};
}

bool hasPairs(const engine::TaskConfig& task)
{
    if (task.kind == engine::TaskKind::Table)
        return !task.textPair.empty();
    return task.kind == engine::TaskKind::Glue && task.name != engine::GlueName::Cola
        && task.name != engine::GlueName::Sst2;
}

void SamplesView::choosePage(bool showsScores)
{
    m_pages->setCurrentIndex(showsScores ? 1 : 0);
    // Out of sight it takes no height from an answer.
    m_scores->setSizePolicy(QSizePolicy::Preferred, showsScores ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    updateNote();
    updateFoot();
}

void SamplesView::showRoutedTo(const RoutedCell& cell)
{
    m_routedStep = cell.step;
    m_filter->setCell(std::nullopt);
    m_filter->setRoute(std::pair(cell.position, cell.layer));
    if (cell.label && !m_samples->samples() && m_model && m_model->record().started)
        m_bar->setClasses(classNames(m_model->record().started->classes));
    m_bar->setLabel(cell.label);
    m_bar->setShown(Show::All);
    m_bar->setShowsScores(false);
    m_bar->chooseUpTo(cell.step);
    updateNote();
    updateFoot();
}

void SamplesView::clearNarrowing()
{
    m_filter->setRoute(std::nullopt);
    m_filter->setCell(std::nullopt);
    updateNote();
    updateFoot();
}

void SamplesView::updateNote()
{
    m_bar->setRoute(m_filter->route());
    const bool isOfExperts = m_model && m_model->routing().countsExperts();
    if (const auto route = m_filter->route(); route && isOfExperts && m_samples->samples()
        && m_samples->samples()->rows.positions.empty())
        m_noteText->setText(SamplesView::tr("No row can be listed: this run was recorded by an older version of the "
                                            "program, which did not keep the experts of each row"));
    else if (route)
        m_noteText->setText(noteOfRoute(*route, isOfExperts, m_bar->evaluation(), m_routedStep));
    else if (const auto cell = m_filter->cell(); cell && m_samples->samples())
        m_noteText->setText(
            SamplesView::tr("Only rows with label %1 that are predicted as %2")
                .arg(m_samples->samples()->word(cell->first), m_samples->samples()->word(cell->second)));
    const bool isNarrowed = m_filter->route() || m_filter->cell();
    m_note->setVisible(isNarrowed && m_pages->currentIndex() == 0);
}

void SamplesView::updateFoot()
{
    const SampleSet* samples = m_samples->samples();
    const auto key = m_bar->evaluation();
    if (!samples || !key)
        return m_foot->setText(m_problem);
    const auto earlier = m_bar->earlier();
    const QString since = SamplesView::tr("step %1").arg(earlier ? format::whole(earlier->first) : QString());
    const QString rows = samples->rows.rows() == 1 ? SamplesView::tr("dev row") : SamplesView::tr("dev rows");
    QStringList parts;
    if (m_pages->currentIndex() == 0)
        parts << (samples->isWritten()
                      ? SamplesView::tr("%1 of %2 %3 at step %4 %5")
                      : SamplesView::tr("%1 of %2 %3 at step %4 %5; double click or Enter opens a row below"))
                     .arg(format::whole(m_filter->rowCount()), format::whole(std::int64_t(samples->rows.rows())), rows,
                          format::whole(key->first),
                          shownWords(m_filter->isNarrowed() ? Show::All : m_bar->shown(), m_filter->rowCount() == 1,
                                     since));
    else
        parts << (samples->isRegression() ? SamplesView::tr("%1 %2 at step %3")
                                          : SamplesView::tr("%1 %2 at step %3; click a cell of the matrix to list its rows"))
                     .arg(format::whole(std::int64_t(samples->rows.rows())), rows, format::whole(key->first));
    if (samples->isWritten() && samples->rows.texts.empty())
        parts << (m_empty->isReadOnly()
                      ? SamplesView::tr("a run writes texts for some of them where “Texts at evaluations” asks for it")
                      : SamplesView::tr(
                            "“Texts at evaluations” on the Launch page has a run write texts for some of them"));
    if (!m_samples->textsProblem().isEmpty())
        parts.prepend(m_samples->textsProblem());
    m_foot->setText(parts.join(QStringLiteral("   ")));
    m_foot->setToolTip(m_foot->text());
}

void SamplesView::updateEmptyState()
{
    const bool hasRows = m_samples->samples() != nullptr;
    if (!m_model) {
        m_empty->sayNoRun();
    } else if (!m_problem.isEmpty()) {
        m_empty->setText(SamplesView::tr("The rows cannot be read"), m_problem);
    } else {
        const auto [title, advice] = whyNoSamples(*m_model);
        m_empty->setText(title, advice);
    }
    m_top->setCurrentIndex(hasRows ? 1 : 0);
    m_sentence->setVisible(m_model != nullptr);
}

void SamplesView::updateObstacle()
{
    const bool hasCheckpoint = m_model && !m_model->history().checkpoints.empty();
    if (m_model && writesText(*m_model))
        m_sentence->setObstacle(
            SamplesView::tr("A typed sentence needs a classifier"),
            hasCheckpoint
                ? SamplesView::tr("This run's model writes texts and has no class or score to predict for a sentence. "
                                  "In a terminal, its checkpoint writes one for each meaning representation in FILE "
                                  "(CSV with mr and ref, or lines of mr||ref):")
                : SamplesView::tr("This run's model writes texts and has no class or score to predict for a sentence. "
                                  "Once a checkpoint is saved, the command with which it writes some stands here."),
            writingCommand(m_model->history().checkpoints));
    else if (!hasCheckpoint)
        m_sentence->setObstacle(SamplesView::tr("No checkpoint to ask"),
                                SamplesView::tr("Once this run has saved a checkpoint, a sentence of your own can be typed here."));
    else
        m_sentence->setObstacle({}, {});
}

int SamplesView::rowsOfRoute(const engine::Explanation& explanation) const
{
    const SampleSet* samples = m_samples->samples();
    if (!samples || samples->rows.positions != explanation.positions)
        return -1;
    int shared = 0;
    for (std::size_t row = 0; row < samples->rows.rows(); ++row) {
        bool isSame = true;
        for (std::size_t place = 0; place < explanation.positions.size() && isSame; ++place)
            isSame = samples->layer(row, place) == explanation.route[place].front();
        shared += isSame ? 1 : 0;
    }
    return shared;
}

} // namespace gui
