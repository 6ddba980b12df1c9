#include "gui/app/FileDialogs.h"

#include <sys/stat.h>

#include <filesystem>
#include <iterator>
#include <thread>

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

    /// Were it written here, this would wait for a reader that comes only afterwards.
    void theWindowDoesNotWaitForAFileThatIsWritten()
    {
        const support::TemporaryFolder folder;
        const std::filesystem::path pipe = folder.path() / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        FileDialogs dialogs;
        QObject context;
        QStringList said;
        const auto tell = [&said](const QString& problem) { said << problem; };
        dialogs.write(&context, QString::fromStdString(pipe.string()), [] { return QByteArray("a picture"); }, tell);
        QVERIFY(said.isEmpty());
        QCOMPARE(support::contentOf(pipe), std::string("a picture"));
        QTRY_COMPARE(said, QStringList{QString()});
    }

    void whatAFileHoldsIsMadeWhereItIsWritten()
    {
        const support::TemporaryFolder folder;
        const std::filesystem::path file = folder.path() / "picture.png";
        FileDialogs dialogs;
        QObject context;
        QStringList said;
        std::thread::id maker;
        for (const QByteArray& content : {QByteArray("a picture"), QByteArray()})
            dialogs.write(&context, QString::fromStdString(file.string()),
                          [&maker, content] {
                              maker = std::this_thread::get_id();
                              return content;
                          },
                          [&said](const QString& problem) { said << problem; });
        QTRY_COMPARE(said.size(), 2);
        QVERIFY(maker != std::this_thread::get_id());
        QVERIFY2(said[1].endsWith(QStringLiteral("picture.png: cannot be written")), qPrintable(said[1]));
        QCOMPARE(support::contentOf(file), std::string("a picture")); // that which could be made stays
    }

    void filesTakeTheirPlaceInTheOrderOfTheCalls()
    {
        const support::TemporaryFolder folder;
        const std::filesystem::path file = folder.write("table.csv", "before");
        QObject context;
        QStringList said;
        {
            FileDialogs dialogs; // waits for what is on its way
            const auto write = [&](const std::filesystem::path& path, const QByteArray& content) {
                dialogs.write(&context, QString::fromStdString(path.string()), [content] { return content; },
                              [&said](const QString& problem) { said << problem; });
            };
            write(folder.path() / "none" / "table.csv", "nowhere");
            QTRY_COMPARE(said.size(), 1);
            QVERIFY2(said.first().contains(QStringLiteral("table.csv cannot be written")), qPrintable(said.first()));
            for (int i = 0; i < 20; ++i)
                write(file, QByteArray(100 - i, 'x'));
        }
        QCOMPARE(support::contentOf(file), std::string(81, 'x'));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1); // and nothing half written
    }

    void whoIsGoneIsNotToldButAProblemIs()
    {
        const support::TemporaryFolder folder;
        FileDialogs dialogs;
        QStringList reported;
        dialogs.setProblemReport([&reported](const QString& problem) { reported << problem; });
        QObject context;
        bool isTold = false;
        {
            QObject gone;
            for (const std::filesystem::path& path : {folder.path() / "a", folder.path() / "none" / "a"})
                dialogs.write(&gone, QString::fromStdString(path.string()), [] { return QByteArray("a"); },
                              [&isTold](const QString&) { isTold = true; });
        }
        bool isLaterTold = false;
        dialogs.write(&context, QString::fromStdString((folder.path() / "b").string()), [] { return QByteArray("b"); },
                      [&isLaterTold](const QString&) { isLaterTold = true; });
        QTRY_VERIFY(isLaterTold);
        QVERIFY(!isTold);
        QCOMPARE(support::contentOf(folder.path() / "a"), std::string("a"));
        QCOMPARE(reported.size(), 1);
        QVERIFY2(reported.first().contains(QStringLiteral("none/a cannot be written")), qPrintable(reported.first()));
    }
};

MOLEX_GUI_TEST(tst_FileDialogs)
#include "tst_FileDialogs.moc"
