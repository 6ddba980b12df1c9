#include "gui/pages/DeviceList.h"

#include <QComboBox>

#include "engine/run/ThreadRole.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/control/Worker.h"
#include "gui/forms/ConfigForm.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

/// The devices that the form offers.
class tst_DeviceList : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    FileDialogs m_dialogs;

    static GpuReading called(const char* name)
    {
        GpuReading reading;
        reading.name = name;
        return reading;
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void namesAreGivenWhereTheyAreCertain()
    {
        using Names = std::vector<std::string>;
        QCOMPARE(gpuNames(2, {called("A"), called("A")}), (Names{"A", "A"}));
        QCOMPARE(gpuNames(2, {called("A"), called("B")}), (Names{"", ""})); // in which order LibTorch has them
        QCOMPARE(gpuNames(1, {called("A"), called("A")}), Names{""});       // the other is hidden from it
        QCOMPARE(gpuNames(1, {}), Names{""});
        QCOMPARE(gpuNames(0, {}), Names{});
    }

    void whatTheMachineHasIsOffered()
    {
        Worker worker;
        DeviceList devices(worker, [] {
            engine::requireWorkerThread("counting");
            return std::vector<std::string>{"NVIDIA H200", ""};
        });
        ConfigForm form({m_theme, m_dialogs, &devices}, {});
        form.setShowAll(true); // auto is right for a newcomer
        form.show();
        auto* box = form.findChild<QComboBox*>(QStringLiteral("runtime.device.input"));
        QVERIFY(box != nullptr && box->isVisible());
        QTRY_COMPARE(box->count(), 4);
        QCOMPARE(box->itemText(0), QStringLiteral("auto, here cuda:0"));
        QCOMPARE(box->itemText(2), QStringLiteral("cuda:0, NVIDIA H200"));
        QCOMPARE(box->itemText(3), QStringLiteral("cuda:1"));
        QCOMPARE(form.config().runtime.device, std::string("auto"));
        box->setFocus();
        QTest::keyClick(box, Qt::Key_End);
        QCOMPARE(form.config().runtime.device, std::string("cuda:1"));
    }

    void aDeviceOfAnotherMachineStaysAsItIs()
    {
        Worker worker;
        DeviceList devices(worker, [] { return std::vector<std::string>(); });
        ConfigForm form({m_theme, m_dialogs, &devices}, {});
        form.setValue("runtime.device", "cuda:7");
        const auto* box = form.findChild<QComboBox*>(QStringLiteral("runtime.device.input"));
        QCOMPARE(box->currentText(), QStringLiteral("cuda:7"));
        QTRY_COMPARE(box->itemText(0), QStringLiteral("auto, here cpu"));
        QCOMPARE(box->currentText(), QStringLiteral("cuda:7"));
        QCOMPARE(form.config().runtime.device, std::string("cuda:7"));
    }
};

MOLEX_GUI_TEST(tst_DeviceList)
#include "tst_DeviceList.moc"
