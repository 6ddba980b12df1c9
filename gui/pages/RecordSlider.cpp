#include "gui/pages/RecordSlider.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <utility>

#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/pages/MarkedSlider.h"

namespace gui {

namespace {

constexpr int frameMilliseconds = 40;
constexpr int speeds[] = {5, 20, 100, 500}; // records a second
constexpr int usualSpeed = 1;

} // namespace

RecordSlider::RecordSlider(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_first(makeSmallButton(theme, "media-skip-backward", {}, tr("First record"), this))
    , m_play(makeSmallButton(theme, "media-playback-start", {}, tr("Play"), this))
    , m_last(makeSmallButton(theme, "media-skip-forward", {}, tr("Newest record"), this))
    , m_slider(new MarkedSlider(theme, this))
    , m_step(new QSpinBox(this))
    , m_speed(new QComboBox(this))
    , m_timer(new QTimer(this))
{
    m_first->setObjectName(QStringLiteral("firstRecordToolButton"));
    m_play->setObjectName(QStringLiteral("playToolButton"));
    m_last->setObjectName(QStringLiteral("lastRecordToolButton"));
    setUpFields();
    auto* stepLabel = new QLabel(tr("step"), this);
    theme.paintIn(stepLabel, Ink::Secondary);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::pair);
    for (QToolButton* button : {m_first, m_play, m_last})
        layout->addWidget(button);
    layout->addSpacing(spacing::pair);
    layout->addWidget(m_slider, 1);
    layout->addSpacing(spacing::pair);
    layout->addWidget(stepLabel);
    layout->addWidget(m_step);
    layout->addWidget(m_speed);
    connect(m_first, &QToolButton::clicked, this, [this] { choose(0); });
    connect(m_last, &QToolButton::clicked, this, [this] {
        if (!isEmpty())
            choose(m_steps->size() - 1);
    });
    connect(m_play, &QToolButton::clicked, this, &RecordSlider::playOrStop);
    connect(m_timer, &QTimer::timeout, this, &RecordSlider::playOn);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) { choose(std::size_t(value)); });
    connect(m_step, &QSpinBox::valueChanged, this, &RecordSlider::chooseStep);
}

void RecordSlider::setUpFields()
{
    m_slider->setObjectName(QStringLiteral("recordMarkedSlider"));
    m_slider->setAccessibleName(tr("Routing record"));
    m_slider->setMinimumWidth(80);
    m_slider->setToolTip(tr("Space plays; the arrow keys show the next and the previous record"));
    m_slider->installEventFilter(this);
    m_step->setObjectName(QStringLiteral("recordStepSpinBox"));
    m_step->setAccessibleName(tr("Step of the record"));
    m_step->setKeyboardTracking(false);
    m_step->setGroupSeparatorShown(true);
    m_step->setToolTip(tr("Step; the nearest record is shown"));
    m_step->setAlignment(Qt::AlignRight);
    m_speed->setObjectName(QStringLiteral("playSpeedComboBox"));
    m_speed->setToolTip(tr("Records a second while playing"));
    for (const int speed : speeds)
        m_speed->addItem(tr("%1 / s").arg(speed), speed);
    m_speed->setCurrentIndex(usualSpeed);
    m_timer->setInterval(frameMilliseconds);
}

/// The arrows go to the next record, whatever its step; a typed step to the nearest.
void RecordSlider::chooseStep(int step)
{
    if (isEmpty())
        return;
    const std::int64_t shown = (*m_steps)[m_record];
    if (step == shown + 1 && m_record + 1 < m_steps->size())
        choose(m_record + 1);
    else if (step == shown - 1 && m_record > 0)
        choose(m_record - 1);
    else
        choose(nearest(step));
}

std::size_t RecordSlider::nearest(std::int64_t step) const
{
    const auto after = std::lower_bound(m_steps->begin(), m_steps->end(), step);
    const auto index = static_cast<std::size_t>(after - m_steps->begin());
    if (after == m_steps->begin())
        return 0;
    if (after == m_steps->end())
        return index - 1;
    return step - *(after - 1) <= *after - step ? index - 1 : index;
}

void RecordSlider::setSteps(const std::vector<std::int64_t>* steps, const std::vector<std::int64_t>* marked)
{
    if (isPlaying())
        playOrStop();
    m_steps = steps;
    m_marked = marked;
    m_record = 0;
    refresh();
}

void RecordSlider::refresh()
{
    display(); // first, as the marks lie within its range
    placeMarks();
}

void RecordSlider::placeMarks()
{
    std::vector<int> records;
    if (!isEmpty() && m_marked != nullptr && m_marked != m_steps)
        for (const std::int64_t step : *m_marked)
            records.push_back(int(nearest(step)));
    m_slider->setMarks(std::move(records));
}

bool RecordSlider::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        playOrStop();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void RecordSlider::setRecord(std::size_t record)
{
    m_record = record;
    display();
}

bool RecordSlider::isPlaying() const
{
    return m_timer->isActive();
}

void RecordSlider::choose(std::size_t record)
{
    if (isEmpty() || record >= m_steps->size())
        return;
    if (isPlaying() && sender() != m_timer)
        playOrStop();
    setRecord(record);
    Q_EMIT recordChosen(record);
}

void RecordSlider::playOrStop()
{
    if (isPlaying()) {
        m_timer->stop();
    } else if (!isEmpty() && m_steps->size() > 1) {
        // From the end one plays from the start again.
        m_played = m_record + 1 >= m_steps->size() ? 0 : double(m_record);
        m_timer->start();
    }
    m_play->setIcon(m_theme.icon(isPlaying() ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start")));
    m_play->setToolTip(isPlaying() ? tr("Pause playing") : tr("Play"));
    m_play->setAccessibleName(m_play->toolTip());
}

void RecordSlider::playOn()
{
    if (isEmpty())
        return;
    m_played += m_speed->currentData().toInt() * frameMilliseconds / 1000.0;
    const std::size_t last = m_steps->size() - 1;
    const auto record = std::min(std::size_t(m_played), last);
    if (record != m_record)
        choose(record);
    if (record == last)
        playOrStop();
}

void RecordSlider::display()
{
    setEnabled(!isEmpty());
    if (isEmpty())
        return;
    const QSignalBlocker sliderBlocker(m_slider);
    const QSignalBlocker stepBlocker(m_step);
    m_record = std::min(m_record, m_steps->size() - 1);
    const auto last = static_cast<int>(m_steps->size() - 1);
    m_slider->setRange(0, last);
    m_slider->setPageStep(std::max(last / 20, 1));
    m_slider->setValue(int(m_record));
    m_step->setRange(int(m_steps->front()), int(m_steps->back()));
    m_step->setValue(int((*m_steps)[m_record]));
    m_first->setEnabled(m_record > 0);
    m_last->setEnabled(m_record < std::size_t(last));
    m_play->setEnabled(last > 0);
}

} // namespace gui
