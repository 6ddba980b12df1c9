#pragma once

#include <QFrame>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace gui {

/// A field over the window in which any action is found by a few letters and set off with Return.
class CommandPalette final : public QFrame {
    Q_OBJECT

public:
    CommandPalette(QList<QAction*> actions, QWidget* window);

    /// Empty, at the top of the window, with the focus.
    void open();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find(const QString& words);
    void choose();
    void moveBy(int rows);

    QList<QAction*> m_actions;
    QLineEdit* m_words;
    QListWidget* m_found;
};

} // namespace gui
