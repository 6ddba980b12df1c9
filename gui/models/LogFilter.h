#pragma once

#include <QList>
#include <QSortFilterProxyModel>
#include <QStringList>

namespace gui {

/// Those lines of a log that are of a level and hold every word looked for.
class LogFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    /// Of a line in a log's model: its engine::LogLevel, as a number.
    static constexpr int levelRole = Qt::UserRole;

    /// Words are looked for in these columns.
    LogFilter(QAbstractItemModel& lines, QList<int> searched, QObject* parent = nullptr);

    /// Lines of this engine::LogLevel and above.
    void setLowest(int level);
    /// Every word must be in the line, however it is written.
    void setWords(const QString& words);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QList<int> m_searched;
    int m_lowest = 0;
    QStringList m_words;
};

} // namespace gui
