#include "gui/models/LentTable.h"

#include <thread>

#include "tests/support/RunTables.h"
#include "tests/support/TestMain.h"

using namespace gui;

class tst_LentTable : public QObject {
    Q_OBJECT

private:
    static LentTable oneRun() { return LentTable(support::tableOf({{1, "before"}})); }

    static void rename(LentTable& table, const char* name)
    {
        storage::RunTable& changed = table.change();
        changed.set(0, *changed.columnOf("name"), std::string_view(name));
    }

private Q_SLOTS:
    void whatNobodyReadsIsChangedWhereItIs()
    {
        LentTable table = oneRun();
        const storage::RunTable* before = &*table;
        rename(table, "after");
        QVERIFY(&*table == before);
        QCOMPARE(table->textOf(0, "name"), std::string("after"));
    }

    void whatIsLentStaysAsItIs()
    {
        LentTable table = oneRun();
        std::shared_ptr<const storage::RunTable> lent = table.lend();
        QVERIFY(lent.get() == &*table); // no copy
        const std::weak_ptr waiting(lent);
        rename(table, "after");
        QCOMPARE(lent->textOf(0, "name"), std::string("before"));
        QCOMPARE(table->textOf(0, "name"), std::string("after"));
        const storage::RunTable* copied = &*table;
        rename(table, "later"); // which nobody reads
        QVERIFY(&*table == copied);
        lent.reset();
        QVERIFY(waiting.expired());
    }

    void whatWasGivenBackIsChangedWhereItIs()
    {
        LentTable table = oneRun();
        const storage::RunTable* before = &*table;
        std::shared_ptr<const storage::RunTable> lent = table.lend();
        const std::shared_ptr<const storage::RunTable> also = lent;
        lent.reset();
        rename(table, "after");
        QVERIFY(&*table != before); // still read
        before = &*table;
        table.lend().reset();
        rename(table, "later");
        QVERIFY(&*table == before);
        QCOMPARE(also->textOf(0, "name"), std::string("before"));
    }

    /// As a sweep is made while a run goes on; the thread sanitizer looks.
    void anotherThreadReadsWhileItChanges()
    {
        LentTable table = oneRun();
        for (int round = 0; round < 100; ++round) {
            const std::string expected = table->textOf(0, "name");
            std::string read;
            std::thread reader([lent = table.lend(), &read]() mutable {
                read = lent->textOf(0, "name");
                lent.reset();
            });
            rename(table, round % 2 == 0 ? "even" : "odd");
            reader.join();
            QCOMPARE(read, expected);
        }
    }
};

MOLEX_TEST(tst_LentTable)
#include "tst_LentTable.moc"
