#include "gui/control/EngineLibrary.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

#include <dlfcn.h>

#include "engine/run/Error.h"
#include "engine/run/ThreadRole.h"

namespace fs = std::filesystem;

namespace gui {

namespace {

constexpr std::chrono::seconds longestHold(2);

/// Whether the library may be loaded.
class EngineGate final {
public:
    enum class State { Open, Held, GivenUp };

    void set(State state)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (state != State::GivenUp || m_state == State::Held)
                m_state = state;
        }
        m_changed.notify_all();
    }

    void pass()
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait_for(lock, longestHold, [this] { return m_state != State::Held; }))
            m_state = State::Open; // a window that nobody sees, minimised perhaps
        if (m_state == State::GivenUp)
            throw engine::CalledOff();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    State m_state = State::Open; ///< guarded by m_mutex
};

EngineGate& engineGate()
{
    static EngineGate gate;
    return gate;
}

engine::Error withoutEngine(const std::string& why)
{
    return engine::Error("The engine cannot be loaded: " + why
                         + ". Without it nothing is estimated, trained or predicted; build or install the program and "
                           "LibTorch again.");
}

/// In the folder of the program, as it is built, or where installer/Install.cmake puts it.
fs::path engineLibrary()
{
    std::error_code error;
    const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    if (error)
        throw withoutEngine("/proc/self/exe cannot be read (" + error.message() + ")");
    const fs::path installed = folder.parent_path() / "lib" / "molex-workbench" / MOLEX_ENGINE_LIBRARY;
    return fs::exists(installed, error) ? installed : folder / MOLEX_ENGINE_LIBRARY;
}

} // namespace

const EngineFunctions& engineFunctions()
{
    engine::requireWorkerThread("the engine");
    engineGate().pass();
    static const EngineFunctions& functions = loadEngine(engineLibrary()); // tried again where it throws
    return functions;
}

const EngineFunctions& loadEngine(const fs::path& library)
{
    // As if it were linked: whoever asks for BLAS by name finds what LibTorch has brought.
    void* handle = dlopen(library.c_str(), RTLD_LAZY | RTLD_GLOBAL);
    if (handle == nullptr)
        throw withoutEngine(dlerror());
    const auto entry = reinterpret_cast<EngineEntry>(dlsym(handle, engineEntryName));
    if (entry == nullptr)
        throw withoutEngine(library.string() + " is another library");
    return *entry();
}

void holdEngine()
{
    engineGate().set(EngineGate::State::Held);
}

void releaseEngine()
{
    engineGate().set(EngineGate::State::Open);
}

void giveUpEngine()
{
    engineGate().set(EngineGate::State::GivenUp);
}

} // namespace gui
