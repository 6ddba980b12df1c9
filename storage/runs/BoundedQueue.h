#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

namespace storage {

/// A queue between threads that never drops: push() waits while it is full. Any number of producers, one consumer.
template <class T>
class BoundedQueue {
public:
    using Duration = std::chrono::steady_clock::duration;

    explicit BoundedQueue(std::size_t capacity)
        : m_capacity(capacity)
    {
    }

    /// Blocks while the queue is full. Returns how many were ever pushed, this one included. After close() the value is
    /// dropped.
    std::size_t push(T value)
    {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [this] { return m_items.size() < m_capacity || m_closed; });
        if (m_closed)
            return m_pushed;
        m_items.push_back(std::move(value));
        if (m_items.size() >= m_awaited) // or it would be woken for nothing, beside a run that trains
            m_filled.notify_one();
        return ++m_pushed;
    }

    std::size_t pushed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_pushed;
    }

    /// Moves up to `most` values to the end of `out`: waits up to `patience` for the first and up to `linger` more for
    /// a full batch, both cut short by hurry() and close().
    void take(std::vector<T>& out, std::size_t most, Duration patience, Duration linger)
    {
        std::unique_lock lock(m_mutex);
        const auto areThere = [this] { return m_items.size() >= m_awaited || m_hurried || m_closed; };
        m_awaited = 1;
        m_filled.wait_for(lock, patience, areThere);
        m_awaited = std::min(most, m_capacity);
        if (!m_items.empty())
            m_filled.wait_for(lock, linger, areThere);
        const auto count = static_cast<std::ptrdiff_t>(std::min(most, m_items.size()));
        std::move(m_items.begin(), m_items.begin() + count, std::back_inserter(out));
        m_items.erase(m_items.begin(), m_items.begin() + count);
        if (m_items.empty())
            m_hurried = false;
        lock.unlock();
        m_room.notify_all();
    }

    /// What is queued is taken without waiting for a full batch.
    void hurry()
    {
        const std::lock_guard lock(m_mutex);
        m_hurried = true;
        m_filled.notify_one();
    }

    /// No more is taken in; neither push() nor take() waits any more.
    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_filled.notify_one();
        m_room.notify_all();
    }

    bool isClosed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_closed;
    }

    bool isFull() const
    {
        const std::lock_guard lock(m_mutex);
        return m_items.size() >= m_capacity;
    }

    bool isDrained() const
    {
        const std::lock_guard lock(m_mutex);
        return m_closed && m_items.empty();
    }

    /// Waits up to `duration`, or until close().
    void waitClosed(Duration duration)
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait_for(lock, duration, [this] { return m_closed; });
    }

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_room;
    std::condition_variable m_filled; ///< also wakes the consumer for hurry() and close()
    std::deque<T> m_items;
    std::size_t m_pushed = 0;
    std::size_t m_awaited = 1; ///< by the consumer, if it waits
    bool m_hurried = false;
    bool m_closed = false;
};

} // namespace storage
