#include "gui/app/InTurns.h"

#include <limits>
#include <utility>

namespace gui {

InTurns::InTurns(int mostInOneTurn, std::function<int(int most)> work)
    : m_most(mostInOneTurn)
    , m_work(std::move(work))
{
    m_turn.setSingleShot(true);
    m_turn.callOnTimeout([this] {
        m_done = 0;
        goOn();
    });
}

void InTurns::goOn()
{
    const int done = m_work(m_most - m_done);
    m_done += done;
    if (done > 0)
        m_turn.start(0);
}

void InTurns::finish()
{
    m_work(std::numeric_limits<int>::max());
}

} // namespace gui
