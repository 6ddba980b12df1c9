#include "tests/monkey/Monkey.h"

#include <utility>

#include <QApplication>
#include <QMainWindow>
#include <QTimer>

#include "tests/monkey/Hands.h"

namespace monkey {

namespace {
constexpr int pauseMilliseconds = 40;
constexpr int mostPopups = 10; ///< one over the other
} // namespace

Monkey::Monkey(QMainWindow& window, std::uint64_t seed, Tell tell)
    : m_window(window)
    , m_choices(window, seed)
    , m_tell(std::move(tell))
{
}

void Monkey::start()
{
    m_clock.start();
    act();
}

void Monkey::repeat(const std::vector<Deed>& deeds)
{
    m_isRepeating = true;
    m_next.assign(deeds.begin(), deeds.end());
    start();
}

void Monkey::rest()
{
    m_isResting = true;
    for (int popup = 0; popup < mostPopups; ++popup)
        if (QWidget* open = QApplication::activePopupWidget())
            open->close();
}

void Monkey::act()
{
    if (m_isResting)
        return;
    // A menu holds the deed that opened it in a loop of its own: what closes it comes from there.
    QTimer::singleShot(pauseMilliseconds, this, [this] { act(); });
    const QWidget* popup = QApplication::activePopupWidget();
    if (m_depth == 0 || (popup != nullptr && popup != m_typedInto))
        doNext();
}

void Monkey::doNext()
{
    if (m_next.empty() && !m_isRepeating) {
        const std::vector<Deed> drawn = m_choices.draw();
        m_next.assign(drawn.begin(), drawn.end());
    }
    if (m_next.empty() || m_next.front().since > m_clock.elapsed())
        return;
    Deed deed = m_next.front();
    m_next.pop_front();
    deed.since = m_clock.elapsed();
    m_last = deed;
    ++m_count;
    m_tell(deed);
    ++m_depth;
    QWidget* typedInto = deed.kind == Deed::Kind::Words ? QApplication::activePopupWidget() : nullptr;
    const QPointer<QWidget> before = std::exchange(m_typedInto, typedInto);
    perform(deed, m_window);
    m_typedInto = before;
    --m_depth;
}

} // namespace monkey
