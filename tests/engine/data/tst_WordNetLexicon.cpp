#include "engine/data/WordNetLexicon.h"

#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::badInputOf;
using support::contains;
using Words = std::vector<std::string>;

class tst_WordNetLexicon : public QObject {
    Q_OBJECT

private:
    static void write(const support::TemporaryFolder& folder)
    {
        folder.write("data.noun",
                     "  1 This software\n"
                     "00000001 18 n 03 man 0 adult_male 0 Adam 0 000 | a grown person\n"
                     "00000002 06 n 01 box 0 000 | a container\n"
                     "00000003 05 n 02 mouse 0 rodent 1 000 | a small animal\n");
        folder.write("data.verb",
                     "00000001 38 v 02 run 0 race 0 000 02 + 01 00 | go fast\n"
                     "00000002 35 v 02 box 0 fight 0 000 | use fists\n");
        folder.write("data.adj", "00000001 00 s 02 galore(ip) 0 plenty 0 000 | in great number\n");
        folder.write("data.adv", "00000001 02 r 01 well 0 000 | in a good way\n");
        folder.write("noun.exc", "mice mouse\n");
        folder.write("verb.exc", "ran run\n\n");
        folder.write("adj.exc", "");
        folder.write("adv.exc", "");
    }

private Q_SLOTS:
    void wordsOfASynsetAreSynonyms()
    {
        const support::TemporaryFolder folder;
        write(folder);
        const WordNetLexicon lexicon(folder.path());
        QCOMPARE(lexicon.synonyms("man"), (Words{"Adam", "man"})); // adult_male is a collocation
        QCOMPARE(lexicon.synonyms("adult_male"), (Words{"Adam", "man"}));
        QCOMPARE(lexicon.synonyms("box"), (Words{"box", "fight"})); // as a noun and as a verb
        QCOMPARE(lexicon.synonyms("galore"), (Words{"galore", "plenty"}));
        QCOMPARE(lexicon.synonyms("zebra"), Words());
    }

    void inflectionsLeadToTheirBase()
    {
        const support::TemporaryFolder folder;
        write(folder);
        const WordNetLexicon lexicon(folder.path());
        QCOMPARE(lexicon.synonyms("mice"), (Words{"mouse", "rodent"}));
        QCOMPARE(lexicon.synonyms("ran"), (Words{"race", "run"}));
        QCOMPARE(lexicon.synonyms("boxes"), (Words{"box", "fight"}));
        QCOMPARE(lexicon.synonyms("boxing"), (Words{"box", "fight"}));
        QCOMPARE(lexicon.synonyms("racings"), (Words{"race", "run"})); // the rules apply again where they find nothing
        QCOMPARE(lexicon.synonyms("s"), Words());
        QCOMPARE(lexicon.synonyms(std::string(3'000'000, 's')), Words()); // not taken apart letter by letter
    }

    void badFilesHaveTheirLine()
    {
        const support::TemporaryFolder folder;
        write(folder);
        folder.write("data.verb", "00000001 38 v 03 run 0 race 0 000 | more words than there are\n");
        folder.write("data.adj", "00000001 00 s zz galore 0 000 | x\n00000001 00 s ff a 0 | x\n00000001 00 | \n");
        folder.write("noun.exc", "mice mouse\nalone\nm\xFF x\n");
        std::filesystem::remove(folder.path() / "adv.exc");
        const std::string text = badInputOf([&] { WordNetLexicon lexicon(folder.path()); });
        for (const char* line : {"data.verb:1: has no words", "data.adj:1: has no words", "data.adj:2: has no words",
                                 "data.adj:3: has no words", "noun.exc:2: is not an irregular form",
                                 "noun.exc:3: is not an irregular form", "adv.exc: does not exist"})
            QVERIFY2(contains(text, line), (line + ("\n" + text)).c_str());
        QVERIFY(contains(badInputOf([&] { WordNetLexicon lexicon(folder.path() / "no"); }), "wordnet-base"));
    }
};

MOLEX_TEST(tst_WordNetLexicon)
#include "tst_WordNetLexicon.moc"
