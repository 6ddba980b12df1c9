#include "engine/run/Presets.h"

#include <fstream>

#include <QTemporaryDir>

#include "engine/run/ConfigJson.h"
#include "tests/support/TestMain.h"

using namespace engine;

class tst_UserPresets : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;

    std::filesystem::path folder(const char* name) const
    {
        return m_root.filePath(QString::fromLatin1(name)).toStdString();
    }

    static QString problemOf(const std::function<void()>& action)
    {
        try {
            action();
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private Q_SLOTS:
    void aSavedPresetIsListedAndGivesItsValuesBack()
    {
        const auto here = folder("saved");
        QVERIFY(presetNames(here).empty());
        RunConfig config;
        config.name = "tonight";
        config.group = "CoLA";
        config.method = AdapterConfig{};
        config.training.learningRate = 1e-3;
        savePreset(here, "cola-tonight", presetOf(config));
        savePreset(here, "a", presetOf({}));
        QCOMPARE(presetNames(here), (std::vector<std::string>{"a", "cola-tonight"}));
        Json json = toJson(RunConfig{});
        overlay(json, loadPreset("cola-tonight", here));
        const RunConfig back = configFromJson(json).config;
        QVERIFY(std::holds_alternative<AdapterConfig>(back.method));
        QCOMPARE(back.training.learningRate, 1e-3);
        QVERIFY(back.name.empty() && back.group.empty()); // a preset is for many runs
        savePreset(here, "a", presetOf(config));
        QCOMPARE(loadPreset("a", here), presetOf(config));
        removePreset(here, "a");
        QCOMPARE(presetNames(here), (std::vector<std::string>{"cola-tonight"}));
        QVERIFY(!problemOf([&] { removePreset(here, "a"); }).isEmpty());
    }

    void builtInPresetsAreFoundBesideThem()
    {
        const auto here = folder("beside");
        QCOMPARE(loadPreset("lora", here)["routing"]["kind"], Json("none"));
        savePreset(here, "mine", presetOf({}));
        const QString problem = problemOf([&] { loadPreset("minne", here); });
        QVERIFY2(problem.contains(QStringLiteral("molex-paper-cola")) && problem.contains(QStringLiteral("mine")),
                 qPrintable(problem));
    }

    void namesThatCannotBeAreRefused()
    {
        for (const char* name : {"", "molex", "../escape", "a/b", ".hidden", "a b", "ä"}) {
            QVERIFY2(presetNameProblem(name), name);
            QVERIFY2(!problemOf([&] { savePreset(folder("refused"), name, {}); }).isEmpty(), name);
        }
        QVERIFY(presetNameProblem(std::string(65, 'a')));
        QVERIFY(!presetNameProblem("cola-tonight_2.1"));
    }

    void aDamagedFileIsNamed()
    {
        const auto here = folder("damaged");
        std::filesystem::create_directories(here);
        std::ofstream(here / "broken.json") << "{\n  \"method\": }";
        std::ofstream(here / "list.json") << "[1]";
        std::ofstream(here / "twice.json") << "{\"method\": {\"rank\": 4,\n\"rank\": 8}}";
        QVERIFY(problemOf([&] { loadPreset("broken", here); }).contains(QStringLiteral("broken.json:2")));
        const QString twice = problemOf([&] { loadPreset("twice", here); });
        QVERIFY2(twice.contains(QStringLiteral("twice.json:2: \"method.rank\" is given twice")), qPrintable(twice));
        QVERIFY(problemOf([&] { loadPreset("list", here); }).contains(QStringLiteral("must hold a JSON object")));
    }

    void aLinkInItsPlaceIsNotWrittenThrough()
    {
        const auto here = folder("linked");
        const auto precious = folder("precious");
        std::filesystem::create_directories(here);
        std::ofstream(precious) << "kept";
        std::filesystem::create_symlink(precious, here / "a.json.partial");
        std::filesystem::create_symlink(precious, here / "a.json");
        savePreset(here, "a", presetOf({}));
        QCOMPARE(loadPreset("a", here), presetOf({}));
        QCOMPARE(std::filesystem::file_size(precious), std::uintmax_t(4));
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        std::ofstream(folder("file")) << "no folder";
        QVERIFY(problemOf([&] { savePreset(folder("file"), "a", {}); }).contains(QStringLiteral("cannot be written")));
    }
};

MOLEX_TEST(tst_UserPresets)
#include "tst_UserPresets.moc"
