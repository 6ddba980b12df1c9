#include "storage/runs/RunRecorder.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/run/MemoryPatience.h"
#include "engine/run/ThreadRole.h"
#include "storage/runs/BoundedQueue.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRows.h"
#include "storage/runs/RunWriter.h"

namespace storage {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t queueCapacity = 2048; // events
constexpr std::size_t largestBatch = 512;   // events
constexpr auto batchTime = 100ms;
constexpr auto retryTime = 500ms;
constexpr auto pollTime = 200ms; // stop requests, where no event comes; otherwise after each batch
constexpr int lastAttempts = 3;  // once isLast()

/// Calls somebody who listens, whose own trouble must not cost the run its record.
template <class Call>
void passedOver(const Call& call)
{
    try {
        call();
    } catch (...) { // nobody is left to tell
    }
}

} // namespace

struct RunRecorder::Impl
{
    Impl(const std::filesystem::path& workspace, std::int64_t run, Callbacks given)
        : writer(workspace, run)
        , callbacks(std::move(given))
    {
        thread = std::thread([this] { loop(); });
    }

    ~Impl()
    {
        queue.close();
        thread.join();
    }

    void loop();
    void writeAll();
    bool attempt();
    bool isLast() const;
    void endWriting();
    void settle(bool written, std::size_t events);
    void pollStop();
    void pollMemory();
    bool isEnding() const;
    bool hasGivenUp();
    void report(const std::string& text);
    void endUnfinished();

    RunWriter writer; ///< the writer thread's after construction
    Callbacks callbacks;
    BoundedQueue<TimedEvent> queue{queueCapacity};
    std::atomic<bool> lacksMemory{false}; ///< handle() waits
    std::atomic<bool> hasGap{false};      ///< an event could not be taken in, and none is after it
    const std::string memoryTrouble = "The run cannot be stored and waits: there is not enough memory for its record.";

    std::mutex mutex;
    std::condition_variable settled;
    std::size_t writtenEvents = 0;  ///< by mutex
    std::size_t failedAttempts = 0; ///< by mutex
    bool isOver = false;            ///< by mutex: nothing is written any more

    // The writer thread's own.
    std::vector<TimedEvent> batch;
    std::string trouble;
    bool isFinished = false;
    bool stopReported = false;
    Clock::time_point nextPoll;

    std::thread thread;
};

void RunRecorder::Impl::loop()
{
    try {
        writeAll();
    } catch (const std::exception& error) { // none is expected; it must not end the program
        passedOver([&] { report(std::string("The run is not stored any more: ") + error.what()); });
    }
    endWriting();
    if (!isFinished)
        endUnfinished();
}

void RunRecorder::Impl::writeAll()
{
    int attemptsLeft = lastAttempts;
    while (attemptsLeft > 0 && !(queue.isDrained() && batch.empty())) {
        if (batch.empty())
            queue.take(batch, largestBatch, pollTime, batchTime);
        if (!batch.empty() && !attempt()) {
            attemptsLeft -= isLast() ? 1 : 0;
            queue.waitClosed(retryTime);
        }
        pollStop();
        pollMemory();
    }
}

/// Nobody waits for a success any more: the recorder is closed, or a run that is to end cannot go on for want of room.
bool RunRecorder::Impl::isLast() const
{
    return queue.isClosed() || (queue.isFull() && isEnding());
}

bool RunRecorder::Impl::isEnding() const
{
    bool ending = false;
    passedOver([&] { ending = callbacks.isEnding && callbacks.isEnding(); });
    return ending;
}

bool RunRecorder::Impl::hasGivenUp()
{
    const std::lock_guard lock(mutex);
    return isOver;
}

void RunRecorder::Impl::endWriting()
{
    queue.close();
    {
        const std::lock_guard lock(mutex);
        isOver = true;
    }
    settled.notify_all();
}

/// One try to store the batch; afterwards it is empty, or kept for the next try.
bool RunRecorder::Impl::attempt()
{
    try {
        writer.write(batch);
    } catch (const std::exception& error) {
        settle(false, 0);
        // It tries again, also where there is no memory to say so.
        passedOver([&] { report(std::string("The run cannot be stored and waits: ") + error.what()); });
        return false;
    }
    isFinished = isFinished || std::any_of(batch.begin(), batch.end(), [](const TimedEvent& timed) {
        return std::holds_alternative<engine::RunFinished>(timed.event);
    });
    settle(true, batch.size());
    batch.clear();
    report({});
    return true;
}

void RunRecorder::Impl::settle(bool written, std::size_t events)
{
    {
        const std::lock_guard lock(mutex);
        writtenEvents += events;
        failedAttempts += written ? 0 : 1;
    }
    settled.notify_all();
}

void RunRecorder::Impl::report(const std::string& text)
{
    if (text == trouble)
        return;
    trouble = text;
    if (callbacks.trouble)
        passedOver([&] { callbacks.trouble(text); });
}

void RunRecorder::Impl::pollStop()
{
    if (stopReported || isFinished || !callbacks.stopRequested || Clock::now() < nextPoll)
        return;
    nextPoll = Clock::now() + pollTime;
    try {
        stopReported = writer.isStopRequested();
    } catch (const std::exception&) {
        return; // asked again soon; what is wrong with the file is reported when writing
    }
    if (stopReported)
        passedOver([this] { callbacks.stopRequested(); });
}

void RunRecorder::Impl::pollMemory()
{
    passedOver([this] {
        if (lacksMemory)
            report(memoryTrouble);
        else if (trouble == memoryTrouble)
            report({});
    });
}

void RunRecorder::Impl::endUnfinished()
{
    try {
        writer.markInterrupted();
    } catch (const std::exception& error) {
        report(std::string("The end of the run cannot be stored: ") + error.what());
    }
}

RunRecorder::RunRecorder(const std::filesystem::path& workspace, std::int64_t run, Callbacks callbacks)
    : m_impl(std::make_unique<Impl>(workspace, run, std::move(callbacks)))
{
}

RunRecorder::~RunRecorder() = default;

void RunRecorder::handle(const engine::RunEvent& event) noexcept
{
    const auto push = [&] { m_impl->queue.push(TimedEvent{event, secondsSince1970()}); };
    const auto isWorthIt = [&] {
        m_impl->lacksMemory = true;
        return !m_impl->isEnding() && !m_impl->queue.isClosed();
    };
    if (!engine::doOnceThereIsMemory(push, isWorthIt)) {
        m_impl->hasGap = true;
        m_impl->queue.close();
    }
    m_impl->lacksMemory = false;
    if (std::holds_alternative<engine::RunFinished>(event))
        m_impl->queue.hurry();
}

bool RunRecorder::flush()
{
    engine::requireWorkerThread("RunRecorder::flush");
    const std::size_t wanted = m_impl->queue.pushed();
    std::unique_lock lock(m_impl->mutex);
    const std::size_t failuresBefore = m_impl->failedAttempts;
    m_impl->queue.hurry();
    m_impl->settled.wait(lock, [&] {
        return m_impl->writtenEvents >= wanted || m_impl->failedAttempts > failuresBefore || m_impl->isOver;
    });
    return m_impl->writtenEvents >= wanted && !m_impl->hasGap;
}

bool RunRecorder::waitUntilStored()
{
    while (!flush())
        if (m_impl->isEnding() || m_impl->hasGivenUp())
            return false;
    return true;
}

} // namespace storage
