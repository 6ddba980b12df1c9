#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace gui {

class Theme;

/// Classes with their probabilities as bars, the likeliest first; those that there is no room for are counted.
class ProbabilityBars final : public QWidget {
    Q_OBJECT

public:
    explicit ProbabilityBars(const Theme& theme, QWidget* parent = nullptr);

    struct Entry
    {
        QString name;
        double probability = 0;
    };
    void setEntries(QList<Entry> entries);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    qsizetype drawn() const; ///< classes with a bar, the likeliest
    int lineHeight() const;

    const Theme& m_theme;
    QList<Entry> m_entries;
};

} // namespace gui
