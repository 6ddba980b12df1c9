#pragma once

#include <QFont>
#include <QString>

#include "gui/app/Theme.h"

class QGridLayout;
class QLabel;
class QWidget;

namespace gui {

/// Rows of label and value below each other, in the fonts of their widget.
struct CostTable
{
    CostTable(Theme& chosen, QWidget* parent);
    CostTable(const CostTable&) = delete;
    CostTable& operator=(const CostTable&) = delete;

    QLabel* label(const QString& text, const QFont& font, Ink ink = Ink::Text);
    void heading(const QString& text, const QString& value = {});
    /// Each line shares its width out by itself, so that the table is as wide as the widest of them and no wider.
    void line(QLabel* name, QLabel* value, QWidget* swatch = nullptr) const;
    void row(const QString& text, const QString& value, QWidget* swatch = nullptr);
    void wide(QWidget* across) const;
    void note(const QString& text);
    /// A path is known by its ends.
    void path(const QString& name, const QString& text, const QString& tip);

    Theme& theme;
    QWidget* widget;
    QGridLayout* grid;
};

} // namespace gui
