#include "gui/control/StoreAccess.h"

namespace gui {

StoreAccess::StoreAccess(std::filesystem::path workspace, Access access, QObject* parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
    , m_access(access)
    , m_worker(std::make_unique<Worker>())
{
    connect(m_worker.get(), &Worker::failed, this, &StoreAccess::failed);
}

StoreAccess::~StoreAccess()
{
    m_worker->run(nullptr, {}, [this] { m_repository.reset(); }, [] {});
    m_worker.reset();
}

storage::RunRepository& StoreAccess::repository()
{
    if (m_repository == nullptr)
        m_repository = std::make_unique<storage::RunRepository>(m_workspace, m_access);
    return *m_repository;
}

} // namespace gui

#include "moc_StoreAccess.cpp"
