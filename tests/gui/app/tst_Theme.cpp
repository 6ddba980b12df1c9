#include "gui/app/Theme.h"

#include <QPixmap>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtDBus/QDBusVariant>

#include "gui/app/SystemScheme.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_Theme : public QObject {
    Q_OBJECT

private:
    static double luminance(const QColor& colour)
    {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    }

    static double contrast(const QColor& first, const QColor& second)
    {
        const double a = luminance(first) + 0.05;
        const double b = luminance(second) + 0.05;
        return a > b ? a / b : b / a;
    }

    /// The most frequent opaque colour of an icon at 16 pixels.
    static QRgb inkOf(const QIcon& icon, QIcon::Mode mode = QIcon::Normal)
    {
        const QImage image = icon.pixmap(QSize(64, 64), mode).toImage().convertToFormat(QImage::Format_ARGB32);
        QHash<QRgb, int> counts;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (qAlpha(image.pixel(x, y)) == 255)
                    ++counts[image.pixel(x, y)];
        QRgb best = 0;
        for (auto entry = counts.constBegin(); entry != counts.constEnd(); ++entry)
            if (best == 0 || entry.value() > counts[best])
                best = entry.key();
        return best;
    }

private Q_SLOTS:
    void textCanBeReadOnItsGround()
    {
        for (const Colours& colours : {lightColours(), darkColours()}) {
            QVERIFY(contrast(colours.text, colours.window) >= 7);
            QVERIFY(contrast(colours.secondaryText, colours.window) >= 4.5);
            QVERIFY(contrast(colours.selectedText, colours.selection) >= 4.5);
            QVERIFY(contrast(colours.warning, colours.warningGround) >= 4.5);
            QVERIFY(contrast(colours.error, colours.errorGround) >= 4.5);
            QVERIFY(contrast(colours.success, colours.base) >= 4.5);
            for (int index = 0; index < runColourCount; ++index)
                QVERIFY(contrast(runColour(index, colours.dark), colours.base) >= 3);
        }
    }

    void theFallbackFontGivesWayToANarrowerOne()
    {
        const QString fallback = QStringLiteral("DejaVu Sans");
        const QStringList installed{QStringLiteral("DejaVu Sans"), QStringLiteral("Noto Sans")};
        QCOMPARE(Theme::interfaceFamily(fallback, installed), QStringLiteral("Noto Sans"));
        QCOMPARE(Theme::interfaceFamily(fallback, installed + QStringList{QStringLiteral("Inter")}), QStringLiteral("Inter"));
        QCOMPARE(Theme::interfaceFamily(fallback, {fallback}), fallback);
        QCOMPARE(Theme::interfaceFamily(QStringLiteral("Cantarell"), installed), QStringLiteral("Cantarell")); // chosen
    }

    void theEighthRunStartsAgainDashed()
    {
        QCOMPARE(runColour(7, false), runColour(0, false));
        QVERIFY(!isDashed(6));
        QVERIFY(isDashed(7));
        QVERIFY(!isDashed(14));
    }

    void switchingTellsAndChangesThePalette()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        QSignalSpy changed(&theme, &Theme::changed);
        QCOMPARE(qApp->palette().color(QPalette::Base), lightColours().base);
        const auto placeholder = [](QPalette::ColorGroup group) {
            return qApp->palette().color(group, QPalette::PlaceholderText);
        };
        QCOMPARE(placeholder(QPalette::Active), lightColours().secondaryText); // information, to be read
        QCOMPARE(placeholder(QPalette::Disabled), lightColours().disabledText);
        theme.setChoice(Theme::Choice::Dark);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(placeholder(QPalette::Active), darkColours().secondaryText);
        QVERIFY(theme.isDark());
        QCOMPARE(qApp->palette().color(QPalette::Base), darkColours().base);
        theme.setChoice(Theme::Choice::Dark);
        QCOMPARE(changed.count(), 1);
    }

    /// As the desktop's settings portal says it.
    void theThemeFollowsTheSystemWhereThatIsChosen()
    {
        Theme theme(*qApp, Theme::Choice::System);
        QSignalSpy changed(&theme, &Theme::changed);
        auto* scheme = theme.findChild<SystemScheme*>();
        const auto tell = [scheme](const char* group, const char* key, uint value) {
            QVERIFY(
                QMetaObject::invokeMethod(scheme, "portalChanged", Q_ARG(QString, QString::fromLatin1(group)),
                                          Q_ARG(QString, QString::fromLatin1(key)),
                                          Q_ARG(QDBusVariant, QDBusVariant(QVariant::fromValue(QDBusVariant(value))))));
        };
        constexpr auto appearance = "org.freedesktop.appearance";
        tell(appearance, "color-scheme", 2); // light
        QVERIFY(!theme.isDark());
        const auto before = changed.count();
        tell(appearance, "color-scheme", 1);
        QVERIFY(theme.isDark());
        QCOMPARE(changed.count(), before + 1);
        QCOMPARE(qApp->palette().color(QPalette::Base), darkColours().base);
        tell(appearance, "color-scheme", 1);
        tell(appearance, "contrast", 0);
        tell("org.gnome.desktop.interface", "color-scheme", 0);
        QCOMPARE(changed.count(), before + 1); // nothing else counts
        tell(appearance, "color-scheme", 0);   // no preference
        QVERIFY(!theme.isDark());
        theme.setChoice(Theme::Choice::Dark);
        tell(appearance, "color-scheme", 2);
        QVERIFY(theme.isDark()); // the user has chosen
        theme.setChoice(Theme::Choice::System);
        QVERIFY(!theme.isDark());
    }

    void anIconFollowsTheTheme()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        const QIcon icon = theme.icon(QStringLiteral("media-playback-stop"));
        QCOMPARE(inkOf(icon), lightColours().text.rgb());
        QCOMPARE(inkOf(icon, QIcon::Disabled), lightColours().disabledText.rgb());
        theme.setChoice(Theme::Choice::Dark);
        QCOMPARE(inkOf(icon), darkColours().text.rgb());
        QCOMPARE(inkOf(theme.icon(QStringLiteral("data-error"), Ink::Error)), darkColours().error.rgb());
    }

    void everyStateHasIconAndWord()
    {
        using storage::RunState;
        Theme theme(*qApp);
        QSet<QString> words;
        for (const RunState state : {RunState::Queued, RunState::Running, RunState::Paused, RunState::Finished,
                                     RunState::Stopped, RunState::Failed, RunState::Interrupted,
                                     RunState::Damaged}) {
            QVERIFY(!theme.stateIcon(state).isNull());
            QVERIFY(inkOf(theme.stateIcon(state)) != 0);
            words.insert(Theme::stateWord(state));
        }
        QCOMPARE(words.size(), 8);
    }

    void aScrollBarsHandleIsWhereItsValueIs()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        QScrollBar bar(Qt::Horizontal);
        bar.resize(300, 16);
        bar.setRange(0, 100);
        bar.setPageStep(50);
        const auto isHandle = [&](int x) {
            return bar.grab().toImage().pixelColor(x, 8) == lightColours().plotAxis;
        };
        QVERIFY(isHandle(60) && !isHandle(240));
        bar.setValue(100);
        QVERIFY(!isHandle(60) && isHandle(240));
        bar.setLayoutDirection(Qt::RightToLeft);
        QVERIFY(isHandle(60) && !isHandle(240));
        bar.setEnabled(false);
        QVERIFY(!isHandle(60));
        bar.setEnabled(true);
        bar.setRange(0, 0);
        QVERIFY(!isHandle(60) && !isHandle(240));
    }

    void textOnACellIsWhiteOrBlackByLuminance()
    {
        QCOMPARE(textOn(QColor(0x440154)), QColor(Qt::white));
        QCOMPARE(textOn(QColor(0xFDE725)), QColor(0x101214));
    }
};

MOLEX_GUI_TEST(tst_Theme)
#include "tst_Theme.moc"
