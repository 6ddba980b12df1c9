#include "gui/pages/QueuePanel.h"

#include <QApplication>
#include <QDrag>
#include <QTableView>
#include <QTimer>
#include <QWindow>

#include "engine/run/ConfigJson.h"
#include "gui/app/Theme.h"
#include "gui/models/QueueModel.h"
#include "tests/support/FakeSession.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

/// The queue reordered with the mouse: pressed, moved, let go, and all between is Qt's own drag. It needs a platform
/// that has one: "offscreen" gives every drag up at once, "minimal" goes through with it.
class tst_QueueDrag : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};

    /// Runs 1, 2 and 3 wait.
    struct Waiting
    {
        explicit Waiting(Theme& theme)
            : model(theme)
            , panel(model, theme)
            , table(panel.findChild<QTableView*>(QStringLiteral("queueTable")))
        {
            std::vector<storage::RunRecord> records;
            for (const std::int64_t id : {1, 2, 3}) {
                storage::RunRecord record;
                record.id = id;
                record.name = std::to_string(id);
                record.configJson = engine::toJson(support::fakeConfig("a")).dump();
                records.push_back(record);
            }
            model.setRows(makeRunRows(std::move(records)));
            panel.resize(600, 240);
            panel.show();
        }

        /// Within a row, in the window.
        QPoint place(int row, int fromTop) const
        {
            const QRect cell = table->visualRect(model.index(row, QueueModel::Name));
            return table->viewport()->mapTo(&panel, QPoint(cell.center().x(), cell.top() + fromTop));
        }

        /// Moves this far before anything is let go, and then, where that has begun a drag, on to its end.
        void drag(const QPoint& from, int first, const QPoint& to)
        {
            QWindow* window = panel.windowHandle();
            QTimer hand; // while Qt waits for the end of the drag
            QObject::connect(&hand, &QTimer::timeout, &panel, [this, window, from, to, &hand] {
                if (table->findChild<QDrag*>() == nullptr)
                    return;
                hand.stop();
                begun = true;
                constexpr int moves = 4;
                for (int move = 1; move <= moves; ++move)
                    QTest::mouseMove(window, from + (to - from) * move / moves);
                QTest::mouseRelease(window, Qt::LeftButton, {}, to);
            });
            hand.start(1);
            QTest::mousePress(window, Qt::LeftButton, {}, from);
            QTest::mouseMove(window, from + QPoint(1, 0));
            QTest::mouseMove(window, from + QPoint(first, 0));
            if (!begun)
                QTest::mouseRelease(window, Qt::LeftButton, {}, from + QPoint(first, 0));
        }

        QString order() const
        {
            QString text;
            for (int row = 0; row < model.rowCount(); ++row)
                text += model.index(row, QueueModel::Name).data().toString();
            return text;
        }

        QueueModel model;
        QueuePanel panel;
        QTableView* table;
        bool begun = false; ///< a drag
    };

private Q_SLOTS:
    void initTestCase()
    {
        if (QGuiApplication::platformName() == QLatin1String("offscreen"))
            QSKIP("no drag goes on here: QT_QPA_PLATFORM=minimal:enable_fonts");
    }

    void aRunIsDraggedBetweenOthers_data()
    {
        QTest::addColumn<int>("dragged");
        QTest::addColumn<int>("target");
        QTest::addColumn<bool>("isBelow");
        QTest::addColumn<QString>("order");
        QTest::addColumn<qint64>("next"); // the run that it goes before
        QTest::newRow("up to the first") << 2 << 0 << false << "312" << qint64(1);
        QTest::newRow("up between two") << 2 << 1 << false << "132" << qint64(2);
        QTest::newRow("down between two") << 0 << 1 << true << "213" << qint64(3);
        QTest::newRow("down to the last") << 0 << 2 << true << "231" << qint64(0);
    }

    void aRunIsDraggedBetweenOthers()
    {
        QFETCH(int, dragged);
        QFETCH(int, target);
        QFETCH(bool, isBelow);
        QFETCH(QString, order);
        QFETCH(qint64, next);
        Waiting waiting(m_theme);
        QVERIFY(QTest::qWaitForWindowExposed(&waiting.panel));
        QSignalSpy moved(&waiting.model, &QueueModel::moved);
        const int height = waiting.table->rowHeight(target);
        waiting.drag(waiting.place(dragged, height / 2), 2 * QApplication::startDragDistance(),
                     waiting.place(target, isBelow ? height - 2 : 1));
        QVERIFY(waiting.begun);
        QCOMPARE(waiting.order(), order);
        QCOMPARE(moved.count(), 1); // the store is asked for the same
        QCOMPARE(moved.front()[0].toLongLong(), qint64(dragged + 1));
        QCOMPARE(moved.front()[1].toLongLong(), next);
    }

    void aHandThatTremblesDragsNothing()
    {
        Waiting waiting(m_theme);
        QVERIFY(QTest::qWaitForWindowExposed(&waiting.panel));
        const int height = waiting.table->rowHeight(0);
        waiting.drag(waiting.place(2, height / 2), QApplication::startDragDistance() / 2, waiting.place(0, 1));
        QVERIFY(!waiting.begun);
        QCOMPARE(waiting.order(), QStringLiteral("123"));
        QCOMPARE(waiting.table->selectionModel()->selectedRows().value(0).row(), 2); // pressed it was
    }
};

MOLEX_GUI_TEST(tst_QueueDrag)
#include "tst_QueueDrag.moc"
