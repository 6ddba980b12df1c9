// A process that records a run, for the tests that need a second one: WORKSPACE RUN STEPS end|go-on.
// It says "stored" when STEPS steps are on disk; then it ends the run, or goes on until it is asked to stop or killed.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "storage/runs/RunRecorder.h"
#include "tests/storage/RoutingSource.h"
#include "tests/storage/SampleEvents.h"

namespace {

int record(const std::string& workspace, std::int64_t run, std::int64_t steps, bool goesOn)
{
    std::atomic<bool> stop{false};
    storage::RunRecorder recorder(workspace, run, {{}, [&stop] { stop = true; }, {}});
    support::RoutingSource routing(12, 12, 320);
    recorder.handle(support::sampleStart());
    std::int64_t step = 0;
    const auto advance = [&] {
        ++step;
        recorder.handle(support::sampleStep(step));
        if (step % 10 == 0)
            recorder.handle(routing.next(step));
    };
    while (step < steps)
        advance();
    if (!recorder.flush())
        return 1;
    std::printf("stored\n");
    std::fflush(stdout);
    while (goesOn && !stop)
        advance();
    recorder.handle(support::sampleEnd(goesOn ? engine::RunStatus::Stopped : engine::RunStatus::Finished));
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 5)
        return 2;
    try {
        return record(argv[1], std::atoll(argv[2]), std::atoll(argv[3]), std::string(argv[4]) == "go-on");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
