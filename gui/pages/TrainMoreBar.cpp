#include "gui/pages/TrainMoreBar.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>

#include "gui/app/Format.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/models/RunModel.h"

namespace gui {

namespace {
enum Unit { Epochs, Steps };
constexpr int mostSteps = 1'000'000'000;
} // namespace

TrainMoreBar::TrainMoreBar(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_count(new QSpinBox(this))
    , m_unit(new QComboBox(this))
    , m_add(makeSmallButton(theme, "list-add", tr("Train as a new run"),
                            tr("Add a run to the queue that goes on from this one's newest checkpoint"), this))
    , m_text(new QLabel(this))
{
    m_count->setObjectName(QStringLiteral("moreCountSpinBox"));
    m_count->setAccessibleName(tr("How many more"));
    m_count->setRange(1, mostSteps);
    m_unit->setObjectName(QStringLiteral("moreUnitComboBox"));
    m_unit->setAccessibleName(tr("Unit"));
    m_unit->addItems({tr("more epochs"), tr("more steps")});
    m_add->setObjectName(QStringLiteral("moreAddToolButton"));
    m_text->setObjectName(QStringLiteral("moreText"));
    m_text->setWordWrap(true);
    theme.paintIn(m_text, Ink::Secondary);
    QToolButton* close = makeSmallButton(theme, "window-close", {}, tr("Do not train more"), this);
    close->setObjectName(QStringLiteral("moreCloseToolButton"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, spacing::control);
    row->setSpacing(spacing::control);
    row->addWidget(m_count);
    row->addWidget(m_unit);
    row->addWidget(m_add);
    row->addWidget(m_text, 1);
    row->addWidget(close);
    connect(m_count, &QSpinBox::valueChanged, this, &TrainMoreBar::update);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &TrainMoreBar::update);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_add, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT chosen(m_run, steps());
    });
    hide();
}

bool TrainMoreBar::canTrainMore(const RunModel* model)
{
    using enum storage::RunState;
    if (model == nullptr || model->isLive() || model->history().checkpoints.empty() || !model->record().started)
        return false;
    const storage::RunState state = model->record().state;
    return state == Finished || state == Stopped || state == Interrupted || state == Failed;
}

void TrainMoreBar::ask(const RunModel& model)
{
    if (!canTrainMore(&model)) {
        hide();
        return;
    }
    m_run = model.record().id;
    m_stepsPerEpoch = std::max<qint64>(model.record().started->stepsPerEpoch, 1);
    m_done = 0;
    for (const storage::CheckpointRecord& checkpoint : model.history().checkpoints)
        if (!checkpoint.best)
            m_done = std::max<qint64>(m_done, checkpoint.step);
    update();
    show();
    m_count->setFocus();
    m_count->selectAll();
}

qint64 TrainMoreBar::steps() const
{
    return m_unit->currentIndex() == Epochs ? m_count->value() * m_stepsPerEpoch : m_count->value();
}

void TrainMoreBar::update()
{
    const QString text =
        tr("A new run of its own record, from step %1 to %2. Weights, optimizer and random numbers go on "
           "exactly; the learning rate is that of a run of %2 steps.")
            .arg(format::whole(m_done), format::whole(m_done + steps()));
    m_text->setText(text);
    m_add->setToolTip(text);
}

} // namespace gui

#include "moc_TrainMoreBar.cpp"
