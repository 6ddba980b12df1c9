#include "gui/control/WindowMemory.h"

#include <fstream>
#include <memory>
#include <thread>
#include <vector>

#ifdef MOLEX_JEMALLOC
#include <jemalloc/jemalloc.h>
#endif
#include <unistd.h>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_WindowMemory : public QObject {
    Q_OBJECT

private:
    static constexpr std::size_t blocks = 200'000;
    static constexpr std::size_t blockBytes = 1000;
    static constexpr double all = double(blocks * blockBytes);

    using Blocks = std::vector<std::unique_ptr<char[]>>;

    /// As a worker makes what it was asked for.
    static Blocks madeByAThread()
    {
        Blocks made;
        std::thread([&made] {
            for (std::size_t block = 0; block < blocks; ++block)
                made.push_back(std::make_unique<char[]>(blockBytes)); // of zeros, which are written
        }).join();
        return made;
    }

    static double residentBytes()
    {
        std::ifstream file("/proc/self/statm");
        double pages = 0, resident = 0;
        file >> pages >> resident;
        return resident * double(sysconf(_SC_PAGESIZE));
    }

private Q_SLOTS:
    void initTestCase()
    {
#ifdef MOLEX_SANITIZED
        QSKIP("a sanitizer has other memory");
#endif
        useWindowMemory();
        QVERIFY(heldMemory() > 0);
    }

    void theLibraryHasReadWhatIsWantedOfIt()
    {
#ifdef MOLEX_JEMALLOC
        ssize_t keptMilliseconds = 0;
        std::size_t size = sizeof(keptMilliseconds);
        QCOMPARE(mallctl("opt.dirty_decay_ms", &keptMilliseconds, &size, nullptr, 0), 0);
        QCOMPARE(keptMilliseconds, ssize_t(1000));
        bool hasThread = false;
        size = sizeof(hasThread);
        QCOMPARE(mallctl("background_thread", &hasThread, &size, nullptr, 0), 0);
        QVERIFY(hasThread);
#endif
    }

    void whatIsHeldIsCounted()
    {
        const double before = double(heldMemory());
        Blocks held = madeByAThread();
        QVERIFY(double(heldMemory()) - before > all);
        held.clear();
        QVERIFY(double(heldMemory()) - before < all / 10);
    }

    /// One block in a hundred is kept, so that no stretch of memory is free from end to end.
    void whatAnotherThreadMadeGoesBackToTheSystemWhenItIsFreed()
    {
        Blocks held = madeByAThread();
        const double before = residentBytes();
        for (std::size_t block = 0; block < blocks; ++block)
            if (block % 100 != 0)
                held[block].reset();
        QTRY_VERIFY_WITH_TIMEOUT(before - residentBytes() > all / 2, 60'000);
    }
};

MOLEX_TEST(tst_WindowMemory)
#include "tst_WindowMemory.moc"
