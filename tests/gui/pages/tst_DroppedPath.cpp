#include "gui/pages/DroppedPath.h"

#include <algorithm>

#include "gui/pages/LaunchPage.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/LaunchFixture.h"

using namespace gui;
using Fixture = support::LaunchFixture;

/// What Launch takes a file or folder for.
class tst_DroppedPath : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    support::NamedFile m_dialogs;

    static QString pathOf(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void everyKindOfDataFolderIsRecognised()
    {
        Fixture fixture(m_theme, m_dialogs);
        const std::pair<const char*, engine::TaskKind> kinds[] = {{"challenge/trainset.csv", engine::TaskKind::E2e},
                                                                  {"reviews/train.jsonl", engine::TaskKind::Table},
                                                                  {"mine/train.tsv", engine::TaskKind::Table},
                                                                  {"dict/data.noun", engine::TaskKind::WordNet}};
        fixture.folder.write("mine/dev.tsv", "");
        for (const auto& [file, kind] : kinds) {
            const std::filesystem::path folder = fixture.folder.write(file, "").parent_path();
            fixture.page.take({pathOf(folder)});
            QTRY_COMPARE(fixture.page.config().task.path, folder.string());
            QCOMPARE(fixture.page.config().task.kind, kind);
        }
        fixture.folder.write("texts/train.txt", "");
        fixture.folder.write("texts/valid.txt", "");
        fixture.page.take({pathOf(fixture.folder.path() / "texts")});
        QTRY_COMPARE(fixture.page.config().task.path, (fixture.folder.path() / "texts").string());
        QCOMPARE(fixture.page.config().task.kind, engine::TaskKind::E2e);
    }

    void aFileOfAFolderMeansTheFolder()
    {
        Fixture fixture(m_theme, m_dialogs);
        QSignalSpy told(&fixture.page, &LaunchPage::told);
        const auto table = fixture.folder.write("reviews/train.csv", "text,label\ngood,1\n");
        fixture.page.take({pathOf(table)});
        QTRY_COMPARE(fixture.page.config().task.path, table.parent_path().string());
        QCOMPARE(fixture.page.config().task.kind, engine::TaskKind::Table);
        QVERIFY(told.last()[0].toString().startsWith(QStringLiteral("reviews was recognised as tables")));
        const auto model = fixture.folder.write("mine/config.json", R"({"model_type": "roberta"})");
        fixture.page.take({pathOf(model)});
        QTRY_COMPARE(fixture.page.config().model.path, model.parent_path().string());
        QVERIFY(told.last()[0].toString().startsWith(QStringLiteral("mine was recognised as a model folder")));
    }

    void aConfigurationMayBeNamedAsAModelsAndIsNamed()
    {
        Fixture fixture(m_theme, m_dialogs);
        QSignalSpy told(&fixture.page, &LaunchPage::told);
        fixture.page.take({pathOf(fixture.folder.write("ours/config.json", R"({"name": "ours"})"))});
        QTRY_COMPARE(fixture.page.config().name, std::string("ours"));
        const auto said = [](const QList<QVariant>& arguments) {
            return arguments[0].toString() == QStringLiteral("config.json was recognised as a configuration");
        };
        QVERIFY(std::any_of(told.begin(), told.end(), said));
    }

    void allThatIsDroppedTogetherIsNamed()
    {
        Fixture fixture(m_theme, m_dialogs);
        QSignalSpy told(&fixture.page, &LaunchPage::told);
        const auto folderOf = [&](const char* file) {
            return pathOf(fixture.folder.write(file, "").parent_path());
        };
        fixture.page.take({folderOf("mine/config.json"), folderOf("CoLA/dev.tsv")});
        QTRY_COMPARE(told.count(), 2);
        QCOMPARE(told.last()[0].toString(),
                 QStringLiteral("mine was recognised as a model folder; CoLA was recognised as the GLUE task CoLA"));
        fixture.page.take({folderOf("dict/data.noun")}); // another time
        QTRY_COMPARE(told.count(), 3);
        QCOMPARE(told.last()[0].toString(), QStringLiteral("dict was recognised as WordNet's dictionary"));
    }

    void aTableWithoutItsFolderIsNoConfiguration()
    {
        Fixture fixture(m_theme, m_dialogs);
        QSignalSpy troubled(&fixture.page, &LaunchPage::troubled);
        fixture.page.take({pathOf(fixture.folder.write("some/numbers.csv", "a,b\n1,2\n"))});
        QTRY_COMPARE(troubled.count(), 1);
        QVERIFY(troubled[0][0].toString().contains(QStringLiteral("numbers.csv is no model folder")));
    }

    void aFolderThatIsNothingIsToldSo()
    {
        Fixture fixture(m_theme, m_dialogs);
        QSignalSpy troubled(&fixture.page, &LaunchPage::troubled);
        fixture.page.take({pathOf(fixture.folder.path())});
        QTRY_COMPARE(troubled.count(), 1);
        QVERIFY(troubled[0][0].toString().contains(QStringLiteral("config.json")));
    }
};

MOLEX_GUI_TEST(tst_DroppedPath)
#include "tst_DroppedPath.moc"
