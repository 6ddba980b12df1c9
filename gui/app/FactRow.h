#pragma once

#include <QVector>
#include <QWidget>

#include <utility>

namespace gui {

class Theme;

/// A line of named values: "epoch 52 of 80   step 13,936 of 21,440". Painted rather than laid out, so that values that
/// change many times a second move nothing around them. What does not fit is left out at the end and stays in the tip.
class FactRow final : public QWidget {
    Q_OBJECT

public:
    struct Fact
    {
        QString name;
        QString value;

        bool operator==(const Fact&) const = default;
    };

    explicit FactRow(Theme& theme, QWidget* parent = nullptr);

    void setFacts(const QVector<Fact>& facts);
    QString text() const;
    int count() const { return int(m_facts.size()); }
    /// How many of them the width has room for.
    int shownCount() const { return int(places().size()); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    /// Where each fact that fits begins, and behind its name the value.
    QVector<std::pair<int, int>> places() const;

    Theme& m_theme;
    QVector<Fact> m_facts;
};

} // namespace gui
