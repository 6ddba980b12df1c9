#include "gui/models/EngineText.h"

#include <new>

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTranslator>

#include "engine/run/FailureText.h"
#include "engine/run/Resources.h"
#include "engine/run/RunConfig.h"
#include "storage/runs/RunRepository.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

namespace {

/// A language that has every sentence between « and ».
class MarkingTranslator final : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* text, const char*, int) const override
    {
        return QStringLiteral("«%1»").arg(QString::fromUtf8(text));
    }
};

template <class Action>
std::string whatIsThrownBy(const Action& action)
{
    try {
        action();
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

} // namespace

class tst_EngineText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sentencesAreFoundInWhatStandsAroundThem_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("shown");
        QTest::newRow("behind a file") << "/runs/7/run.json: is damaged: a field is missing or has another type"
                                       << "/runs/7/run.json: «is damaged: a field is missing or has another type»";
        QTest::newRow("before a backup")
            << "/w/workspace.sqlite is damaged: malformed. Its newest backup is /w/b; \"molex restore\", or File, "
               "Restore in the window, brings it back."
            << "«/w/workspace.sqlite is damaged: malformed. «Its newest backup is /w/b; \"molex restore\", or File, "
               "Restore in the window, brings it back.»»";
        QTest::newRow("two of a workspace")
            << "/w is not a MoLEx workspace: it is no SQLite database. Its tables differ too much to be shown."
            << "«/w is not a MoLEx workspace: it is no SQLite database.» «Its tables differ too much to be shown.»";
        QTest::newRow("a reason") << "Nothing was restored: /b is damaged: its content is not what was backed up. "
                                     "Without b.seal beside it, it is restored all the same."
                                  << "«Nothing was restored: «/b is damaged: its content is not what was backed up. "
                                     "Without b.seal beside it, it is restored all the same.»»";
        QTest::newRow("what waits") << "/c: cannot be written: full; the run waits until there is room, nothing is lost"
                                    << "«/c: «cannot be written: full»; the run waits until there is room, nothing is "
                                       "lost»";
        QTest::newRow("not finite") << "the loss or its gradient is not a number at step 9, first in the tensor a.b; "
                                       "there is no checkpoint yet; a lower learning rate or gradient clipping may help"
                                    << "«the loss or its gradient is not a number at step 9, first in «the tensor "
                                       "a.b»; «there is no checkpoint yet»; a lower learning rate or gradient clipping "
                                       "may help»";
        QTest::newRow("one evaluation") << "stopped early: no better accuracy in 1 evaluation"
                                        << "«stopped early: no better accuracy in 1 evaluation»";
        QTest::newRow("one GPU") << "runtime.device: \"cuda:3\" does not exist; there is 1 GPU, counted from 0"
                                 << "runtime.device: «\"cuda:3\" does not exist; there is 1 GPU, counted from 0»";
        QTest::newRow("one row") << "/g/QQP/train.tsv: the only row lacks columns"
                                 << "/g/QQP/train.tsv: «the only row lacks columns»";
        QTest::newRow("one layer") << "method.every: is 2, but the model has only 1 layer, so that none would get "
                                      "experts"
                                   << "method.every: «is 2, but the model has only 1 layer, so that none would get "
                                      "experts»";
        QTest::newRow("one byte") << "/m/x.safetensors: its header is said to be 9 bytes long, but only 1 byte "
                                     "follows: the file is truncated or not a safetensors file"
                                  << "/m/x.safetensors: «its header is said to be 9 bytes long, but only 1 byte "
                                     "follows: the file is truncated or not a safetensors file»";
        QTest::newRow("lines") << "a.csv:3: has no synsets\nb: nobody has said this"
                               << "a.csv:3: «has no synsets»\nb: nobody has said this";
        QTest::newRow("nobody's") << "a: b. C: d; e" << "a: b. C: d; e";
        QTest::newRow("too long") << QString(5000, QLatin1Char('a')) + ": has no synsets"
                                  << QString(5000, QLatin1Char('a')) + ": has no synsets";
    }

    void sentencesAreFoundInWhatStandsAroundThem()
    {
        QFETCH(QString, said);
        QFETCH(QString, shown);
        QCOMPARE(engineText(said.toStdString()), said); // without a translation
        MarkingTranslator translator;
        QVERIFY(QCoreApplication::installTranslator(&translator));
        const QString translated = engineText(said.toStdString());
        QCoreApplication::removeTranslator(&translator);
        QCOMPARE(translated, shown);
    }

    void whatEngineAndStoreThrowIsTranslated()
    {
        const QTemporaryDir folder;
        const std::string place = folder.filePath(QStringLiteral("none")).toStdString();
        const std::string file = whatIsThrownBy([&] { engine::readTextFile(place, 1000); });
        const std::string workspace = whatIsThrownBy(
            [&] { storage::RunRepository(place, storage::RunRepository::Access::ReadOnly).runs(); });
        const std::string memory = engine::failureText(std::bad_alloc(), engine::RunConfig());
        MarkingTranslator translator;
        QVERIFY(QCoreApplication::installTranslator(&translator));
        const QString ofFile = engineText(file);
        const QString ofWorkspace = engineText(workspace);
        const QString ofMemory = engineText(memory);
        QCoreApplication::removeTranslator(&translator);
        QCOMPARE(ofFile, QStringLiteral("%1: «does not exist»").arg(QString::fromStdString(place)));
        QCOMPARE(ofWorkspace, QStringLiteral("«There is no workspace at %1.»").arg(QString::fromStdString(place)));
        QVERIFY2(ofMemory.startsWith(QStringLiteral("«memory ran out; less is needed with «a smaller ")),
                 qPrintable(ofMemory));
        QVERIFY2(ofMemory.contains(QStringLiteral("«a smaller task.max_length (it is ")), qPrintable(ofMemory));
    }
};

MOLEX_GUI_TEST(tst_EngineText)
#include "tst_EngineText.moc"
