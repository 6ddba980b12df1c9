#include "gui/app/Theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>
#include <QLabel>
#include <QPalette>
#include <QToolTip>

#include "gui/app/SystemScheme.h"
#include "gui/app/WorkbenchStyle.h"

// Outside the namespace, as the macro asks: the icons are in a static library.
static void useIcons()
{
    Q_INIT_RESOURCE(molex_icons);
}

namespace gui {

namespace {

constexpr QLatin1String fallbackFamily("DejaVu Sans"); // which nobody has chosen

/// Without kerning and ligatures where a script can do without: they take most of the time of a picture full of texts.
QFont unshaped(QFont font)
{
    font.setStyleStrategy(QFont::StyleStrategy(font.styleStrategy() | QFont::PreferNoShaping));
    return font;
}

void useInterfaceFont()
{
    QFont font = QApplication::font();
    const QString system = QFontInfo(font).family();
    if (system != fallbackFamily)
        return; // without asking for all families, which takes long
    const QString family = Theme::interfaceFamily(system, QFontDatabase::families());
    if (family == system)
        return; // with what stands in for letters that it lacks
    font.setFamily(family);
    QApplication::setFont(font);
}

QPalette makePalette(const Colours& colours)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor& colour) { palette.setColor(role, colour); };
    set(QPalette::Window, colours.window);
    set(QPalette::WindowText, colours.text);
    set(QPalette::Base, colours.base);
    set(QPalette::AlternateBase, colours.alternateBase);
    set(QPalette::Text, colours.text);
    set(QPalette::PlaceholderText, colours.secondaryText);
    set(QPalette::Button, colours.button);
    set(QPalette::ButtonText, colours.text);
    set(QPalette::BrightText, colours.selectedText);
    set(QPalette::Highlight, colours.selection);
    set(QPalette::HighlightedText, colours.selectedText);
    set(QPalette::Link, colours.link);
    set(QPalette::LinkVisited, colours.link);
    set(QPalette::ToolTipBase, colours.dark ? colours.header : colours.base);
    set(QPalette::ToolTipText, colours.text);
    set(QPalette::Light, colours.dark ? colours.button : colours.base);
    set(QPalette::Midlight, colours.header);
    set(QPalette::Mid, colours.border);
    set(QPalette::Dark, colours.buttonBorder);
    set(QPalette::Shadow, colours.dark ? QColor(Qt::black) : colours.secondaryText);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                            QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, colours.disabledText);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colours.well);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, colours.disabledText);
    palette.setColor(QPalette::Disabled, QPalette::Base, colours.window);
    return palette;
}

QFont scaled(QFont font, double factor)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(qRound(font.pixelSize() * factor));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

QFont weighted(QFont font, QFont::Weight weight)
{
    font.setWeight(weight);
    return font;
}

constexpr Ink allInks[] = {Ink::Text,    Ink::Secondary, Ink::Accent, Ink::Link,
                           Ink::Success, Ink::Warning,   Ink::Error,  Ink::OnSelection};

} // namespace

Theme::Theme(QApplication& application, Choice choice)
    : m_application(application)
    , m_choice(choice)
    , m_colours(&lightColours())
    , m_system(new SystemScheme(this)) // before our palette hides the desktop's
{
    useIcons();
    for (const Ink each : allInks)
        m_inks[each] = std::make_shared<IconInks>();
    QApplication::setStyle(new WorkbenchStyle(*this));
    useInterfaceFont();
    for (const char* textual : {"QAbstractItemView", "QLabel"})
        QApplication::setFont(unshaped(QApplication::font(textual)), textual);
    connect(m_system, &SystemScheme::changed, this, [this] {
        if (m_choice == Choice::System)
            apply();
    });
    apply();
}

Theme::~Theme() = default;

void Theme::setChoice(Choice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    apply();
}

void Theme::apply()
{
    const bool dark = m_choice == Choice::Dark || (m_choice == Choice::System && m_system->isDark());
    m_colours = dark ? &darkColours() : &lightColours();
    for (const auto& [each, inks] : m_inks)
        *inks = IconInks{each == Ink::Warning ? m_colours->warningIcon : ink(each), m_colours->disabledText,
                         m_colours->selectedText, m_colours->base};
    const QPalette palette = makePalette(*m_colours);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    Q_EMIT changed();
}

