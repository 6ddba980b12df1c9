#include "gui/pages/SystemPanel.h"

#include <fstream>
#include <future>

#include <QLabel>
#include <QScopeGuard>
#include <QTimer>

#include "engine/run/ThreadRole.h"
#include "gui/app/Theme.h"
#include "gui/control/Worker.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;

/// The GPUs of a library made for this test, tests/support/FakeNvml.cpp.
class tst_SystemPanel : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    support::TemporaryFolder m_folder;

    struct Panel
    {
        Panel(const support::TemporaryFolder& folder, Theme& theme, const char* library)
            : panel({std::make_shared<SystemProbe>(folder.path()), std::make_shared<GpuProbe>(library)}, worker, theme)
        {
            panel.show();
        }
        QString text(const char* label) const
        {
            const auto* found = panel.findChild<QLabel*>(QString::fromLatin1(label));
            return found == nullptr ? QStringLiteral("(none)") : found->text();
        }

        Worker worker;
        SystemPanel panel;
    };

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }
    void cleanup() { qunsetenv("FAKE_NVML_GPUS"); }

    void eachGpuIsReadThroughTheLibrary()
    {
        GpuProbe probe(MOLEX_FAKE_NVML);
        const std::vector<GpuReading> gpus = probe.read();
        QCOMPARE(gpus.size(), std::size_t(2));
        QCOMPARE(gpus[0].name, std::string("NVIDIA H200"));
        QCOMPARE(gpus[0].busyShare, std::optional(0.93));
        QCOMPARE(gpus[0].memoryBytes, std::int64_t(139) << 30);
        QCOMPARE(gpus[0].memoryUsed, std::int64_t(38) << 30);
        QCOMPARE(gpus[0].ownMemory.value_or(-1), std::int64_t(3) << 30);
        QCOMPARE(gpus[0].celsius, std::optional(61.0));
        QCOMPARE(gpus[0].watts, std::optional(488.0));
        QVERIFY(!gpus[1].busyShare && !gpus[1].watts);
        QCOMPARE(gpus[1].memoryUsed, std::int64_t(4) << 30);
    }

    void whatCannotBeUsedGivesNoReadings_data()
    {
        QTest::addColumn<QByteArray>("library");
        QTest::addColumn<QByteArray>("gpus");
        QTest::newRow("no library") << QByteArray("libnvidia-ml-of-nobody.so.1") << QByteArray("2");
        QTest::newRow("another library") << QByteArray("libm.so.6") << QByteArray("2");
        QTest::newRow("no driver") << QByteArray(MOLEX_FAKE_NVML) << QByteArray("-1");
        QTest::newRow("no GPU") << QByteArray(MOLEX_FAKE_NVML) << QByteArray("0");
    }

    void whatCannotBeUsedGivesNoReadings()
    {
        QFETCH(QByteArray, library);
        QFETCH(QByteArray, gpus);
        qputenv("FAKE_NVML_GPUS", gpus);
        GpuProbe probe(library.toStdString());
        QVERIFY(probe.read().empty());
        QVERIFY(probe.read().empty());
        Panel shown(m_folder, m_theme, library.constData());
        QTRY_VERIFY(shown.text("system02Label").contains(QStringLiteral("free")));
        QCOMPARE(shown.text("system10Label"), QStringLiteral("(none)"));
        QVERIFY(!shown.panel.summary().contains(QStringLiteral("GPU")));
    }

    void withoutTimeThatWasCountedThereIsNoShare()
    {
        const auto counters = m_folder.path() / "stat";
        const auto count = [&](const char* ticks) { std::ofstream(counters) << "cpu  " << ticks << "\n"; };
        SystemProbe probe(m_folder.path(), counters);
        count("10 0 10 80 0 0 0 0 0 0");
        QVERIFY(!probe.read().busyShare); // the first
        count("20 0 10 110 0 0 0 0 0 0");
        QCOMPARE(probe.read().busyShare, std::optional(0.25));
        QVERIFY(!probe.read().busyShare); // within the same tick
        count("20 0 10 120 0 0 0 0 0 0");
        QCOMPARE(probe.read().busyShare, std::optional(0.0));
    }

    void aReadingThatWaitsIsNotAskedForAgain()
    {
        std::promise<void> open;
        Worker worker;
        auto release = qScopeGuard([&open] { open.set_value(); });
        worker.run(
            nullptr, {}, [free = open.get_future().share()] { free.wait(); }, [] {});
        SystemPanel panel({std::make_shared<SystemProbe>(m_folder.path()),
                           std::make_shared<GpuProbe>("libnvidia-ml-of-nobody.so.1")},
                          worker, m_theme);
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("system02Label"))->text(), QStringLiteral("–"));
        QCOMPARE(panel.summary(), QStringLiteral("CPU –"));
        QSignalSpy readings(&panel, &SystemPanel::summaryChanged);
        auto* timer = panel.findChild<QTimer*>(QStringLiteral("systemTimer"));
        QSignalSpy ticks(timer, &QTimer::timeout);
        timer->setInterval(1);
        QTRY_VERIFY(ticks.count() > 5);
        timer->stop();
        QCOMPARE(readings.count(), 0);
        bool areDone = false;
        worker.run(
            &panel, {}, [] {}, [&areDone] { areDone = true; }); // behind all that were asked for
        release.dismiss();
        open.set_value();
        QTRY_VERIFY(areDone);
        QCOMPARE(readings.count(), 1);
        timer->start(); // and then they go on
        QTRY_VERIFY(readings.count() > 2);
    }

    void oneGpuHasThreeLinesAndTheSummary()
    {
        qputenv("FAKE_NVML_GPUS", "1");
        Panel shown(m_folder, m_theme, MOLEX_FAKE_NVML);
        QTRY_COMPARE(shown.text("system10Label"), QStringLiteral("93 %, 61 °C"));
        QCOMPARE(shown.text("system11Label"), QStringLiteral("38 GiB of 139 GiB"));
        QCOMPARE(shown.text("system12Label"), QStringLiteral("488 of 700 W"));
        QCOMPARE(shown.panel.summary(), QStringLiteral("GPU 93 %"));
    }

    void severalGpusHaveLinesOfTheirOwn()
    {
        Panel shown(m_folder, m_theme, MOLEX_FAKE_NVML);
        QTRY_COMPARE(shown.text("system13Label"), QStringLiteral("40 °C"));
        QCOMPARE(shown.text("system14Label"), QStringLiteral("4.0 GiB of 16 GiB"));
        QCOMPARE(shown.text("system15Label"), QStringLiteral("not told"));
        QCOMPARE(shown.panel.summary(), QStringLiteral("GPU 93 %")); // of the one that tells
    }
};

MOLEX_GUI_TEST(tst_SystemPanel)
#include "tst_SystemPanel.moc"
