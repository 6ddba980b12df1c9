#pragma once

#include <QWidget>

class QAbstractItemModel;
class QTableView;

namespace gui {

class Theme;

/// A plain table of a model, with a hint while it is empty.
class TablePanel final : public QWidget {
    Q_OBJECT

public:
    struct Hint
    {
        QString title;
        QString text;
    };

    TablePanel(QAbstractItemModel& model, Theme& theme, const Hint& hint, QWidget* parent = nullptr);

    QTableView* table() const { return m_table; }
    /// Shows those rows that the filter, whose source is the model, lets through; the hint stays that of all rows.
    void setFilter(QAbstractItemModel& filter);
    void setStretchColumn(int column);
    /// Scrolls with new rows while the last one is in sight.
    void setFollowsEnd(bool follows);

private:
    QTableView* m_table;
};

} // namespace gui
