#include "engine/data/WordNetTask.h"

#include <set>

#include <QProcess>
#include <QStandardPaths>

#include "engine/run/ConfigJson.h"
#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::badInputOf;
using support::contains;

class tst_WordNetTask : public QObject {
    Q_OBJECT

private:
    static bool isInstalled() { return std::filesystem::exists(WordNetTask::systemFolder() / "data.noun"); }

    /// Definition and whether it is in train, as the starter's script has them for each line.
    static Json scriptsDefinitions(const std::string& glosses)
    {
        QProcess python;
        python.start(QStringLiteral("python3"),
                     {QStringLiteral("-B"), QStringLiteral("-c"),
                      QStringLiteral("import json, sys\n"
                                     "sys.path.insert(0, sys.argv[1])\n"
                                     "import prepare_text as script\n"
                                     "found = [script.definition_of(line)[0]\n"
                                     "         for line in sys.stdin.buffer.read().split(b'\\n')[:-1]]\n"
                                     "print(json.dumps([[one.decode(), script.is_trained_on(one)] for one in found]))"),
                      QStringLiteral(MOLEX_CHECKOUT "/resources/models/starter")});
        python.write(QByteArray::fromStdString(glosses));
        python.closeWriteChannel();
        if (!python.waitForFinished(60'000) || python.exitCode() != 0)
            qWarning("%s", python.readAllStandardError().constData());
        return Json::parse(python.readAllStandardOutput().toStdString(), nullptr, false);
    }

    /// Of every length from 1 to 80 bytes, and what is not as simple.
    static std::vector<std::string> manyGlosses()
    {
        std::vector<std::string> glosses = {
            "a word (as in \"he said; \"so it is\"\") in use; \"its example\"",
            "called \"the thing\" by some; \"the thing itself\"",
            "; \"no definition at all\"",
            "\"quoted from its first letter\"; \"and more\"",
            "unbalanced ) parentheses (; \"stay open\"",
            "  blanks before, and a colon: \"an example\";  ",
            "ends in separators ;:, ",
            "Grüße of more than thirty-two bytes, for which the hash takes four lanes: \"Grüße\"",
        };
        std::string text;
        for (int i = 0; i < 320; ++i) {
            if (i % 4 == 0)
                text += static_cast<char>('a' + i / 4 * 7 % 26);
            glosses.push_back(text + static_cast<char>('a' + i % 4) + "; \"example\"");
        }
        return glosses;
    }

    static void writeOthers(const support::TemporaryFolder& folder)
    {
        folder.write("data.verb",
                     "00001740 29 v 01 breathe 0 000 00 | draw air into the lungs; \"I can breathe better\"  \n");
        folder.write("data.adj", "00001740 00 a 01 able 0 000 | having the necessary means  \n");
        folder.write("data.adv", "00001740 02 r 01 a_cappella 0 000 | without musical accompaniment  \n");
    }

private Q_SLOTS:
    void theInstalledWordNetIsDivided()
    {
        if (!isInstalled())
            QSKIP("skipped: WordNet is not installed");
        const WordNetTask task("");
        std::size_t total = 0;
        std::set<std::string> trainTexts;
        std::set<double> classes;
        const Split train = task.split("train", 0);
        for (const Example& row : train.rows) {
            trainTexts.insert(row.text);
            classes.insert(row.label);
            QVERIFY(!row.text.empty());
        }
        QCOMPARE(classes.size(), std::size_t(45));
        for (const char* name : {"train", "dev", "test"})
            total += task.split(name, 0).rows.size();
        QCOMPARE(total, std::size_t(117659)); // WordNet 3.0
        QVERIFY(train.rows.size() * 10 >= total * 9);
        for (const char* name : {"dev", "test"}) {
            const Split split = task.split(name, 0);
            QVERIFY(split.rows.size() > 4500);
            for (const Example& row : split.rows)
                QVERIFY2(!trainTexts.contains(row.text), row.text.c_str());
        }
    }

    void aLimitIsAnEvenSample()
    {
        if (!isInstalled())
            QSKIP("skipped: WordNet is not installed");
        TaskConfig config;
        config.kind = TaskKind::WordNet;
        config.trainLimit = 4000;
        config.devLimit = 500;
        const TaskData data = loadTask(config);
        QCOMPARE(data.train.rows.size(), std::size_t(4000));
        QCOMPARE(data.dev.at(0).rows.size(), std::size_t(500));
        QCOMPARE(data.description.classes.size(), std::size_t(45));
        const auto nouns = std::count_if(data.train.rows.begin(), data.train.rows.end(),
                                         [](const Example& row) { return row.label >= 3 && row.label <= 28; });
        QVERIFY(nouns > 2600 && nouns < 3000); // 70 % of all synsets are nouns
        QCOMPARE(loadSplit(config, "train").rows[3999].text, data.train.rows[3999].text);
    }

    void theLabelIsTheLexicographerFile()
    {
        const support::TemporaryFolder folder;
        folder.write("data.noun",
                     "  1 This software\n00001740 05 n 02 dog 0 domestic_dog 1 000 | a member of the genus Canis; "
                     "\"the dog barked all night\"  \n");
        writeOthers(folder);
        const WordNetTask task(folder.path());
        std::map<std::string, std::string> classOf;
        for (const char* name : {"train", "dev", "test"})
            for (const Example& row : task.split(name, 0).rows)
                classOf[row.text] = WordNetTask::describe().classes.at(std::size_t(row.label));
        QCOMPARE(classOf,
                 (std::map<std::string, std::string> {{"a member of the genus Canis", "noun.animal"},
                                                      {"draw air into the lungs", "verb.body"},
                                                      {"having the necessary means", "adj.all"},
                                                      {"without musical accompaniment", "adv.all"}}));
    }

    void examplesAreLeftOut()
    {
        const auto definition = [](const char* gloss) { return WordNetTask::definitionOf(gloss); };
        QCOMPARE(definition("an act; a deed; \"he did it\"; \"so it was\" - A. Author  "),
                 std::string("an act; a deed"));
        QCOMPARE(definition("restrict or confine, \"I limit you\"  "), std::string("restrict or confine"));
        QCOMPARE(definition("remove gradually: \"They chip away\"  "), std::string("remove gradually"));
        QCOMPARE(definition("a report (e.g., \"he said so\")  "), std::string("a report (e.g., \"he said so\")"));
        QCOMPARE(definition("a demand in the phrase \"the call of duty\"  "),
                 std::string("a demand in the phrase \"the call of duty\""));
        QCOMPARE(definition("that which is  "), std::string("that which is"));
    }

    void badFilesHaveTheirLine()
    {
        const support::TemporaryFolder folder;
        writeOthers(folder);
        QVERIFY(contains(badInputOf([&] { WordNetTask task(folder.path()); }), "data.noun: does not exist"));
        folder.write("data.noun",
                     "  licence\n00001740 45 n 01 x 0 000 | gloss\nnonsense\n00001740 03 n 01 x 0 000 no gloss\n"
                     "00001740 03 n 01 x 0 000 | gl\xFFoss\n");
        const std::string text = badInputOf([&] { WordNetTask task(folder.path()); });
        for (const char* line : {"data.noun:2: is not a WordNet synset",
                                 "data.noun:3: ", "data.noun:4: ", "data.noun:5: is not valid UTF-8"})
            QVERIFY2(contains(text, line), line);
        folder.write("data.noun", "  licence\n");
        QVERIFY(contains(badInputOf([&] { WordNetTask task(folder.path()); }), "data.noun: has no synsets"));
        QVERIFY(contains(badInputOf([&] { WordNetTask task(folder.path() / "no"); }), "wordnet-base"));
        QVERIFY(contains(badInputOf([&] { WordNetTask task(folder.path() / "data.noun"); }), "is a file"));
    }

    /// The starter model must not have read what the task asks for: its script divides the glosses as the task does.
    void theStartersScriptDividesAlike()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("skipped: there is no python3");
        std::string lines;
        std::string file;
        const std::vector<std::string> glosses = manyGlosses();
        for (const std::string& gloss : glosses) {
            lines += gloss + "\n";
            file += "00001740 05 n 01 dog 0 000 | " + gloss + "\n";
        }
        const support::TemporaryFolder folder;
        folder.write("data.noun", file);
        writeOthers(folder);
        const WordNetTask task(folder.path());
        std::set<std::string> trained;
        for (const Example& row : task.split("train", 0).rows)
            trained.insert(row.text);
        const Json found = scriptsDefinitions(lines);
        QCOMPARE(found.size(), glosses.size());
        int others = 0;
        for (std::size_t i = 0; i < glosses.size(); ++i) {
            const std::string definition = WordNetTask::definitionOf(glosses[i]);
            QCOMPARE(found[i][0].get<std::string>(), definition);
            QVERIFY2(found[i][1].get<bool>() == trained.contains(definition), definition.c_str());
            others += trained.contains(definition) ? 0 : 1;
        }
        QVERIFY(others > 10);
    }

    void anUnknownSplitIsNamed()
    {
        const support::TemporaryFolder folder;
        folder.write("data.noun", "00001740 05 n 01 dog 0 000 | a member of the genus Canis\n");
        writeOthers(folder);
        QVERIFY(contains(badInputOf([&] { WordNetTask(folder.path()).split("tests", 0); }), "train, dev, test"));
    }
};

MOLEX_TEST(tst_WordNetTask)
#include "tst_WordNetTask.moc"
