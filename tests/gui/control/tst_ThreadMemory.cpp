#include "gui/control/ThreadMemory.h"

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_ThreadMemory : public QObject {
    Q_OBJECT

private:
    static int areas()
    {
        char* text = nullptr;
        std::size_t size = 0;
        std::FILE* stream = open_memstream(&text, &size);
        malloc_info(0, stream);
        std::fclose(stream);
        const std::unique_ptr<char, decltype(&std::free)> owner(text, &std::free);
        const std::string xml(text, size);
        int count = 0;
        for (std::size_t at = xml.find("<heap nr="); at != std::string::npos; at = xml.find("<heap nr=", at + 1))
            ++count;
        return count;
    }

private Q_SLOTS:
    /// As a window has on a machine of two cores, and many more.
    void eachThreadHasAnAreaOfItsOwn()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer has other memory");
#endif
        keepThreadMemoryApart();
        const auto count = std::ptrdiff_t(8 * std::max(std::thread::hardware_concurrency(), 2U) + 8);
        std::latch haveMemory(count);
        std::latch isCounted(1);
        std::vector<std::thread> threads;
        for (std::ptrdiff_t thread = 0; thread < count; ++thread)
            threads.emplace_back([&] {
                const auto own = std::make_unique<std::string>(1000, 'x');
                haveMemory.count_down();
                isCounted.wait();
            });
        haveMemory.wait();
        const int found = areas();
        isCounted.count_down();
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY2(found > count, qPrintable(QStringLiteral("%1 for %2 threads").arg(found).arg(count)));
    }
};

MOLEX_TEST(tst_ThreadMemory)
#include "tst_ThreadMemory.moc"
