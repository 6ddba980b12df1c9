#include "gui/app/ElidedLabel.h"

#include <QHelpEvent>
#include <QToolTip>

#include "tests/support/GuiTestMain.h"

using namespace gui;

/// The tip of a line that is cut.
class tst_ElidedLabel : public QObject {
    Q_OBJECT

    static QString tipAt(ElidedLabel& label, int width)
    {
        label.resize(width, label.sizeHint().height());
        QHelpEvent asked(QEvent::ToolTip, {}, label.mapToGlobal(QPoint()));
        QCoreApplication::sendEvent(&label, &asked);
        return QToolTip::text();
    }

private Q_SLOTS:
    void cleanup()
    {
        QToolTip::hideText();
        QTRY_VERIFY(!QToolTip::isVisible());
    }

    void whatIsCutIsInTheTip()
    {
        ElidedLabel label(QStringLiteral("35 of 81 differ, 1 < 2"));
        label.show();
        QCOMPARE(tipAt(label, label.sizeHint().width() + 1), QString());
        QCOMPARE(tipAt(label, label.sizeHint().width() / 2), QStringLiteral("35 of 81 differ, 1 < 2"));
    }

    void aTipOfItsOwnStays()
    {
        ElidedLabel label(QStringLiteral("35 of 81 differ"));
        label.setToolTip(QStringLiteral("settings"));
        label.show();
        QCOMPARE(tipAt(label, label.sizeHint().width() / 2), QStringLiteral("settings"));
    }
};

MOLEX_GUI_TEST(tst_ElidedLabel)
#include "tst_ElidedLabel.moc"
