#pragma once

#include <QFont>
#include <QIcon>
#include <QObject>
#include <QStringList>

#include <map>
#include <memory>

#include "gui/app/Colours.h"
#include "gui/app/ThemeIcon.h"
#include "storage/runs/RunRecord.h"

class QApplication;
class QLabel;
class QWidget;

namespace gui {

class SystemScheme;

/// Multiples of four, in pixels.
namespace spacing {
constexpr int page = 12;    ///< margin of a page
constexpr int control = 8;  ///< between controls
constexpr int pair = 4;     ///< inside a pair, a label and its icon
constexpr int formRow = 4;  ///< between rows of a form
constexpr int group = 12;   ///< between groups
constexpr int button = 28;  ///< height of a button
constexpr int splitter = 4; ///< width of a splitter's handle
} // namespace spacing

/// What an icon or a word is drawn with.
enum class Ink { Text, Secondary, Accent, Link, Success, Warning, Error, OnSelection };

/// The look of the whole program: style, palette, icons, and the switch between light and dark. Made in main after
/// the QApplication and passed down; outlives every window.
class Theme : public QObject {
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };
    Q_ENUM(Choice)

    explicit Theme(QApplication& application, Choice choice = Choice::System);
    ~Theme() override;

    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);
    bool isDark() const { return m_colours->dark; }
    const Colours& colours() const { return *m_colours; }
    QColor ink(Ink ink) const;
    /// Colour of the index-th run; see isDashed() for more than seven.
    QColor run(int index) const { return runColour(index, isDark()); }

    /// A Breeze icon that is built in (gui/app/icons.cmake); follows the theme by itself.
    QIcon icon(const QString& name, Ink ink = Ink::Text) const;
    /// A state is always shown by icon and word.
    QIcon stateIcon(storage::RunState state) const;
    static QString stateWord(storage::RunState state);
    Ink stateInk(storage::RunState state) const;

    /// The interface's font: the system's, unless that is DejaVu Sans, which stands where nobody has chosen one and is
    /// wider than what pages are laid out for; then a narrower one, if it is installed.
    static QString interfaceFamily(const QString& system, const QStringList& installed);
    /// The interface font with figures of equal width where Qt can ask for them.
    static QFont figures(const QFont& font);
    static QFont small(const QFont& font);    ///< notes and tick labels
    static QFont medium(const QFont& font);   ///< values
    static QFont semibold(const QFont& font); ///< headings
    static QFont heading(const QFont& font);  ///< of a page
    /// Height of a table row in `font`.
    static int rowHeight(const QFont& font);
    /// Draws a label in one ink, whatever its ground, until the next change of the theme.
    void paintNow(QWidget* label, Ink ink) const;
    /// Draws a label in one ink and keeps it so when the theme changes.
    void paintIn(QWidget* label, Ink ink);

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication& m_application;
    Choice m_choice;
    const Colours* m_colours;
    SystemScheme* m_system;
    std::map<Ink, std::shared_ptr<IconInks>> m_inks;
};

} // namespace gui
