#include "storage/runs/DocumentCells.h"

#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <map>

#include "storage/runs/FlatJson.h"
#include "storage/runs/RunOverview.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/RecordEvents.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;

/// Documents that share members are in a table what each is by itself.
class tst_DocumentCells : public QObject {
    Q_OBJECT

private:
    using Leaves = std::map<std::string, std::string>;
    using Kind = RunTable::Kind;
    using Source = RunTable::Source;

    /// JSON with its texts in single quotes, since moc loses its way in raw strings.
    static std::string quoted(std::string json)
    {
        std::replace(json.begin(), json.end(), '\'', '"');
        return json;
    }

    /// All but names.
    static DocumentCells cellsIn(RunTable& table)
    {
        return DocumentCells(
            table, [&table](const std::string& path, std::string_view text) -> std::optional<RunTable::Cell> {
                if (path == "name")
                    return std::nullopt;
                return table.cell(table.column(path, Source::Configuration, Kind::Words), text);
            });
    }

    static Leaves leavesIn(const RunTable& table, std::size_t row)
    {
        Leaves leaves;
        for (std::size_t column = 0; column < table.columnCount(); ++column)
            if (table.has(row, column))
                leaves[table.key(column)] = table.text(row, column);
        return leaves;
    }

private Q_SLOTS:
    void eachDocumentIsWhatItIsByItself_data()
    {
        QTest::addColumn<std::string>("json");
        const auto add = [](const char* name, const char* text) { QTest::newRow(name) << quoted(text); };
        add("as the others", "{'name':'b','task':{'kind':'glue','name':'cola'},'runtime':{'seed':1},'steps':10}");
        add("another seed", "{'name':'c','task':{'kind':'glue','name':'cola'},'runtime':{'seed':2},'steps':10}");
        add("a longer number", "{'steps':100,'task':{'kind':'glue','name':'cola'}}");
        add("another order", "{'steps':10,'runtime':{'seed':1},'name':'d'}");
        add("brackets and commas in texts", "{'steps':10,'text':'a, \\'b\\': {[','runtime':{'seed':1}}");
        add("backslashes", "{'text':'a\\\\','steps':10,'more':'\\\\\\''}");
        add("lists", "{'pairs':[['BLAS','x, y'],['Threads','2']],'list':[1,2],'deep':[[{'a':[]}]],'steps':10}");
        add("nothing", "{'none':null,'empty':'','list':[],'object':{},'steps':10}");
        add("white space", "{ \"steps\": 10 , \"runtime\" : {\"seed\":1} }\n");
        add("white space within members", "{'runtime': {'seed' : 3},'steps': 10}");
        add("one key twice", "{'steps':10,'steps':20}");
        add("one path twice", "{'runtime.seed':3,'runtime':{'seed':1}}");
        add("no member", "{}");
        add("no object", "[1,2]");
        add("a number", "7");
        add("no text", "");
        add("words", "no JSON");
        add("a bracket that is not open", "{'steps':10,'list':[1},'runtime':{'seed':1}}");
        add("a member that is missing", "{'steps':10,,'runtime':{'seed':1}}");
        add("a comma at the end", "{'steps':10,}");
        add("a value that is missing", "{'steps':10,'runtime':,'more':1}");
        add("a key alone", "{'steps':10,'runtime'}");
        add("no end", "{'steps':10,'runtime':{'seed':1}");
        add("the end of a list", "{'steps':10]");
        add("more after the end", "{'steps':10}{'runtime':{'seed':1}}");
        add("no end of a text", "{'steps':10,'text':'abc");
        add("a backslash at the end", "{'steps':10,'text':'abc\\");
        add("half a number", "{'steps':10,'more':1e}");
    }

