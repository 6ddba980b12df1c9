#include "gui/pages/ConfusionMatrix.h"

#include <QComboBox>
#include <QHelpEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolTip>
#include <QTreeWidget>

#include "gui/app/FileDialogs.h"
#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/pages/SampleScoresView.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

/// The scores of all rows of an evaluation, with two classes and with many.
class tst_ConfusionMatrix : public QObject {
    Q_OBJECT

private:
    /// `classes` of 20 rows each: class c is taken c times for the one before.
    static SampleSet samples(int classes)
    {
        SampleSet set;
        for (int c = 0; c < classes; ++c) {
            set.classes.push_back("noun.category" + std::to_string(c));
            for (int row = 0; row < 20; ++row) {
                set.rows.labels.push_back(c);
                set.rows.predictions.push_back(row < c ? c - 1 : c);
            }
        }
        set.rows.losses.assign(set.rows.labels.size(), 0.5F);
        set.rows.probability.assign(set.rows.labels.size(), 0.7F);
        set.rows.labelProbability = set.rows.probability;
        return set;
    }

    /// As high as the page of a window of 800 pixels leaves it.
    struct Shown
    {
        explicit Shown(int classes)
            : theme(*qApp, Theme::Choice::Light)
            , view(theme, dialogs)
        {
            const SampleSet set = samples(classes);
            view.setSamples(&set);
            view.resize(1004, 230);
            view.show();
            isReady = QTest::qWaitForWindowExposed(&view);
            QCoreApplication::processEvents();
            matrix = view.findChild<ConfusionMatrix*>(QStringLiteral("confusionMatrix"));
        }
        template <class T>
        T& find(const char* name)
        {
            return *view.findChild<T*>(QLatin1String(name));
        }

        Theme theme;
        FileDialogs dialogs;
        SampleScoresView view;
        ConfusionMatrix* matrix = nullptr;
        bool isReady = false;
    };

