#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include "gui/control/JobTracker.h"
#include "gui/control/Mailbox.h"

namespace gui {

/// One thread that does, in order, what must not happen on the window's thread, and brings results back to the thread
/// this object lives on. Work posted before the destructor is still done, then the thread is joined.
class Worker final : public QObject {
    Q_OBJECT

public:
    explicit Worker(QObject* parent = nullptr);
    ~Worker() override;

    /// `work()` on the worker, then `done(result)` here, unless `context` is gone or `job` is not current any more.
    /// What `work` throws becomes failed(). A result that is not wanted is destroyed on the worker.
    template <class Work, class Done>
    void run(QObject* context, const Job& job, Work work, Done done)
    {
        post([this, context = QPointer<QObject>(context), job, work = std::move(work),
              done = std::move(done)] {
            if (!job.isCurrent())
                return;
            if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
                work();
                m_results.post([context, job, done] {
                    if (context && job.isCurrent())
                        done();
                });
            } else {
                auto result = std::make_shared<std::invoke_result_t<Work>>(work());
                m_results.post([this, context, job, done, result = std::move(result)]() mutable {
                    if (context && job.isCurrent())
                        done(std::move(*result));
                    else // may be large, and its memory is where the worker was given it
                        post([discarded = std::move(result)] {});
                });
            }
        });
    }

Q_SIGNALS:
    /// A sentence fit for the user.
    void failed(const QString& reason);

private:
    void post(std::function<void()> task);
    void work();
    void tellFailure(const QString& reason);

    Mailbox m_results;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_tasks; ///< guarded by m_mutex
    bool m_ending = false;                     ///< guarded by m_mutex
    std::thread m_thread;
};

} // namespace gui
