#include <algorithm>
#include <memory>

#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/forms/ConfigForm.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

/// How the rows of a form come into sight.
class tst_FormRows : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    FileDialogs m_dialogs;

    std::unique_ptr<ConfigForm> shown()
    {
        auto form = std::make_unique<ConfigForm>(FormTools{m_theme, m_dialogs}, engine::RunConfig());
        form->resize(580, 400);
        form->show();
        return form;
    }

    static FieldEditor* editor(const ConfigForm& form, const char* path)
    {
        return form.findChild<FieldEditor*>(QString::fromLatin1(path));
    }

    static int seen(const ConfigForm& form)
    {
        const QList<FieldEditor*> editors = form.findChildren<FieldEditor*>();
        return int(std::count_if(editors.begin(), editors.end(), [](const auto* each) { return each->isVisible(); }));
    }

private Q_SLOTS:
    /// Each takes its time to be polished and laid out; all in one turn were felt while a run trains.
    void rowsComeAFewInEachTurn()
    {
        const auto form = shown();
        QVERIFY(QTest::qWaitForWindowExposed(form.get()));
        int before = seen(*form);
        form->setShowAll(true);
        QVERIFY(form->shownCount() > before + 3 * ConfigForm::rowsPerTurn);
        QCOMPARE(seen(*form), before + ConfigForm::rowsPerTurn);
        before = seen(*form);
        form->setShowAll(true); // in the same turn
        QCOMPARE(seen(*form), before);
        for (int turn = 0; turn < 1000 && seen(*form) < form->shownCount(); ++turn) {
            before = seen(*form);
            QCoreApplication::processEvents();
            QVERIFY(seen(*form) - before <= ConfigForm::rowsPerTurn);
        }
        QCOMPARE(seen(*form), form->shownCount());
        before = seen(*form);
        form->setShowAll(false);
        QVERIFY(form->shownCount() < before);
        QCOMPARE(seen(*form), form->shownCount()); // what goes does so at once
    }

    void whatIsOnItsWayAndNotWantedAnyMoreDoesNotCome()
    {
        const auto form = shown();
        form->setShowAll(true);
        QVERIFY(!editor(*form, "runtime.pad_to")->isVisible());
        form->setSearch(QStringLiteral("clip_norm"));
        QTRY_VERIFY(editor(*form, "training.clip_norm")->isVisible());
        QCOMPARE(seen(*form), 1);
        form->setSearch({});
        QTRY_COMPARE(seen(*form), form->shownCount());
        QVERIFY(editor(*form, "runtime.pad_to")->isVisible());
    }

    void rowsOfAFormThatIsNotSeenWaitForNothing()
    {
        ConfigForm form({m_theme, m_dialogs}, {});
        form.setShowAll(true);
        form.show();
        QCOMPARE(seen(form), form.shownCount());
    }

    void whoNeedsAFieldAtOnceHasIt()
    {
        const auto form = shown();
        form->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(form.get()));
        form->setShowAll(true);
        const FieldEditor* last = editor(*form, "runtime.pad_to");
        QVERIFY(!last->isVisible());
        form->focusField("runtime.pad_to");
        QCOMPARE(seen(*form), form->shownCount());
        QVERIFY(!last->visibleRegion().isEmpty()); // scrolled to
        QTRY_VERIFY(last->focusProxy()->hasFocus());
    }
};

MOLEX_GUI_TEST(tst_FormRows)
#include "tst_FormRows.moc"
