#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

#include <optional>
#include <utility>

namespace gui {

class SamplesModel;

/// Those rows of a SamplesModel that one wants to see, sorted by a column's values.
class SamplesFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    enum class Show { All, Right, Wrong, Best, Worst, Changed };
    static constexpr std::size_t extremes = 50; ///< rows that Best and Worst show

    explicit SamplesFilter(SamplesModel& samples, QObject* parent = nullptr);

    void setShow(Show show);
    Show show() const { return m_show; }
    /// Every word must be in the text, the label or the prediction.
    void setWords(const QString& words);
    /// Only rows that chose this layer at this depth index.
    void setRoute(std::optional<std::pair<int, int>> positionAndLayer);
    std::optional<std::pair<int, int>> route() const { return m_route; }
    /// Only rows with this label and this prediction, as class indices.
    void setCell(std::optional<std::pair<int, int>> labelAndPrediction);
    std::optional<std::pair<int, int>> cell() const { return m_cell; }
    /// Only rows with this label, as a class index.
    void setLabel(std::optional<int> label);
    /// Less is shown than show() says.
    bool isNarrowed() const { return !m_words.isEmpty() || m_route || m_cell || m_label; }
    /// The column and order in which a choice of rows is read best.
    static std::pair<int, Qt::SortOrder> naturalOrder(Show show);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    bool isShown(std::size_t row) const;
    bool hasWords(int row) const;

    SamplesModel& m_samples;
    Show m_show = Show::Wrong;
    QStringList m_words;
    std::optional<std::pair<int, int>> m_route;
    std::optional<std::pair<int, int>> m_cell;
    std::optional<int> m_label;
};

} // namespace gui
