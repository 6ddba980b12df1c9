#include "engine/model/OneThreadEach.h"

#include <algorithm>
#include <atomic>

#include <ATen/ThreadLocalState.h>

#include "engine/model/Autocast.h"
#include "engine/model/Parallel.h"

namespace engine {

namespace {

/// Within its life loops of LibTorch, OpenBLAS and oneDNN stay on the calling thread, and count on one alone: oneDNN
/// lays its work out for the number of threads that it is told.
class OnOneThread final {
public:
    OnOneThread()
        : m_threads(threadsHere())
    {
        set(1);
    }
    ~OnOneThread() { set(m_threads); }
    OnOneThread(const OnOneThread&) = delete;
    OnOneThread& operator=(const OnOneThread&) = delete;

private:
    /// A thread that has not asked before takes LibTorch's number now, and not in the middle of the work.
    static int threadsHere()
    {
        at::internal::lazy_init_num_threads();
        return at::get_num_threads();
    }
    /// OpenMP's number is the calling thread's; LibTorch's would be everybody's.
    static void set([[maybe_unused]] int threads)
    {
#ifdef _OPENMP
        omp_set_num_threads(threads);
#endif
    }

    int m_threads;
};

} // namespace

// The threads are those of LibTorch's loops. Others would meet these on the same cores, where they wait for the next
// loop without sleeping.
void oneThreadEach(std::size_t count, const std::function<void(std::size_t)>& work)
{
    if (count == 1) {
        work(0);
        return;
    }
    const auto pieces = static_cast<std::int64_t>(count);
    const std::int64_t threads = std::min<std::int64_t>(at::get_num_threads(), pieces);
    const at::ThreadLocalState here;
    std::atomic<std::int64_t> next = threads;
    at::parallel_for(0, threads, 1, [&](std::int64_t begin, std::int64_t end) {
        const at::ThreadLocalStateGuard asHere(here);
        const OnOneThread alone;
        const WithoutSharedCasts apart;
        for (std::int64_t piece = begin; piece < end; ++piece)
            work(static_cast<std::size_t>(piece));
        for (std::int64_t piece = next++; piece < pieces; piece = next++)
            work(static_cast<std::size_t>(piece));
    });
}

} // namespace engine
