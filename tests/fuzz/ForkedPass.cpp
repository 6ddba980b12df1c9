#include "tests/fuzz/ForkedPass.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "tests/fuzz/Mutator.h"
#include "tests/fuzz/Scratch.h"

namespace fuzz {

namespace {

constexpr unsigned longestSeconds = 60; // of one input
constexpr rlim_t mostFurtherBytes = rlim_t(2) << 30;
constexpr int refusedGoodFile = 3; // exit status

/// What a process that was killed leaves behind.
struct Traces
{
    long executions = 0;
    long accepted = 0;
    std::size_t inCorpus = 0;
    std::size_t size = 0;
    char input[Mutator::largestInput];

    void hold(const std::string& bytes)
    {
        size = std::min(bytes.size(), sizeof input);
        std::memcpy(input, bytes.data(), size);
    }
};

class SharedTraces {
public:
    SharedTraces()
        : m_place(::mmap(nullptr, sizeof(Traces), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
    {
        require(m_place != MAP_FAILED);
    }
    ~SharedTraces() { ::munmap(m_place, sizeof(Traces)); }
    SharedTraces(const SharedTraces&) = delete;
    SharedTraces& operator=(const SharedTraces&) = delete;

    Traces& traces() const { return *static_cast<Traces*>(m_place); } // zeros

private:
    void* m_place;
};

constexpr bool isSanitized()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
    return true;
#else
    return false;
#endif
#else
    return false;
#endif
}

/// A file must not make its reader ask for more; sanitizers take address space for their own purposes and have limits
/// of their own.
void limitMemory()
{
    if (isSanitized())
        return;
    rlim_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    rlimit limit = {};
    ::getrlimit(RLIMIT_AS, &limit);
    limit.rlim_cur = std::min(limit.rlim_max, pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + mostFurtherBytes);
    ::setrlimit(RLIMIT_AS, &limit);
}

bool accepts(const Target& target, const std::string& input, Traces& traces)
{
    traces.hold(input);
    ::alarm(longestSeconds);
    const std::vector<char> bytes(input.begin(), input.end()); // a block of its own, for sanitizers
    const bool isAccepted = target.accepts(bytes);
    ::alarm(0);
    return isAccepted;
}

bool isCountedAsAccepted(const Target& target, const std::string& input, Traces& traces)
{
    const bool isAccepted = accepts(target, input, traces);
    ++traces.executions;
    traces.accepted += isAccepted ? 1 : 0;
    return isAccepted;
}

bool isOver(const PassPlan& plan, long executions)
{
    return plan.executions > 0 ? executions >= plan.executions
                               : !plan.end || std::chrono::steady_clock::now() >= *plan.end;
}

[[noreturn]] void feedForked(const Target& target, const PassPlan& plan, Traces& traces)
{
    std::vector<std::string> seeds = target.goodFiles();
    for (const std::string& file : plan.files)
        seeds.push_back(contentOf(file));
    for (const std::string& seed : seeds)
        if (!accepts(target, seed, traces))
            std::exit(refusedGoodFile);
    limitMemory();
    for (const std::string& file : plan.corpus) {
        ++traces.inCorpus;
        seeds.push_back(contentOf(file));
        isCountedAsAccepted(target, seeds.back(), traces);
    }
    traces.inCorpus = 0;
    Mutator mutator(target, std::move(seeds), plan.seed);
    while (!isOver(plan, traces.executions)) {
        std::string input = mutator.next();
        if (isCountedAsAccepted(target, input, traces))
            mutator.keep(std::move(input));
    }
    std::exit(0);
}

/// Empty for a process that ended as it should.
std::string findingIn(int status)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        return "took longer than " + std::to_string(longestSeconds) + " seconds";
    if (WIFSIGNALED(status))
        return std::string("was ended by ") + ::strsignal(WTERMSIG(status));
    if (WEXITSTATUS(status) == refusedGoodFile)
        return "refused a good file";
    return WEXITSTATUS(status) == 0 ? "" : "ended with status " + std::to_string(WEXITSTATUS(status));
}

} // namespace

Pass runPass(const Target& target, const PassPlan& plan)
{
    const SharedTraces shared;
    std::fflush(nullptr); // or the other process writes it once more
    const pid_t process = ::fork();
    require(process >= 0);
    if (process == 0)
        feedForked(target, plan, shared.traces());
    int status = 0;
    require(::waitpid(process, &status, 0) == process);
    const Traces& traces = shared.traces();
    Pass pass{traces.executions, traces.accepted, findingIn(status)};
    if (!pass.finding.empty()) {
        pass.input.assign(traces.input, traces.size);
        pass.inCorpus = traces.inCorpus;
    }
    return pass;
}

} // namespace fuzz
