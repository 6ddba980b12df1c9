#pragma once

#include <QWidget>

class QAbstractItemModel;
class QAbstractItemView;

namespace gui {

class Theme;

/// Says in a table whose model is empty what will appear there.
class EmptyHint final : public QWidget {
    Q_OBJECT

public:
    /// It stays with the model that the view has now.
    EmptyHint(const Theme& theme, QAbstractItemView* view, const QString& title, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void update();

    const Theme& m_theme;
    QAbstractItemView* m_view;
    const QAbstractItemModel* m_model;
    const QString m_title;
    const QString m_text;
};

} // namespace gui
