#include "gui/plots/LabelPlaces.h"

#include <QTemporaryDir>

#include <memory>
#include <vector>

#include "gui/app/Theme.h"
#include "tests/support/GroupPlotTest.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SavedPicture.h"

using namespace gui;
using Places = std::vector<double>;

/// Words beside the ends of curves, in a picture that has not room for all.
class tst_LabelPlaces : public support::GroupPlotTest {
    Q_OBJECT

private:
    /// Groups whose curves all end at the same place.
    static std::shared_ptr<const CompareResult> resultOfGroups(int count)
    {
        auto result = std::make_shared<CompareResult>(*resultOf({series(10, flat(0.5))}, series(10, flat(0.5))));
        auto& groups = result->tasks[0].groups;
        while (int(groups.size()) < count)
            groups.push_back(groups.front());
        for (std::size_t group = 0; group < groups.size(); ++group)
            groups[group].name = QStringLiteral("group %1.").arg(group);
        return result;
    }

    /// What is written into a saved picture, whose words are text; `room`: lines beside the axes.
    QString written(int groups, std::size_t* room = nullptr)
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        display(plot, resultOfGroups(groups));
        const QRectF axes = canvasOf(plot).axisRect()->rect();
        const double height = QFontMetricsF(Theme::semibold(Theme::small(plot.font()))).height();
        if (room != nullptr)
            *room = linesWithin(axes.top(), axes.bottom(), height);
        QTemporaryDir folder;
        QFile picture(folder.filePath(QStringLiteral("curves.svg")));
        if (!support::savePicture(plot, picture.fileName()).isEmpty() || !picture.open(QIODevice::ReadOnly))
            return {};
        return QString::fromUtf8(picture.readAll());
    }

private Q_SLOTS:
    void linesThatHaveRoom_data()
    {
        QTest::addColumn<double>("bottom");
        QTest::addColumn<std::size_t>("lines");
        QTest::newRow("none") << 9.0 << std::size_t(0);
        QTest::newRow("one, at the top") << 10.0 << std::size_t(1);
        QTest::newRow("one and nearly another") << 21.9 << std::size_t(1);
        QTest::newRow("two") << 22.0 << std::size_t(2);
    }

    void linesThatHaveRoom()
    {
        QFETCH(double, bottom);
        QTEST(linesWithin(10, bottom, 12), "lines");
    }

    void labelsArePushedApart_data()
    {
        QTest::addColumn<Places>("wanted");
        QTest::addColumn<Places>("places");
        QTest::newRow("none") << Places{} << Places{};
        QTest::newRow("apart already") << Places{10, 40, 100} << Places{10, 40, 100};
        QTest::newRow("down from each other") << Places{20, 21, 22} << Places{20, 30, 40};
        QTest::newRow("down from the top") << Places{-5, -5} << Places{0, 10};
        QTest::newRow("up from the bottom") << Places{98, 99, 99} << Places{80, 90, 100};
        QTest::newRow("as many as there is room for") << Places(11, 50.0)
                                                      << Places{0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100};
    }

    void labelsArePushedApart()
    {
        QFETCH(Places, wanted);
        QTEST(pushedApart(wanted, 0, 100, 10), "places");
    }

    void namesThatHaveRoomAreAllThere()
    {
        const QString svg = written(5);
        for (int group = 0; group < 5; ++group)
            QVERIFY(svg.contains(QStringLiteral("group %1.").arg(group)));
        QVERIFY(!svg.contains(QLatin1String("more")));
    }

    void ofManyGroupsTheFirstAreNamedAndTheOthersCounted()
    {
        constexpr int all = 60;
        std::size_t room = 0;
        const QString svg = written(all, &room);
        int named = 0;
        while (svg.contains(QStringLiteral("group %1.").arg(named)))
            ++named;
        QVERIFY(named > 5);
        QCOMPARE(named, int(room) - 1); // a line is left for the count
        QCOMPARE(svg.count(QLatin1String("group ")), named); // and none of the others
        QVERIFY(svg.contains(QStringLiteral("+ %1 more").arg(all - named)));
    }
};

MOLEX_GUI_TEST(tst_LabelPlaces)
#include "tst_LabelPlaces.moc"
