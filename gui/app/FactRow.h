#pragma once

#include <QVector>
#include <QWidget>

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
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme& m_theme;
    QVector<Fact> m_facts;
};

} // namespace gui
