#pragma once

#include <filesystem>
#include <memory>

#include "gui/control/Attempt.h"
#include "gui/control/Worker.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// The window's way to the store: requests run on a thread of its own, which owns the repository, and results come back
/// to the window's thread.
class StoreAccess final : public QObject {
    Q_OBJECT

public:
    using Access = storage::RunRepository::Access;

    /// The workspace is opened by the first request.
    explicit StoreAccess(std::filesystem::path workspace, Access access = Access::ReadWrite, QObject* parent = nullptr);
    ~StoreAccess() override;

    const std::filesystem::path& workspace() const { return m_workspace; }
    bool canWrite() const { return m_access == Access::ReadWrite; }

    /// `request(RunRepository&)` on the store's thread, then `done(result)` here; see Worker::run.
    template <class Request, class Done>
    void ask(QObject* context, Job job, Request request, Done done)
    {
        m_worker->run(context, std::move(job), [this, request = std::move(request)] { return request(repository()); },
                      std::move(done));
    }

    /// As ask(), but `done(Attempt<result>)` gets what went wrong, instead of failed().
    template <class Request, class Done>
    void tryAsk(QObject* context, Job job, Request request, Done done)
    {
        m_worker->run(
            context, std::move(job),
            [this, request = std::move(request)] { return attempt([&] { return request(repository()); }); },
            std::move(done));
    }

    /// `work()` on the store's thread while no connection of it is open, then `done(Attempt<result>)` here.
    template <class Work, class Done>
    void whileClosed(QObject* context, Work work, Done done)
    {
        m_worker->run(
            context, {},
            [this, work = std::move(work)] {
                m_repository.reset();
                return attempt(work);
            },
            std::move(done));
    }

Q_SIGNALS:
    void failed(const QString& reason);

private:
    /// On the store's thread.
    storage::RunRepository& repository();

    const std::filesystem::path m_workspace;
    const Access m_access;
    std::unique_ptr<storage::RunRepository> m_repository; ///< made, used and destroyed on the worker's thread
    std::unique_ptr<Worker> m_worker;
};

} // namespace gui
