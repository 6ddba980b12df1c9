#include "gui/pages/CostPanel.h"

#include <algorithm>

#include <QLabel>

#include "gui/app/Theme.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

/// What the panel makes of a cost, whatever it was computed from.
class tst_CostPanel : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};

    /// In the engine's order: what the method trains, the head, what the routing trains.
    static CostPanel::Price mixture()
    {
        CostPanel::Price price;
        price.checked.result.cost.parameters = {
            124'600'000, 896'270, 9228,
            {{"LoRA, query and value", 294'912}, {"Classification head", 592'130}, {"Gate, linear, shared", 9228}}};
        price.base = QStringLiteral("LoRA");
        price.hasFixedMixing = true;
        return price;
    }

    /// The texts of the panel's labels from top to bottom.
    static QStringList texts(const CostPanel& panel)
    {
        QList<QLabel*> labels = panel.findChildren<QLabel*>();
        labels.removeIf([](const QLabel* label) { return !label->isVisible() || label->text().isEmpty(); });
        std::stable_sort(labels.begin(), labels.end(), [&panel](const QLabel* a, const QLabel* b) {
            return a->mapTo(&panel, QPoint()).y() < b->mapTo(&panel, QPoint()).y();
        });
        QStringList found;
        for (const QLabel* label : labels)
            found << label->text();
        return found;
    }

    void open(CostPanel& panel, const CostPanel::Price& price)
    {
        panel.setPrice(price);
        panel.resize(256, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
    }

private Q_SLOTS:
    void whatTheMixtureTrainsStandsAboveTheHead()
    {
        CostPanel panel(m_theme);
        open(panel, mixture());
        const QStringList seen = texts(panel);
        const qsizetype method = seen.indexOf(QStringLiteral("LoRA, query and value"));
        const qsizetype gate = seen.indexOf(QStringLiteral("Gate, linear, shared"));
        const qsizetype head = seen.indexOf(QStringLiteral("Classification head"));
        const qsizetype mixing = seen.indexOf(QStringLiteral("Mixing weights, fixed"));
        QVERIFY2(method >= 0 && method < gate && gate < head && head < mixing, qPrintable(seen.join(QLatin1Char(';'))));
        QVERIFY(seen.filter(QStringLiteral("; LoRA alone 887,042")).size() == 1);
    }

    void whatMixesNothingIsComparedWithNothing()
    {
        CostPanel panel(m_theme);
        CostPanel::Price price = mixture();
        price.base.clear(); // experts with routers of their own
        price.hasFixedMixing = false;
        open(panel, price);
        const QString seen = texts(panel).join(QLatin1Char(';'));
        QVERIFY2(!seen.contains(QStringLiteral("alone")) && !seen.contains(QStringLiteral("Mixing weights, fixed")),
                 qPrintable(seen));
        QVERIFY2(seen.contains(QStringLiteral("gates and mixing weights 9,228")), qPrintable(seen));
    }

    void whatItWasComputedWithIsSaidWhileTheFormIsNotValid()
    {
        CostPanel panel(m_theme);
        const QString words = QStringLiteral("Computed with Max length 512, the last valid value.");
        panel.setOutdated(words); // nothing was computed yet
        open(panel, {});
        panel.setOutdated({});
        QVERIFY(!texts(panel).contains(words));
        panel.setPrice(mixture());
        panel.setOutdated(words);
        QTRY_VERIFY(texts(panel).contains(words));
        panel.setOutdated({});
        QVERIFY(!texts(panel).contains(words));
    }
};

MOLEX_GUI_TEST(tst_CostPanel)
#include "tst_CostPanel.moc"
