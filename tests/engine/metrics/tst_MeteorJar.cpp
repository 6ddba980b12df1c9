#include "engine/metrics/MeteorJar.h"

#include <chrono>

#include "engine/metrics/TextScores.h"
#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::badInputOf;
using support::contains;

/// The jar's side of the conversation is played by a shell script in Java's place.
class tst_MeteorJar : public QObject {
    Q_OBJECT

private:
    const support::TemporaryFolder m_folder;

    MeteorJar jar(const std::string& script, int seconds = 20) const
    {
        MeteorJar result;
        result.path = m_folder.write("a b/meteor-1.5.jar", "PK\x03\x04 and so on");
        result.java = m_folder.write("java", "#!/bin/sh\n" + script).string();
        std::filesystem::permissions(result.java, std::filesystem::perms::owner_all);
        result.limit = std::chrono::seconds(seconds);
        return result;
    }

    static TokenizedTexts texts(std::size_t count)
    {
        TokenizedTexts result;
        for (std::size_t i = 0; i < count; ++i) {
            result.hypotheses.push_back({"a", "b"});
            result.references.push_back({{"a", "b"}, {"c"}});
        }
        return result;
    }

    static std::string errorOf(const MeteorJar& jar, std::size_t count = 2)
    {
        try {
            scoreWithJar(jar, texts(count));
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }

    /// Counts SCORE lines; answers EVAL with 0.25 for each of them and 0.5 for all.
    static constexpr const char* honest = R"(n=0
while IFS= read -r line; do
  [ -z "$log" ] || printf '%s\n' "$line" >>"$log"
  case "$line" in
    SCORE*) n=$((n+1)); echo "2.0 2.0 1.0 0.0";;
    EVAL*) i=0; while [ $i -lt $n ]; do echo 0.25; i=$((i+1)); done; echo 0.5;;
  esac
done
)";

private Q_SLOTS:
    void theConversationIsAsTheJarHasIt()
    {
        // Every line is written down before it is answered.
        const std::filesystem::path log = m_folder.path() / "log";
        const MeteorJar program = jar("log='" + log.string() + "'\necho \"$@\" >\"$log\"\n" + honest);
        TokenizedTexts few = texts(1);
        few.hypotheses = {{"a", "|||", "b\r\nc"}, {}};
        few.references = {{{"x"}, {"y", "z"}}, {{"x"}}};
        const MeteorScores scores = scoreWithJar(program, few);
        QCOMPARE(scores.corpus, 0.5);
        QCOMPARE(scores.segments, (std::vector<double>{0.25, 0.25}));
        std::ifstream stream(log);
        const std::string said((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
        QCOMPARE(QString::fromStdString(said),
                 QString::fromStdString("-Xmx2G -jar " + program.path.string()
                                        + " - - -stdio -l en -norm\nSCORE ||| x ||| y z ||| a  b  c\nSCORE ||| x ||| \n"
                                          "EVAL ||| 2.0 2.0 1.0 0.0 ||| 2.0 2.0 1.0 0.0\n"));
    }

    void manySegmentsDoNotBlock()
    {
        // More than a pipe holds, in both directions.
        const MeteorScores scores = scoreWithJar(jar(honest), texts(20'000));
        QCOMPARE(scores.segments.size(), std::size_t(20'000));
    }

    void theVariantIsTheJars()
    {
        TextScoring scoring;
        scoring.meteor = jar(honest);
        const TextScores scores = scoreTexts({"a"}, {{"b"}}, scoring);
        QCOMPARE(scores.meteor, std::optional(0.5));
        QCOMPARE(scores.meteorVariant, std::string("official jar"));
        QCOMPARE(scores.segments.meteor, (std::vector<double>{0.25}));
    }

    void failuresAreTold()
    {
        QVERIFY(contains(errorOf(jar("echo 'no Java heap' >&2; exit 3")),
                         "ended with exit code 3 too early: \"no Java heap\""));
        QVERIFY(contains(errorOf(jar("kill -9 $$")), "was ended by signal 9"));
        QVERIFY(contains(errorOf(jar("exec >&-; exec sleep 30")), "closed its output too early"));
        QVERIFY(contains(errorOf(jar("echo 1 2; echo Error: 7; cat >/dev/null")),
                         "answered \"Error: 7\" where statistics"));
        QVERIFY(contains(errorOf(jar("read a; read b; echo 1; echo 2; read c; echo nan; echo 1; echo 1")),
                         "where a score"));
        QVERIFY(contains(errorOf(jar("read a; read b; echo 1; echo 2; read c; echo 0.5x; echo 1; echo 1")),
                         "where a score"));
        MeteorJar none = jar("");
        none.java = "no-such-java-program";
        QVERIFY(contains(errorOf(none), "no-such-java-program could not be started: there is no such program in PATH"));
    }

    void silenceEndsAtTheLimit()
    {
        QVERIFY(contains(errorOf(jar("exec sleep 60", 1)), "did not answer in time"));
        QVERIFY(contains(errorOf(jar("while :; do echo 1 >&2; done", 1)), "did not answer in time"));
    }

    void floodsEnd()
    {
        QVERIFY(contains(errorOf(jar("head -c 70000000 /dev/zero | tr '\\0' x; exec sleep 60")), "printed more than"));
    }

    void onlyAJarIsRun()
    {
        MeteorJar program = jar("touch " + (m_folder.path() / "ran").string());
        const auto problem = [&] { return badInputOf([&] { scoreWithJar(program, texts(1)); }); };
        program.path = m_folder.path() / "none.jar";
        QVERIFY(contains(problem(), "none.jar: does not exist"));
        program.path = m_folder.path();
        QVERIFY(contains(problem(), "is not a file"));
        program.path = m_folder.write("text.jar", "P");
        QVERIFY(contains(problem(), "text.jar: is not a jar"));
        QVERIFY(!std::filesystem::exists(m_folder.path() / "ran"));
    }
};

MOLEX_TEST(tst_MeteorJar)
#include "tst_MeteorJar.moc"
