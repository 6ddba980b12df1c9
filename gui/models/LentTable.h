#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "storage/runs/RunTable.h"

namespace gui {

/// A table of runs that one thread changes while others read it: it is copied only where it changes while it is lent.
/// All members are for the thread that has it.
class LentTable {
public:
    LentTable()
        : LentTable(storage::RunTable())
    {
    }
    explicit LentTable(storage::RunTable table)
        : m_kept(std::make_shared<Kept>(std::move(table)))
    {
    }
    LentTable(LentTable&&) noexcept = default;
    LentTable& operator=(LentTable&&) noexcept = default;
    LentTable(const LentTable&) = delete;
    LentTable& operator=(const LentTable&) = delete;
    ~LentTable() = default;

    const storage::RunTable& operator*() const { return m_kept->table; }
    const storage::RunTable* operator->() const { return &m_kept->table; }

    /// As it is now, to be read and let go on any thread.
    std::shared_ptr<const storage::RunTable> lend() const
    {
        m_kept->readers.fetch_add(1, std::memory_order_relaxed);
        const auto letGo = [kept = m_kept](const storage::RunTable*) mutable {
            const std::shared_ptr<Kept> last = std::move(kept); // or weak pointers would hold the table as well
            last->readers.fetch_sub(1, std::memory_order_release); // all reading is before what is changed then
        };
        return {&m_kept->table, letGo};
    }

    /// For a change: references to the table from before may not be used any more.
    storage::RunTable& change()
    {
        if (m_kept->readers.load(std::memory_order_acquire) > 0)
            m_kept = std::make_shared<Kept>(m_kept->table);
        return m_kept->table;
    }

private:
    struct Kept
    {
        explicit Kept(storage::RunTable given)
            : table(std::move(given))
        {
        }

        storage::RunTable table;
        std::atomic<int> readers{0};
    };

    std::shared_ptr<Kept> m_kept; ///< null once it has been moved from
};

} // namespace gui
