#pragma once

#include <QToolButton>

class QAction;

namespace gui {

class Theme;

/// Looks like a field for searching and opens the command palette; says its keys.
class FindActionButton final : public QToolButton {
    Q_OBJECT

public:
    /// Both outlive it.
    FindActionButton(const Theme& theme, QAction& palette, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString keys() const;

    const Theme& m_theme;
    QAction& m_palette;
};

} // namespace gui
