#pragma once

#include <QWidget>

class QAbstractItemModel;
class QAbstractItemView;

namespace gui {

class Theme;

/// Says in an empty table what will appear there.
class EmptyHint final : public QWidget {
    Q_OBJECT

public:
    EmptyHint(const Theme& theme, QAbstractItemView* view, const QString& title, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void update();

    const Theme& m_theme;
    QAbstractItemView* m_view;
    const QString m_title;
    const QString m_text;
};

} // namespace gui