    static QStringList firstRow(const QTreeWidget& table)
    {
        QStringList cells;
        for (int column = 0; column < table.columnCount(); ++column)
            cells << table.topLevelItem(0)->text(column);
        return cells;
    }

private Q_SLOTS:
    void everyNumberHasRoomAndCanBeReached_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<bool>("isScrolled");
        QTest::newRow("two") << 2 << false;
        QTest::newRow("three") << 3 << false;
        QTest::newRow("forty-five") << 45 << true;
    }

    void everyNumberHasRoomAndCanBeReached()
    {
        QFETCH(int, classes);
        QFETCH(bool, isScrolled);
        Shown shown(classes);
        ConfusionMatrix& matrix = *shown.matrix;
        const QFontMetrics metrics(Theme::semibold(Theme::figures(matrix.font())));
        const QSize cell = matrix.cellRect(0, 0).size();
        QVERIFY(cell.width() > metrics.horizontalAdvance(QStringLiteral("20")));
        QVERIFY(cell.height() >= metrics.height());
        const QScrollBar& across = *matrix.horizontalScrollBar();
        const QScrollBar& down = *matrix.verticalScrollBar();
        QCOMPARE(across.maximum() > 0, isScrolled);
        QCOMPARE(down.maximum() > 0, isScrolled);
        const auto last = [&] { return matrix.cellRect(std::size_t(classes - 1), std::size_t(classes - 1)); };
        QCOMPARE(matrix.viewport()->rect().contains(last()), !isScrolled);
        matrix.horizontalScrollBar()->setValue(across.maximum());
        matrix.verticalScrollBar()->setValue(down.maximum());
        QVERIFY(matrix.viewport()->rect().contains(last()));
    }

    void cellsGrowWithTheRoom()
    {
        Shown shown(3);
        const QSize before = shown.matrix->cellRect(0, 0).size();
        shown.view.resize(1204, 330);
        QCoreApplication::processEvents();
        const QSize after = shown.matrix->cellRect(0, 0).size();
        QVERIFY(after.width() > before.width() && after.height() > before.height());
    }

    void theKeysReachEveryCellAndSayIt()
    {
        Shown shown(45);
        ConfusionMatrix& matrix = *shown.matrix;
        for (int step = 0; step < 44; ++step)
            QTest::keyClick(&matrix, Qt::Key_Down);
        for (int step = 0; step < 43; ++step)
            QTest::keyClick(&matrix, Qt::Key_Right);
        QVERIFY(matrix.viewport()->rect().contains(matrix.cellRect(44, 43)));
        const QString text = QStringLiteral("Label noun.category44, predicted noun.category43: 20 rows, ");
        QVERIFY2(matrix.accessibleDescription().startsWith(text), qPrintable(matrix.accessibleDescription()));
        QCOMPARE(QToolTip::text(), matrix.accessibleDescription());
        QSignalSpy chosen(&shown.view, &SampleScoresView::cellChosen);
        QTest::keyClick(&matrix, Qt::Key_Return);
        QCOMPARE(chosen.takeFirst(), (QVariantList{44, 43}));
        for (int step = 0; step < 44; ++step)
            QTest::keyClick(&matrix, Qt::Key_Up);
        QCOMPARE(matrix.verticalScrollBar()->value(), 0);
        QToolTip::hideText();
    }

    /// Also where it is scrolled, and not where the names are.
    void thePointerSaysAndChoosesTheCellUnderIt()
    {
        Shown shown(45);
        ConfusionMatrix& matrix = *shown.matrix;
        const QPoint first = matrix.cellRect(0, 0).center();
        matrix.verticalScrollBar()->setValue(10 * (matrix.cellRect(0, 0).height() + 1));
        matrix.horizontalScrollBar()->setValue(9 * (matrix.cellRect(0, 0).width() + 1));
        QCOMPARE(matrix.cellRect(10, 9).center(), first);
        QHelpEvent help(QEvent::ToolTip, first, matrix.viewport()->mapToGlobal(first));
        QCoreApplication::sendEvent(matrix.viewport(), &help);
        QCOMPARE(QToolTip::text(), matrix.cellText(10, 9));
        QCOMPARE(matrix.cellText(1, 0),
                 QStringLiteral("Label noun.category1, predicted noun.category0: 1 row, 5 % of the label's 20"));
        QToolTip::hideText();
        QSignalSpy chosen(&shown.view, &SampleScoresView::cellChosen);
        QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(chosen.takeFirst(), (QVariantList{10, 9}));
        QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, QPoint(first.x(), 3));
        QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, QPoint(3, first.y()));
        QVERIFY(chosen.isEmpty());
    }

    void namesScrollWithTheirCellsAlone()
    {
        Shown shown(45);
        ConfusionMatrix& matrix = *shown.matrix;
        const QRect cells = matrix.cellRect(0, 0);
        const auto labels = [&] {
            return matrix.viewport()->grab(QRect(20, cells.top(), cells.left() - 20, 60)).toImage();
        };
        const QImage before = labels();
        matrix.horizontalScrollBar()->setValue(7 * (cells.width() + 1));
        QCOMPARE(labels(), before);
        matrix.verticalScrollBar()->setValue(7 * (cells.height() + 1));
        QVERIFY(labels() != before);
    }

    void withManyClassesTheCommonestConfusionsStandBeside()
    {
        Shown shown(45);
        QTreeWidget& table = shown.find<QTreeWidget>("confusionsTreeWidget");
        QVERIFY(table.isVisible() && !shown.find<QTreeWidget>("classScoresTreeWidget").isVisible());
        QCOMPARE(table.topLevelItemCount(), 44);
        QCOMPARE(firstRow(table), (QStringList{QStringLiteral("noun.category20"), QStringLiteral("noun.category19"),
                                               format::whole(20)})); // the first of those with as many
        QSignalSpy chosen(&shown.view, &SampleScoresView::cellChosen);
        table.setCurrentItem(table.topLevelItem(0));
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(chosen.takeFirst(), (QVariantList{20, 19}));
    }

    void whatTheUserChoseStays()
    {
        Shown shown(3);
        QVERIFY(shown.find<QTreeWidget>("classScoresTreeWidget").isVisible());
        auto& choice = shown.find<QComboBox>("scoresTableComboBox");
        choice.setFocus();
        QTest::keyClick(&choice, Qt::Key_Down);
        QVERIFY(shown.find<QTreeWidget>("confusionsTreeWidget").isVisible());
        const SampleSet next = samples(3);
        shown.view.setSamples(&next);
        QVERIFY(shown.find<QTreeWidget>("confusionsTreeWidget").isVisible());
    }
};

MOLEX_GUI_TEST(tst_ConfusionMatrix)
#include "tst_ConfusionMatrix.moc"
