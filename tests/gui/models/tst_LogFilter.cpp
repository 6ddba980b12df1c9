#include "gui/models/LogFilter.h"

#include <QAbstractItemModelTester>

#include "gui/models/RunLogModel.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_LogFilter : public QObject {
    Q_OBJECT

    QStringList shown() const
    {
        QStringList texts;
        for (int row = 0; row < m_filter->rowCount(); ++row)
            texts << m_filter->index(row, RunLogModel::Text).data().toString();
        return texts;
    }

    void say(engine::LogLevel level, const char* text) { m_run->apply({engine::LogLine{level, text}}, 5); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RunModel> m_run;
    std::unique_ptr<RunLogModel> m_lines;
    std::unique_ptr<LogFilter> m_filter;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(*qApp);
        m_run = std::make_unique<RunModel>();
        m_lines = std::make_unique<RunLogModel>(*m_theme);
        m_lines->setRun(m_run.get());
        m_filter = std::make_unique<LogFilter>(*m_lines, QList<int>{RunLogModel::Text});
        m_tester = std::make_unique<QAbstractItemModelTester>(m_filter.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        say(engine::LogLevel::Info, "CoLA: 8,551 train rows");
        say(engine::LogLevel::Warning, "17 rows are in train and in dev");
        say(engine::LogLevel::Error, "model.safetensors: not found");
    }

    void cleanup()
    {
        m_tester.reset();
        m_filter.reset();
        m_lines.reset();
    }

    void everyWordMustOccurInAnyOrderAndCase()
    {
        m_filter->setWords(QStringLiteral("ROWS  cola"));
        QCOMPARE(shown(), QStringList(QStringLiteral("CoLA: 8,551 train rows")));
        m_filter->setWords(QStringLiteral("rows"));
        QCOMPARE(shown().size(), 2);
        m_filter->setWords(QStringLiteral("rows safetensors"));
        QVERIFY(shown().isEmpty());
        m_filter->setWords(QStringLiteral("  "));
        QCOMPARE(shown().size(), 3);
    }

    void onlyTheColumnsAskedForAreSearched()
    {
        m_filter->setWords(QStringLiteral("warning"));
        QVERIFY(shown().isEmpty());
    }

    void levelsAndWordsBothCount()
    {
        m_filter->setLowest(int(engine::LogLevel::Warning));
        QCOMPARE(shown().size(), 2);
        m_filter->setWords(QStringLiteral("rows"));
        QCOMPARE(shown(), QStringList(QStringLiteral("17 rows are in train and in dev")));
        m_filter->setLowest(int(engine::LogLevel::Error));
        QVERIFY(shown().isEmpty());
        m_filter->setWords({});
        QCOMPARE(shown(), QStringList(QStringLiteral("model.safetensors: not found")));
    }

    void newLinesAreFilteredToo()
    {
        m_filter->setWords(QStringLiteral("rows"));
        say(engine::LogLevel::Info, "no match");
        say(engine::LogLevel::Info, "3 rows are cut");
        QCOMPARE(shown().size(), 3);
        QCOMPARE(shown().back(), QStringLiteral("3 rows are cut"));
    }
};

MOLEX_GUI_TEST(tst_LogFilter)
#include "tst_LogFilter.moc"