QColor Theme::ink(Ink ink) const
{
    switch (ink) {
    case Ink::Text: return m_colours->text;
    case Ink::Secondary: return m_colours->secondaryText;
    case Ink::Accent: return m_colours->accent;
    case Ink::Link: return m_colours->link;
    case Ink::Success: return m_colours->success;
    case Ink::Warning: return m_colours->warning;
    case Ink::Error: return m_colours->error;
    case Ink::OnSelection: return m_colours->selectedText;
    }
    return m_colours->text;
}

QIcon Theme::icon(const QString& name, Ink ink) const
{
    return makeThemeIcon(name, m_inks.at(ink));
}

QIcon Theme::stateIcon(storage::RunState state) const
{
    using storage::RunState;
    switch (state) {
    case RunState::Queued: return icon(QStringLiteral("clock"));
    case RunState::Running: return icon(QStringLiteral("media-playback-start"), Ink::Accent);
    case RunState::Paused: return icon(QStringLiteral("media-playback-pause"), Ink::Accent);
    case RunState::Finished: return icon(QStringLiteral("dialog-ok-apply"), Ink::Success);
    case RunState::Stopped: return icon(QStringLiteral("media-playback-stop"), Ink::Secondary);
    case RunState::Failed: return icon(QStringLiteral("data-error"), Ink::Error);
    case RunState::Interrupted: return icon(QStringLiteral("data-warning"), Ink::Warning);
    case RunState::Imported: return icon(QStringLiteral("document-import"), Ink::Success);
    case RunState::Damaged: return icon(QStringLiteral("data-error"), Ink::Error);
    }
    return {};
}

QString Theme::stateWord(storage::RunState state)
{
    using storage::RunState;
    switch (state) {
    case RunState::Queued: return tr("queued");
    case RunState::Running: return tr("running");
    case RunState::Paused: return tr("paused");
    case RunState::Finished: return tr("finished");
    case RunState::Stopped: return tr("stopped");
    case RunState::Failed: return tr("failed");
    case RunState::Interrupted: return tr("interrupted");
    case RunState::Imported: return tr("imported");
    case RunState::Damaged: return tr("damaged");
    }
    return {};
}

Ink Theme::stateInk(storage::RunState state) const
{
    using storage::RunState;
    switch (state) {
    case RunState::Running:
    case RunState::Paused: return Ink::Link;
    case RunState::Finished:
    case RunState::Imported: return Ink::Success;
    case RunState::Failed:
    case RunState::Damaged: return Ink::Error;
    case RunState::Interrupted: return Ink::Warning;
    default: return Ink::Secondary;
    }
}

QString Theme::interfaceFamily(const QString& system, const QStringList& installed)
{
    if (system == fallbackFamily)
        for (const char* family : {"Inter", "Inter Variable", "Noto Sans"})
            if (installed.contains(QLatin1String(family)))
                return QLatin1String(family);
    return system;
}

QFont Theme::figures(const QFont& font)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    QFont made = font;
    made.setFeature("tnum", 1);
    return made;
#else
    return unshaped(font);
#endif
}

QFont Theme::small(const QFont& font)
{
    return scaled(font, 11.0 / 12.0);
}

QFont Theme::medium(const QFont& font)
{
    return weighted(font, QFont::Medium);
}

QFont Theme::semibold(const QFont& font)
{
    return weighted(font, QFont::DemiBold);
}

QFont Theme::heading(const QFont& font)
{
    QFont made = scaled(semibold(font), 20.0 / 12.0);
    made.setStyleStrategy(QFont::PreferDefault); // with kerning: it is large
    return made;
}

int Theme::rowHeight(const QFont& font)
{
    return QFontMetrics(font).height() + 8;
}

void Theme::paintNow(QWidget* label, Ink ink) const
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, this->ink(ink));
    palette.setColor(QPalette::Text, this->ink(ink));
    label->setPalette(palette);
}

void Theme::paintIn(QWidget* label, Ink ink)
{
    paintNow(label, ink);
    connect(this, &Theme::changed, label, [this, label, ink] { paintNow(label, ink); });
}

} // namespace gui
