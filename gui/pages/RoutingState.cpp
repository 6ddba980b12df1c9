#include "gui/pages/RoutingView.h"

#include <algorithm>

#include <QCheckBox>
#include <QLabel>
#include <QSpinBox>
#include <QStackedLayout>

#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/models/RoutingFindings.h"
#include "gui/pages/HeatmapPane.h"
#include "gui/pages/RecordSlider.h"

namespace gui {

namespace {

QString firstRecordWords(std::int64_t every)
{
    return every == 1
        ? RoutingView::tr(
              "One is made at each step, as “Routing every” says in the configuration; the first appears then.")
        : RoutingView::tr(
              "One is made every %1 steps, as “Routing every” says in the configuration; the first appears then.")
              .arg(every);
}

} // namespace

std::pair<QString, QString> whyNoRouting(const RunModel& model, bool isReadOnly)
{
    const RunHistory& history = model.history();
    if (history.config && std::holds_alternative<engine::NoRoutingConfig>(history.config->routing)
        && !engine::recordsExperts(*history.config))
        return {RoutingView::tr("This run mixes no layers"),
                isReadOnly
                    ? RoutingView::tr(
                        "Its routing is “none”: every position runs its own layer. A run with the routing “molex” "
                        "shows which layers each position borrows; “self” is the control that runs the same layers and "
                        "is recorded.")
                    : RoutingView::tr(
                          "Its routing is “none”: every position runs its own layer. Start a run with the routing "
                          "“molex” on the Launch page to see which layers each position borrows; “self” is the control "
                          "that runs the same layers and is recorded.")};
    if (model.record().state == storage::RunState::Queued)
        return {RoutingView::tr("This run waits in the queue"),
                RoutingView::tr("Its routing appears here once it runs.")};
    if (model.isLive())
        return {RoutingView::tr("No routing record yet"),
                history.config ? firstRecordWords(history.config->training.routingEvery)
                               : RoutingView::tr("The first appears after some steps.")};
    return {RoutingView::tr("This run recorded no routing"),
            RoutingView::tr("It ended before its first routing record. The reason stands above and in the Log tab.")};
}

void RoutingView::announce()
{
    updateEmptyState();
    updatePages();
    m_heatmap->updateSegments();
    if (!m_model || m_model->routing().isEmpty()) {
        Q_EMIT warningsChanged(0);
        return;
    }
    const RoutingGrid& grid = m_model->routing();
    const RoutingEvaluations& evaluations = m_model->routingEvaluations();
    std::int64_t step = m_step;
    if (m_follow->isChecked())
        step = showsEvaluation() && !evaluations.isEmpty() ? evaluations.steps().back() : grid.steps().back();
    const auto& config = m_model->history().config;
    Q_EMIT warningsChanged(int(findings(grid, *grid.nearest(step), config ? &*config : nullptr).size()));
}

void RoutingView::updateNote()
{
    const RoutingGrid& grid = m_model->routing();
    if (m_isTimelineOfEvaluations) {
        const RoutingEvaluations& evaluations = m_model->routingEvaluations();
        m_note->setText(RoutingView::tr("evaluation %1 of %2, split %3")
                            .arg(format::whole(std::int64_t(m_slider->record() + 1)),
                                 format::whole(std::int64_t(evaluations.size())),
                                 QString::fromStdString(evaluations.newest().split)));
    } else {
        const std::size_t last = grid.size() - 1;
        const std::int64_t every =
            grid.size() > 1 ? (grid.step(last) - grid.step(0)) / std::int64_t(last) : grid.step(0);
        const std::int64_t routed = grid.rowTotal(last, 0);
        const QString count = format::whole(std::int64_t(grid.size()));
        const QString steps = format::whole(every);
        const QString words = grid.size() == 1 ? RoutingView::tr("1 record, at step %1 (%2 %3)").arg(steps)
            : every == 1 ? RoutingView::tr("%1 records, one every step (%2 %3 each)").arg(count)
                         : RoutingView::tr("%1 records, one every %2 steps (%3 %4 each)").arg(count, steps);
        m_note->setText(words.arg(format::whole(routed), m_model->routedUnits().of(routed)));
        m_average->setSingleStep(int(std::max<std::int64_t>(every, 1)));
    }
}

void RoutingView::updateEmptyState()
{
    if (!m_model) {
        m_empty->sayNoRun();
    } else {
        const auto [title, advice] = whyNoRouting(*m_model, m_empty->isReadOnly());
        m_empty->setText(title, advice);
    }
    m_stack->setCurrentIndex(m_model && !m_model->routing().isEmpty() ? 1 : 0);
}

} // namespace gui
