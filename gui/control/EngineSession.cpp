#include "engine/model/LoopThreads.h"
#include "gui/control/Session.h"

namespace gui {

namespace {

class EngineSession final : public Session {
public:
    EngineSession(engine::RunConfig config, engine::SessionFolders folders)
        : m_session(std::move(config), std::move(folders))
    {
    }

    engine::RunFinished run(engine::RunControl& control, engine::RunObserver& observer) noexcept override
    {
        const engine::LoopThreads ownThreads;
        return m_session.run(control, observer);
    }

private:
    engine::TrainingSession m_session;
};

} // namespace

SessionFactory engineSessions()
{
    return [](engine::RunConfig config, engine::SessionFolders folders) {
        return std::make_unique<EngineSession>(std::move(config), std::move(folders));
    };
}

} // namespace gui