    void eachDocumentIsWhatItIsByItself()
    {
        QFETCH(std::string, json);
                Leaves expected;
        const bool isJson = visitLeaves(json, [&expected](const std::string& path, std::string_view text) {
            if (path != "name")
                expected[path] = std::string(text);
        });
        std::erase_if(expected, [](const auto& leaf) { return leaf.second.empty(); });
        RunTable table;
        DocumentCells cells = cellsIn(table);
        const std::string before =
            quoted("{'name':'a','task':{'kind':'glue','name':'cola'},'runtime':{'seed':1},'steps':10}");
        QVERIFY(cells.fill(table.row(1), before));
        const Leaves others = leavesIn(table, 0);
        QCOMPARE(others.size(), std::size_t(4));
        for (std::int64_t run = 2; run < 4; ++run) { // the second time it is known
            const std::size_t row = table.row(run);
            QCOMPARE(cells.fill(row, json), isJson);
            QVERIFY(leavesIn(table, row) == expected);
        }
        QVERIFY(cells.fill(table.row(4), before));
        QVERIFY(leavesIn(table, 3) == others);
        QVERIFY(leavesIn(table, 0) == others);
    }

    void manyDocumentsWithLittleInCommonAreRead()
    {
        RunTable table;
        DocumentCells cells = cellsIn(table);
        const std::size_t row = table.row(1);
        const std::string text(500, 'x'); // more in all than is kept
        for (int i = 0; i < 50'000; ++i) {
            const std::string number = std::to_string(i);
            const std::string name = text + number;
            QVERIFY(cells.fill(row, quoted("{'runtime':{'seed':7},'name':'" + name + "','steps':" + number + "}")));
            QCOMPARE(table.textOf(row, "steps"), number);
        }
        QCOMPARE(table.textOf(row, "runtime.seed"), std::string("7"));
    }

    void aColumnOfTheOtherKindStaysAsItIs()
    {
        RunTable table;
        const std::size_t row = table.row(1);
        const std::size_t numbers = table.column("steps", Source::Fact, Kind::Numbers);
        const std::size_t words = table.column("task", Source::Fact, Kind::Words);
        table.set(row, numbers, 5.0);
        table.set(row, words, "cola");
        DocumentCells cells = cellsIn(table);
        QVERIFY(cells.fill(row, quoted("{'steps':10}")));
        QCOMPARE(table.number(row, numbers), 5.0);
        QVERIFY(!table.cell(words, 1.0));
        table.set(row, words, 1.0);
        QCOMPARE(table.text(row, words), std::string("cola"));
        table.clear(row, words);
        table.clear(row, numbers);
        QVERIFY(!table.has(row, words) && !table.has(row, numbers));
    }

    void runsThatShareMembersKeepWhatIsTheirOwn()
    {
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path());
        for (int run = 1; run <= 3; ++run) {
            const std::string json =
                quoted("{'task':{'kind':'glue','name':'cola'},'runtime':{'seed':" + std::to_string(run) + "}}");
            engine::RunStarted started = support::sampleStart();
            started.environment.back().second = std::to_string(10 * run);
            started.parameters.trainable = run;
            support::record(folder.path(), repository.create("r", "", json), {started, support::sampleEnd()});
        }
        SQLite::Database((folder.path() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE)
            .exec("UPDATE runs SET started = '{\"layers\":3,' WHERE id = 2");
        RunOverview overview;
        repository.update(overview);
        const RunTable& table = overview.table();
        for (const std::int64_t run : {1, 3}) {
            const std::size_t row = *table.rowOf(run);
            QCOMPARE(table.textOf(row, "state"), std::string("finished"));
            QCOMPARE(table.textOf(row, "task"), std::string("cola"));
            QCOMPARE(table.numberOf(row, "runtime.seed"), double(run));
            QCOMPARE(table.numberOf(row, "trainable"), double(run));
            QCOMPARE(table.numberOf(row, "layers"), 12.0);
            QCOMPARE(table.textOf(row, "metric"), std::string("matthews"));
            QCOMPARE(table.textOf(row, "environment.blas"), std::string("OpenBLAS 0.3.21"));
            QCOMPARE(table.numberOf(row, "environment.threads"), 10.0 * double(run));
        }
        const std::size_t damaged = *table.rowOf(2);
        QCOMPARE(table.textOf(damaged, "state"), std::string("damaged"));
        QCOMPARE(table.numberOf(damaged, "runtime.seed"), 2.0);
        QCOMPARE(table.numberOf(damaged, "layers"), 3.0);
        QVERIFY(table.textOf(damaged, "environment.threads").empty());
        QCOMPARE(table.textOf(damaged, "task"), std::string("cola"));
    }
};

MOLEX_TEST(tst_DocumentCells)
#include "tst_DocumentCells.moc"
