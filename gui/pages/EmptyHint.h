#pragma once

#include <QWidget>

class QAbstractItemModel;
class QAbstractItemView;

namespace gui {

class Theme;

/// Says in a table whose model is empty what will appear there. Its words move up where the table is low.
class EmptyHint final : public QWidget {
    Q_OBJECT

public:
    /// It stays with the model that the view has now.
    EmptyHint(const Theme& theme, QAbstractItemView* view, QString title, QString text);

    /// Where its words are painted.
    QRect wordsRect() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Places
    {
        QRect title;
        QRect text;
    };

    void update();
    Places places() const;

    const Theme& m_theme;
    QAbstractItemView* m_view;
    const QAbstractItemModel* m_model;
    const QString m_title;
    const QString m_text;
};

} // namespace gui
