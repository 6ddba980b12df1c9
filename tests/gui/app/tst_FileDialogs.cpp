#include "gui/app/FileDialogs.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>

#include "tests/support/GuiTestMain.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;

/// The dialogs that people see; other tests put their own answers in the place of these.
class tst_FileDialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSavedFileEndsAsTheChosenFilterSays_data()
    {
        QTest::addColumn<int>("filter");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("written");
        QTest::newRow("the first, as proposed") << 0 << QString() << QStringLiteral("run-1.molex");
        QTest::newRow("the first") << 0 << QStringLiteral("run") << QStringLiteral("run.molex");
        QTest::newRow("a report, as proposed") << 1 << QString() << QStringLiteral("run-1.html");
        QTest::newRow("a report") << 1 << QStringLiteral("run") << QStringLiteral("run.html");
        QTest::newRow("curves") << 2 << QStringLiteral("run") << QStringLiteral("run.tfevents");
        QTest::newRow("an ending of one's own") << 1 << QStringLiteral("run.csv") << QStringLiteral("run.csv");
    }

    void aSavedFileEndsAsTheChosenFilterSays()
    {
        QFETCH(int, filter);
        QFETCH(QString, typed);
        QFETCH(QString, written);
        const support::TemporaryFolder folder;
        const QDir place(QString::fromStdString(folder.path().string()));
        QWidget window;
        FileDialogs dialogs;
        QString chosen;
        dialogs.saveFile(&window,
                         {QStringLiteral("Export the run"), place.filePath(QStringLiteral("run-1.molex")),
                          QStringLiteral("Run bundle (*.molex);;Report, one page (*.html);;"
                                         "Curves as TensorBoard's event file (*.tfevents)")},
                         [&chosen](const QString& path) { chosen = path; });
        auto* dialog = window.findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        auto* filters = dialog->findChild<QComboBox*>(QStringLiteral("fileTypeCombo"));
        QVERIFY(filters != nullptr && filters->count() == 3);
        for (int step = 0; step < filter; ++step)
            QTest::keyClick(filters, Qt::Key_Down);
        QCOMPARE(filters->currentIndex(), filter);
        if (!typed.isEmpty())
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(typed);
        auto* save = dialog->findChild<QDialogButtonBox*>(QStringLiteral("buttonBox"))->button(QDialogButtonBox::Save);
        QTRY_VERIFY(save->isEnabled());
        save->click();
        QCOMPARE(chosen, place.filePath(written));
    }
};

MOLEX_GUI_TEST(tst_FileDialogs)
#include "tst_FileDialogs.moc"
