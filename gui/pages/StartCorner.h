#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace gui {

class Theme;

/// Start and Add to queue, with the reason beside them while they are impossible.
class StartCorner final : public QWidget {
    Q_OBJECT

public:
    explicit StartCorner(Theme& theme, QWidget* parent = nullptr);

    /// `reason`: rich text, empty when nothing is wrong; `isWaiting`: the files are still being looked at.
    /// `runs`: how many a start makes.
    void setState(const QString& reason, bool isWaiting, int runs);
    bool canStart() const { return m_canStart; }

Q_SIGNALS:
    void startRequested();
    void queueRequested();
    /// A link in the reason.
    void fieldRequested(const QString& path);

private:
    QWidget* makeReason(Theme& theme);

    QLabel* m_reason = nullptr;
    QWidget* m_reasonRow;
    QPushButton* m_add;
    QPushButton* m_start;
    bool m_canStart = false;
};

} // namespace gui
