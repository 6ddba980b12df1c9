#include "gui/forms/JsonView.h"

#include <QTextBlock>

#include "engine/run/ConfigJson.h"
#include "gui/app/Theme.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;
using engine::Json;

class tst_JsonView : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};

    static void replace(JsonView& view, const QString& before, const QString& after)
    {
        view.setPlainText(view.toPlainText().replace(before, after));
    }

private Q_SLOTS:
    void whatIsTypedIsGivenOnAtOnce()
    {
        JsonView view(m_theme);
        QList<Json> edits;
        connect(&view, &JsonView::edited, this, [&](const Json& json) { edits << json; });
        view.setJson(engine::toJson(engine::RunConfig{}));
        QVERIFY(edits.isEmpty()); // not by the user
        replace(view, QStringLiteral("\"batch_size\": 32"), QStringLiteral("\"batch_size\": 16"));
        QCOMPARE(edits.size(), 1);
        QCOMPARE(edits.last()["training"]["batch_size"], Json(16));
    }

    void aSyntaxErrorIsMarkedInItsLineAndNothingIsGivenOn()
    {
        JsonView view(m_theme);
        view.setJson(engine::toJson(engine::RunConfig{}));
        QSignalSpy edited(&view, &JsonView::edited);
        QSignalSpy problem(&view, &JsonView::problemChanged);
        replace(view, QStringLiteral("\"batch_size\": 32,"), QStringLiteral("\"batch_size\": ,"));
        QVERIFY(edited.isEmpty());
        QCOMPARE(problem.count(), 1);
        QVERIFY(view.problem().has_value());
        QCOMPARE(view.extraSelections().size(), 1);
        QVERIFY(view.extraSelections().front().cursor.block().text().contains(QStringLiteral("batch_size")));
        replace(view, QStringLiteral("\"batch_size\": ,"), QStringLiteral("\"batch_size\": 8,"));
        QVERIFY(!view.problem());
        QVERIFY(view.extraSelections().isEmpty());
        QCOMPARE(edited.count(), 1);
    }

    void aKeyGivenTwiceIsMarkedInItsSecondLine()
    {
        JsonView view(m_theme);
        QSignalSpy edited(&view, &JsonView::edited);
        view.setPlainText(QStringLiteral("{\"training\": {\"steps\": 3,\n\"batch_size\": 4,\n\"steps\": 30}}"));
        QVERIFY(edited.isEmpty());
        QVERIFY(view.problem().has_value());
        QVERIFY2(view.problem()->message.find("\"training.steps\"") != std::string::npos,
                 view.problem()->message.c_str());
        QCOMPARE(view.extraSelections().size(), 1);
        QCOMPARE(view.extraSelections().front().cursor.blockNumber(), 2);
        view.setPlainText(QStringLiteral("{\"training\": {\"steps\": 3}}"));
        QVERIFY(!view.problem());
    }

    void aSectionThatIsNoneIsAProblem()
    {
        JsonView view(m_theme);
        view.setPlainText(QStringLiteral("{\"task\": 3}"));
        QCOMPARE(view.problem()->path, std::string("task"));
        view.setPlainText(QStringLiteral("[]"));
        QVERIFY(view.problem().has_value());
        view.setPlainText(QStringLiteral("{}"));
        QVERIFY(!view.problem());
    }

    void newValuesReplaceATextThatCannotBeRead()
    {
        JsonView view(m_theme);
        view.setPlainText(QStringLiteral("{"));
        QVERIFY(view.problem().has_value());
        view.setJson({{"name", "a"}});
        QVERIFY(!view.problem());
        QVERIFY(view.toPlainText().contains(QStringLiteral("\"name\": \"a\"")));
    }

    void theTextStaysAsTypedWhileItSaysTheSame()
    {
        JsonView view(m_theme);
        const QString mine = QStringLiteral("{\"name\":   \"a\"}");
        view.setPlainText(mine);
        view.setJson({{"name", "a"}});
        QCOMPARE(view.toPlainText(), mine);
    }
};

MOLEX_GUI_TEST(tst_JsonView)
#include "tst_JsonView.moc"
