#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

#include "gui/plots/Plot.h"

class QAction;
class QWidget;

namespace gui {

/// The actions that save or copy a picture: the one that had the keys last, otherwise the first in sight.
class PictureActions final : public QObject {
    Q_OBJECT

public:
    /// `actions` are as Plot::exportActions(); the pictures are those of `pages`, which outlives this.
    PictureActions(const QList<QAction*>& actions, const QWidget& pages, QObject* parent = nullptr);

Q_SIGNALS:
    void told(const QString& text);

private:
    void follow(QWidget* focused);
    Plot* plot() const;

    const QWidget& m_pages;
    QPointer<Plot> m_last;
};

} // namespace gui
