#include "tests/benchmarks/StallStacks.h"

#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <utility>

namespace bench {

namespace {

constexpr std::chrono::milliseconds lookEvery(5);
constexpr int ownFrames = 2; // the handler's, and what called it

using Frames = std::array<void*, 96>;

Frames frames;
std::atomic<int> frameCount = 0;

void takeFrames(int)
{
    frameCount = backtrace(frames.data(), int(frames.size()));
}

std::string nameOf(void* address)
{
    Dl_info place{};
    if (dladdr(address, &place) == 0 || place.dli_fname == nullptr)
        return {};
    if (place.dli_sname != nullptr) {
        int status = 0;
        const std::unique_ptr<char, decltype(&std::free)> name(
            abi::__cxa_demangle(place.dli_sname, nullptr, nullptr, &status), &std::free);
        const std::string whole = name ? name.get() : place.dli_sname;
        return whole.substr(0, whole.find('('));
    }
    std::array<char, 32> offset{};
    std::snprintf(offset.data(), offset.size(), "+0x%zx",
                  std::size_t(static_cast<char*>(address) - static_cast<char*>(place.dli_fbase)));
    return std::filesystem::path(place.dli_fname).filename().string() + offset.data();
}

std::string namesOf(const Frames& stack, int first, int count)
{
    std::string text;
    for (int frame = first; frame < count; ++frame)
        if (const std::string name = nameOf(stack[std::size_t(frame)]); !name.empty())
            text += (text.empty() ? "" : " < ") + name;
    return text;
}

} // namespace

std::string stackHere()
{
    Frames stack;
    return namesOf(stack, 1, backtrace(stack.data(), int(stack.size())));
}

StallStacks::StallStacks(std::chrono::milliseconds patience)
    : m_patience(patience)
    , m_watched(pthread_self())
    , m_last(Clock::now())
{
    backtrace(frames.data(), 1); // loads what it needs
    struct sigaction action{};
    action.sa_handler = takeFrames;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR2, &action, nullptr);
    m_thread = std::thread([this] { watch(); });
}

StallStacks::~StallStacks()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_ended.notify_one();
    m_thread.join();
}

std::string StallStacks::beat()
{
    bool wasTaken = false;
    {
        const std::lock_guard lock(m_mutex);
        m_last = Clock::now();
        wasTaken = std::exchange(m_isTaken, false);
    }
    return namesOf(frames, ownFrames, wasTaken ? frameCount.exchange(0) : 0);
}

void StallStacks::watch()
{
    std::unique_lock lock(m_mutex);
    while (!m_ended.wait_for(lock, lookEvery, [this] { return m_isEnding; }))
        if (!m_isTaken && Clock::now() - m_last > m_patience) {
            m_isTaken = true;
            pthread_kill(m_watched, SIGUSR2);
        }
}

} // namespace bench
