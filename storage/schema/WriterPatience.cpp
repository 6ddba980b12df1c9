#include "storage/schema/WriterPatience.h"

#include <sqlite3.h>

#include <SQLiteCpp/Database.h>

#include <thread>
#include <utility>

namespace storage {

namespace {

constexpr std::chrono::milliseconds writerPause(20);

} // namespace

WriterPatience::WriterPatience(SQLite::Database& database, std::chrono::milliseconds longest, engine::Wanted isWanted)
    : m_handle(database.getHandle())
    , m_longest(longest)
    , m_isWanted(std::move(isWanted))
{
    sqlite3_busy_handler(m_handle, waitOnce, this);
}

WriterPatience::~WriterPatience()
{
    sqlite3_busy_handler(m_handle, nullptr, nullptr);
}

int WriterPatience::waitOnce(void* self, int attempts) noexcept
{
    if (static_cast<WriterPatience*>(self)->isEnough(attempts == 0))
        return 0;
    std::this_thread::sleep_for(writerPause);
    return 1;
}

bool WriterPatience::isEnough(bool isFirst)
{
    if (isFirst)
        m_begin = Clock::now();
    return Clock::now() - m_begin >= m_longest || (m_isWanted && !m_isWanted());
}

} // namespace storage
