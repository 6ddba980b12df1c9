#include "gui/pages/RivalRow.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStylePainter>

#include <algorithm>

#include "gui/app/ElidedLabel.h"
#include "gui/app/Format.h"
#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"
#include "gui/models/RoutingPicture.h"

namespace gui {

namespace {

constexpr int nameLength = 18; // characters

/// Runs of one experiment differ at the end, which is seen also of a name that there is no room for.
class RivalBox final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        const int room =
            style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width();
        option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideMiddle, room - 2); // 1 on each side
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }
};

} // namespace

RivalRow::RivalRow(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_runs(new RivalBox(this))
    , m_warning(new IconLabel(theme.icon(QStringLiteral("data-warning"), Ink::Warning), this))
    , m_note(new ElidedLabel(this))
{
    auto* label = new QLabel(tr("M&inus run"), this);
    label->setBuddy(m_runs);
    theme.paintIn(label, Ink::Secondary);
    m_runs->setObjectName(QStringLiteral("rivalComboBox"));
    m_runs->setAccessibleName(tr("Run that this one's routing is shown against"));
    m_runs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_runs->setMinimumContentsLength(nameLength);
    m_note->setObjectName(QStringLiteral("rivalLabel"));
    m_note->setFont(Theme::figures(Theme::small(font())));
    m_warning->setObjectName(QStringLiteral("rivalWarning"));
    m_warning->hide();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::control);
    layout->addWidget(label);
    layout->addWidget(m_runs);
    layout->addWidget(m_warning);
    layout->addWidget(m_note, 1);
    connect(m_runs, &QComboBox::activated, this, &RivalRow::choose);
    connect(&theme, &Theme::changed, this, &RivalRow::paintNote);
    paintNote();
    updateTip();
}

void RivalRow::setModel(const RunModel* model)
{
    m_model = model;
    m_hasAsked = false;
    m_names.clear();
    m_runs->clear();
    m_rival.reset();
    updateTip();
    say({});
}

void RivalRow::ask()
{
    if (!m_model || m_model->routing().isEmpty())
        return;
    m_hasAsked = true;
    const RoutingGrid& grid = m_model->routing();
    if (m_names.empty())
        say(tr("Looking for runs of the same shape…"));
    Q_EMIT rivalsWanted(m_model->record().id, {grid.layers(), grid.positions(), grid.countsExperts()});
}

const RoutingRival* RivalRow::rival() const
{
    return m_model && m_rival && haveSameShape(m_model->routing(), m_rival->grid) ? m_rival.get() : nullptr;
}

void RivalRow::setRivals(std::int64_t run, std::vector<RivalName> rivals)
{
    if (!m_model || m_model->record().id != run)
        return;
    const QSignalBlocker quiet(m_runs);
    m_names = std::move(rivals);
    m_runs->clear();
    int kept = -1;
    for (std::size_t index = 0; index < m_names.size(); ++index) {
        m_runs->addItem(m_names[index].name);
        if (m_rival && m_rival->run.run == m_names[index].run)
            kept = int(index);
    }
    m_runs->setEnabled(!m_names.empty());
    if (kept >= 0)
        m_runs->setCurrentIndex(kept);
    updateTip();
    if (m_names.empty()) {
        m_rival.reset();
        say(tr("No other run of this workspace has a routing of the same positions and layers"));
        Q_EMIT changed();
    } else if (kept < 0) {
        choose(0);
    }
}

void RivalRow::choose(int index)
{
    m_runs->setCurrentIndex(index);
    updateTip();
    m_rival.reset();
    say(tr("Reading its records…"));
    Q_EMIT changed();
    Q_EMIT rivalWanted(m_model->record().id, m_names[std::size_t(index)].run);
}

void RivalRow::setRival(std::int64_t run, std::shared_ptr<const RoutingRival> rival)
{
    const int index = m_runs->currentIndex();
    if (!m_model || m_model->record().id != run || index < 0 || m_names[std::size_t(index)].run != rival->run.run)
        return;
    m_rival = std::move(rival);
    say(this->rival() ? QString() : tr("Its records have another shape by now"));
    Q_EMIT changed();
}

void RivalRow::setProblem(std::int64_t run, const QString& problem)
{
    if (m_model && m_model->record().id == run)
        say(tr("It cannot be read: %1").arg(problem));
}

void RivalRow::showSteps(std::int64_t own, std::int64_t others)
{
    if (own == others)
        say(tr("at step %1").arg(format::whole(own)));
    else
        say(tr("at step %1, its nearest to step %2").arg(format::whole(others), format::whole(own)), true);
}

void RivalRow::say(const QString& note, bool isWarning)
{
    m_note->setText(note);
    m_note->setToolTip(note);
    m_warning->setVisible(isWarning);
    paintNote();
}

void RivalRow::paintNote()
{
    m_theme.paintNow(m_note, m_warning->isHidden() ? Ink::Secondary : Ink::Warning);
}

void RivalRow::updateTip()
{
    const QString help = tr("Other runs of this workspace with the same positions and layers, the newest first; "
                            "“fixed-random” and “self” are controls");
    const QString name = m_runs->currentText();
    m_runs->setToolTip(name.isEmpty() ? help : name + QLatin1Char('\n') + help);
}

} // namespace gui
