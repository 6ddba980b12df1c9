#include "gui/app/StatusLine.h"

#include <algorithm>

#include <QEvent>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolButton>

#include "gui/app/Theme.h"
#include "gui/pages/ComparePage.h"
#include "gui/pages/LaunchPage.h"

namespace gui {

namespace {
constexpr int noteMilliseconds = 10000;
}

StatusLine::StatusLine(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    const LaunchPage* launch = &parties.launch;
    connect(launch, &LaunchPage::helped, this, [this](const QString& help) { say(Field, help); });
    connect(launch, &LaunchPage::told, this, &StatusLine::tell);
    connect(launch, &LaunchPage::canStartChanged, this, &StatusLine::sayForm);
    connect(&parties.compare, &ComparePage::summaryChanged, this, &StatusLine::sayComparison);
    connect(&parties.tabs, &QTabWidget::currentChanged, this, &StatusLine::leavePage);
    connect(&parties.bar, &QStatusBar::messageChanged, this, [this](const QString& text) {
        if (text.isEmpty()) // the time of what was told is over
            show();
    });
    parties.launch.installEventFilter(this);
    parties.bar.installEventFilter(this);
}

void StatusLine::tell(const QString& text)
{
    m_isTelling = true;
    m_parties.bar.showMessage(text, noteMilliseconds);
}

void StatusLine::say(About about, const QString& text)
{
    const auto found =
        std::find_if(m_said.begin(), m_said.end(), [about](const auto& said) { return said.first == about; });
    const bool isSaid = found != m_said.end();
    if (isSaid ? found->second == text : text.isEmpty())
        return;
    if (isSaid)
        m_said.erase(found);
    const bool isNews = !text.isEmpty() && m_last[about] != text;
    if (!text.isEmpty()) {
        const bool isBelow = about == Field && saysWhatIsWrong();
        m_said.emplace(isBelow ? m_said.end() - 1 : m_said.end(), about, text);
        m_last[about] = text;
    }
    if (isNews || !m_isTelling)
        show();
}

/// Of the form, which a field's help must not hide. Where only memory is lacking now it may: the run can wait.
bool StatusLine::saysWhatIsWrong() const
{
    return !m_said.empty() && m_said.back().first == Form && !m_parties.launch.canQueue();
}

void StatusLine::sayForm()
{
    say(Form, m_parties.launch.isVisible() ? m_parties.launch.problem() : QString());
}

/// A result may come when another page is in sight.
void StatusLine::sayComparison(const QString& summary)
{
    say(Comparison, m_parties.tabs.currentWidget() == &m_parties.compare ? summary : QString());
}

void StatusLine::leavePage()
{
    if (m_parties.tabs.currentWidget() != &m_parties.compare)
        say(Comparison, {});
    show();
}

void StatusLine::show()
{
    m_isTelling = false;
    if (m_said.empty()) {
        m_parties.bar.clearMessage();
        return;
    }
    const QString& text = m_said.back().second;
    int room = m_parties.bar.width();
    for (const QWidget* button : m_parties.bar.findChildren<QToolButton*>())
        room = std::min(room, button->x());
    room -= spacing::page;
    const bool isLaidOut = room > 0;
    m_parties.bar.showMessage(isLaidOut ? m_parties.bar.fontMetrics().elidedText(text, Qt::ElideRight, room) : text);
}

bool StatusLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_parties.launch && event->type() == QEvent::Show) {
        m_last[Form] = m_parties.launch.problem(); // it was so before
        say(Form, m_last[Form]);
    } else if (watched == &m_parties.launch && event->type() == QEvent::Hide) {
        say(Form, {});
    } else if (watched == &m_parties.bar && event->type() == QEvent::Resize && !m_isTelling) {
        show();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace gui

#include "moc_StatusLine.cpp"
