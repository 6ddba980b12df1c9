#include <cmath>

#include "tests/gui/headless/MolexProcess.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using engine::Json;
using support::MolexResult;
using support::text;

/// `molex score-text` as people call it.
class tst_ScoreText : public QObject {
    Q_OBJECT

private:
    const support::TemporaryFolder m_folder;
    const support::MolexProcess molex{m_folder.path() / "workspace"};

    MolexResult score(std::string_view hypotheses, std::string_view references, const QStringList& options = {}) const
    {
        return molex(QStringList{"score-text", "--hypotheses", text(m_folder.write("h.txt", hypotheses)),
                                 "--references", text(m_folder.write("r.txt", references))}
                     + options);
    }

private Q_SLOTS:
    void oneDocumentHasEveryMetric()
    {
        const MolexResult result = score("The Mill is cheap.\nIt's by the river.\n",
                                         "The Mill is cheap.\nCheap food.\n\nIt's by the river.\n", {"--json"});
        QVERIFY2(result.code == 0, result.all());
        const Json json = result.json();
        for (const char* key : {"BLEU", "ROUGE_L"})
            QVERIFY2(std::abs(json[key].get<double>() - 1) < 1e-9, key);
        QVERIFY(json["NIST"] > 1.0);
        QVERIFY(json["CIDEr"] > 1.0);
        QVERIFY(json.contains("METEOR"));
        QVERIFY(!json.contains("segments"));
        if (json["METEOR"].is_number())
            QVERIFY(json["METEOR_variant"].get<std::string>().find("not comparable") != std::string::npos);
        else
            QVERIFY(result.error.contains("wordnet-base"));
    }

    void segmentsAreInTheOrderOfTheLines()
    {
        const Json json = score("a b c\nx\n", "a b c\n\ny\n", {"--segments", "--no-meteor"}).json();
        QCOMPARE(json["segments"]["ROUGE_L"].get<std::vector<double>>(), (std::vector<double>{1, 0}));
        QCOMPARE(json["segments"]["BLEU_smoothed"].size(), std::size_t(2));
        QVERIFY(json["METEOR"].is_null());
        QVERIFY(!json.contains("METEOR_variant"));
    }

    void tokenizedFilesAreTakenAsTheyAre()
    {
        QCOMPARE(score("a , b\n", "a b\n", {"--no-meteor"}).json()["ROUGE_L"], Json(1.0));
        QVERIFY(score("a , b\n", "a b\n", {"--no-meteor", "--tokenized"}).json()["ROUGE_L"] < 0.95);
    }

    void oddTextsAreScored()
    {
        const MolexResult result =
            score("\n...!?\n\xEF\xBF\xBD \xF0\x9F\x98\x80\nno line feed", "a b\n\na b\n\na b\n\na b", {"--segments"});
        QVERIFY2(result.code == 0 && result.isOneDocument(), result.all());
        QCOMPARE(result.json()["segments"]["ROUGE_L"].get<std::vector<double>>(), std::vector<double>(4, 0));
        QVERIFY(result.json()["BLEU"] > 0.0 && result.json()["BLEU"] < 1e-3);
    }

    void badFilesEndWithTheirLine()
    {
        const MolexResult lines = score("a\r\nb\n", "a\n\nb\n");
        QCOMPARE(lines.code, 2);
        QVERIFY(lines.out.isEmpty());
        QVERIFY2(lines.error.contains("h.txt:1: has a carriage return"), lines.all());
        const MolexResult counts = score("a\nb\n", "a\nb\n");
        QCOMPARE(counts.code, 2);
        QVERIFY2(counts.sentence().contains("has 1 block of references"), counts.all());
        QCOMPARE(molex({"score-text", "--hypotheses", "/nowhere/h", "--references", "/nowhere/r"}).code, 2);
        QCOMPARE(molex({"score-text", "--hypotheses", "/nowhere/h"}).code, 2);
    }

    void theJarIsRunThroughJava()
    {
        const QString jar = text(m_folder.write("meteor-1.5.jar", "PK\x03\x04"));
        const std::filesystem::path java =
            m_folder.write("bin/java", "#!/bin/sh\nread a; echo 1; read b; echo 0.125; echo 0.375\n");
        std::filesystem::permissions(java, std::filesystem::perms::owner_all);
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QByteArray::fromStdString(java.parent_path().string()) + ":" + path);
        const MolexResult good = score("a\n", "b\n", {"--meteor-jar", jar});
        m_folder.write("bin/java", "#!/bin/sh\nsleep 60\n");
        const MolexResult late = score("a\n", "b\n", {"--meteor-jar", jar, "--meteor-limit", "1"});
        qputenv("PATH", path);
        QVERIFY2(good.code == 0, good.all());
        QCOMPARE(good.json()["METEOR"], Json(0.375));
        QCOMPARE(good.json()["METEOR_variant"], Json("official jar"));
        QCOMPARE(late.code, 1);
        QVERIFY2(late.sentence().contains("did not answer in time"), late.all());
        QCOMPARE(score("a\n", "b\n", {"--meteor-jar", text(m_folder.path() / "none.jar")}).code, 2);
        QCOMPARE(score("a\n", "b\n", {"--meteor-jar", jar, "--no-meteor"}).code, 2);
    }
};

MOLEX_TEST(tst_ScoreText)
#include "tst_ScoreText.moc"
