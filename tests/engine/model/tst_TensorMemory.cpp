#include "engine/model/Torch.h"

#include <fstream>

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
