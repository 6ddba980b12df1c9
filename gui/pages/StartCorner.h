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

    struct State
    {
        QString reason;         ///< rich text; empty when nothing is wrong
        QString inFull;         ///< all of it, where the reason is only a part; plain text
        bool mayQueue = false;  ///< the reason keeps from a start at once only
        bool isWaiting = false; ///< the files are still being looked at
        int runs = 1;           ///< that a start makes
    };
    void setState(const State& state);
    bool canStart() const { return m_canStart; }
    bool canQueue() const { return m_canQueue; }
    const QString& inFull() const { return m_inFull; } ///< of the reason, plain text; empty when nothing is wrong
    QString whyNotStarted() const;                     ///< as well while the files are looked at; empty when it can be

Q_SIGNALS:
    void startRequested();
    void queueRequested();
    /// A link in the reason.
    void fieldRequested(const QString& path);

private:
    QWidget* makeReason(Theme& theme);

    QString m_inFull;
    QLabel* m_reason = nullptr;
    QWidget* m_reasonRow;
    QPushButton* m_add;
    QPushButton* m_start;
    bool m_canStart = false;
    bool m_canQueue = false;
};

} // namespace gui
