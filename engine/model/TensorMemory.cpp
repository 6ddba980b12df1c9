#include "engine/model/TensorMemory.h"

#include <atomic>
#include <cstdlib>
#include <cstring>

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <c10/core/CPUAllocator.h>

#include "engine/model/Torch.h"
#include "engine/model/Trials.h"

#if defined(__GLIBC__) && !defined(MOLEX_SANITIZED)
#define MOLEX_GLIBC_MALLOC
extern "C" {
void* __libc_malloc(std::size_t bytes); // NOLINT(bugprone-reserved-identifier): glibc's own name for its own
void __libc_free(void* block);          // NOLINT(bugprone-reserved-identifier)
}
#endif

namespace engine {

namespace {

/// Tensors lie in glibc's memory, which keepFreedMemory() fits to them, also in a program that takes all other memory
/// from elsewhere, as the window does. A sanitizer watches what it gives itself.
void* takeBlock(std::size_t bytes)
{
#ifdef MOLEX_GLIBC_MALLOC
    return __libc_malloc(bytes);
#else
    return std::malloc(bytes);
#endif
}

void giveBlockBack(void* block)
{
#ifdef MOLEX_GLIBC_MALLOC
    __libc_free(block);
#else
    std::free(block);
#endif
}

/// Stands in front of a tensor's data.
struct Header
{
    void* block = nullptr;
    std::size_t bytes = 0;
};

constexpr std::size_t alignment = 64;
static_assert(sizeof(Header) <= 16, "malloc() aligns to 16 bytes, which leaves as many in front of the data");

std::atomic<std::int64_t> allocatedBytes = 0;

void report(void* data, std::int64_t bytes)
{
    const std::int64_t total = allocatedBytes += bytes;
    if (c10::memoryProfilingEnabled())
        c10::reportMemoryUsageToProfiler(data, bytes, total, 0, c10::Device(c10::kCPU));
}

/// How far the heap has been asked to have pages of 2 MiB.
std::atomic<char*> advisedEnd = nullptr;

/// Asks for pages of 2 MiB: for all of the heap by which it has grown, or for a large block elsewhere, as of a thread
/// with an arena of its own. Without them memory that is new costs a fault for every 4 KiB.
void preferHugePages(char* block, std::size_t bytes)
{
    constexpr std::uintptr_t page = 4096;
    constexpr std::size_t large = 4 << 20;
    char* const heapEnd = static_cast<char*>(::sbrk(0));
    const bool isInHeap = block < heapEnd;
    char* const advised = isInHeap ? advisedEnd.exchange(heapEnd) : nullptr;
    if (advised == heapEnd || (!isInHeap && bytes < large))
        return;
    char* begin = block;
    if (advised != nullptr)
        begin = advised;
    begin -= reinterpret_cast<std::uintptr_t>(begin) % page;
    char* const end = isInHeap ? heapEnd : block + bytes;
    if (begin < end)
        ::madvise(begin, static_cast<std::size_t>(end - begin), MADV_HUGEPAGE); // a system without them refuses
}

void release(void* data)
{
    if (data == nullptr)
        return;
    const Header header = static_cast<Header*>(data)[-1];
    report(data, -static_cast<std::int64_t>(header.bytes));
    giveBlockBack(header.block);
}

c10::DataPtr aligned(std::size_t bytes)
{
    if (bytes == 0)
        return {nullptr, nullptr, &release, c10::Device(c10::kCPU)};
    void* block = takeBlock(bytes + alignment);
    TORCH_CHECK(block != nullptr, "there is not enough memory for a tensor of ", bytes, " bytes");
    if (Trials::current().pages)
        preferHugePages(static_cast<char*>(block), bytes + alignment);
    char* data = static_cast<char*>(block) + alignment - reinterpret_cast<std::uintptr_t>(block) % alignment;
    reinterpret_cast<Header*>(data)[-1] = {block, bytes};
    report(data, static_cast<std::int64_t>(bytes));
    return {data, data, &release, c10::Device(c10::kCPU)};
}

/// Without `override`: in LibTorch 1.13 allocate() is const and there is no copy_data(); later allocators must copy, and
/// still later ones allocate without const.
class AlignedBlocks final : public c10::Allocator {
public:
    // NOLINTNEXTLINE(clang-diagnostic-inconsistent-missing-override,modernize-use-override): of some versions only
    c10::DataPtr allocate(std::size_t bytes) const { return aligned(bytes); }
    c10::DataPtr allocate(std::size_t bytes) { return aligned(bytes); }
    void copy_data(void* to, const void* from, std::size_t bytes) const { std::memcpy(to, from, bytes); }
    c10::DeleterFnPtr raw_deleter() const override { return &release; }
};

/// Mappings of their own are for tensors beyond a gibibyte; the heap grows in large steps and does not shrink by itself.
void keepFreedMemory()
{
    constexpr int mappedFrom = 1 << 30, growth = 128 << 20, never = -1;
    ::mallopt(M_MMAP_THRESHOLD, mappedFrom);
    ::mallopt(M_TOP_PAD, growth);
    ::mallopt(M_TRIM_THRESHOLD, never);
}

} // namespace

void useTensorMemory()
{
    static AlignedBlocks blocks;
    [[maybe_unused]] static const bool isSet = [] {
        constexpr std::uint8_t aboveDefault = 1;
        c10::SetCPUAllocator(&blocks, aboveDefault);
        if (Trials::current().kept)
            keepFreedMemory();
        return true;
    }();
}

void returnTensorMemory()
{
    ::malloc_trim(0);
    advisedEnd = nullptr; // the heap may be shorter now, and what comes behind it is new
}

} // namespace engine
