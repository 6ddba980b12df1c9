#include "engine/model/Torch.h"

#include <cstdio>
#include <fstream>
#include <string>

#include <malloc.h>
#include <unistd.h>

#include "engine/model/TensorMemory.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Where the memory of tensors lies, and what becomes of it.
class tst_TensorMemory : public QObject {
    Q_OBJECT

    static constexpr std::int64_t size = 64 << 20;

    static torch::Tensor largeTensor() { return torch::ones({size}, torch::kUInt8); }

    static std::int64_t residentBytes()
    {
        std::int64_t all = 0, resident = 0;
        std::ifstream("/proc/self/statm") >> all >> resident;
        return resident * ::sysconf(_SC_PAGESIZE);
    }

    /// What the system says about the mapping with that address, as " rd wr … hg"; empty where it says nothing.
    static std::string flagsAt(std::uintptr_t address)
    {
        std::ifstream mappings("/proc/self/smaps");
        bool isInside = false;
        for (std::string line; std::getline(mappings, line);) {
            unsigned long begin = 0, end = 0;
            if (std::sscanf(line.c_str(), "%lx-%lx ", &begin, &end) == 2)
                isInside = begin <= address && address < end;
            else if (isInside && line.starts_with("VmFlags:"))
                return line.substr(std::string("VmFlags:").size());
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() { useTensorMemory(); }

    void whatATensorFreesStaysWithTheProgram()
    {
        const std::size_t mappings = ::mallinfo2().hblks;
        torch::Tensor tensor = largeTensor();
        QCOMPARE(::mallinfo2().hblks, mappings);
        void* const end = ::sbrk(0);
        tensor.reset();
        QVERIFY(::sbrk(0) == end);
    }

    void aLargeTensorAsksForHugePages()
    {
        const torch::Tensor tensor = largeTensor();
        const std::string flags = flagsAt(reinterpret_cast<std::uintptr_t>(tensor.data_ptr()) + std::size_t(size) / 2);
        if (flags.empty() || !std::ifstream("/sys/kernel/mm/transparent_hugepage/enabled"))
            QSKIP("this system has no huge pages");
        QVERIFY2(flags.find(" hg") != std::string::npos, flags.c_str());
    }

    void itGoesBackWhenAsked()
    {
        largeTensor();
        if (::mallinfo2().arena < std::size_t(size))
            QSKIP("the sanitizers have a malloc() of their own");
        const std::int64_t before = residentBytes();
        returnTensorMemory();
        QVERIFY(residentBytes() < before - size / 2);
    }
};

MOLEX_TEST(tst_TensorMemory)
#include "tst_TensorMemory.moc"
