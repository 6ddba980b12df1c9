#pragma once

#include <QWidget>

class QLabel;

namespace gui {

class Theme;

/// What stands where there is nothing yet: what will appear here, and what to do for it.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(Theme& theme, QWidget* parent = nullptr);

    void setText(const QString& title, const QString& advice);
    /// That no run is chosen, and where one is.
    void sayNoRun();
    /// From now on it points nobody to Launch, since the window only reads; who gives it a text asks for that.
    void onlyRead();
    bool isReadOnly() const { return m_isReadOnly; }
    QString title() const;
    QString advice() const;

private:
    QLabel* m_title;
    QLabel* m_advice;
    bool m_saysNoRun = false;
    bool m_isReadOnly = false;
};

} // namespace gui
