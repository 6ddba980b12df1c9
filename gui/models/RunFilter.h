#pragma once

#include <QSortFilterProxyModel>

namespace gui {

/// The runs whose name, group, state or task contain every word of a text, sorted by a column's values.
class RunFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit RunFilter(QObject* parent = nullptr);

    void setWords(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QStringList m_words;
};

} // namespace gui
