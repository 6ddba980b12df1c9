#include "engine/run/FailureText.h"

#include <new>
#include <stdexcept>

#include "tests/support/TestMain.h"

using namespace engine;

class tst_FailureText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void libraryMessagesForNoMemoryAreKnown_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isMemory");
        QTest::newRow("ours") << QByteArray("there is not enough memory for a tensor of 80 bytes\nException raised")
                              << true;
        QTest::newRow("LibTorch, CPU") << QByteArray(
            "[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried "
            "to allocate 4000000000000 bytes. Error code 12 (Cannot allocate memory)")
                                       << true;
        QTest::newRow("LibTorch, GPU") << QByteArray("CUDA out of memory. Tried to allocate 20.00 GiB (GPU 0; 7.79 GiB "
                                                     "total capacity; 6.10 GiB already allocated)")
                                       << true;
        QTest::newRow("the driver") << QByteArray("CUDA error: out of memory\nCUDA kernel errors might be") << true;
        QTest::newRow("cuBLAS") << QByteArray(
            "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")
                                << true;
        QTest::newRow("something else") << QByteArray("mat1 and mat2 shapes cannot be multiplied") << false;
        QTest::newRow("only in its stack")
            << QByteArray("index out of range\nframe #3: c10::OutOfMemoryError, out of memory") << false;
    }

    void libraryMessagesForNoMemoryAreKnown()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isMemory);
        const std::runtime_error error(text.toStdString());
        QCOMPARE(isOutOfMemory(error), isMemory);
        const std::string said = failureText(error, {});
        QCOMPARE(said.find('\n'), std::string::npos);
        QCOMPARE(said.starts_with("memory ran out ("), isMemory);
        QCOMPARE(said.find("training.batch_size") != std::string::npos, isMemory);
    }

    void theAdviceNamesWhatThisRunCanChange()
    {
        RunConfig config;
        config.training.batchSize = 48;
        config.task.maxLength = 200;
        config.runtime.bucketByLength = false;
        config.runtime.padTo = PadTo::MaxLength;
        config.method = FullConfig{};
        const std::string all = failureText(std::bad_alloc(), config);
        for (const char* part : {"memory ran out; ", "training.batch_size (it is 48", "task.max_length (it is 200)",
                                 "runtime.bucket_by_length true", "runtime.pad_to", "\"bf16\"", "\"lora\""})
            QVERIFY2(all.find(part) != std::string::npos, all.c_str());
        config.training.batchSize = 1;
        config.runtime.bucketByLength = true;
        config.runtime.padTo = PadTo::Longest;
        config.runtime.precision = Precision::Bf16;
        config.method = LoraConfig{};
        const std::string little = failureText(std::bad_alloc(), config);
        for (const char* part : {"batch_size", "bucket_by_length", "pad_to", "bf16", "lora"})
            QVERIFY2(little.find(part) == std::string::npos, little.c_str());
    }

    void ourOwnSentencesStayWhole()
    {
        const BadInput problems(std::vector<Issue>{Issue{"a", "is wrong"}, Issue{"b", "is wrong too"}});
        QCOMPARE(failureText(problems, {}), std::string("a: is wrong\nb: is wrong too"));
    }
};

MOLEX_TEST(tst_FailureText)
#include "tst_FailureText.moc"
