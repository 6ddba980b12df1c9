#pragma once

#include <functional>
#include <map>
#include <vector>

#include <QWidget>

class QVBoxLayout;

namespace gui {

class Theme;

/// Bars at the top of the window that tell or ask something without stopping anything. One bar per key.
class MessageArea final : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Note, Warning, Error };

    struct Button
    {
        QString name; ///< object name
        QString text;
        std::function<void()> pressed; ///< the bar is gone by then
    };

    struct Message
    {
        Kind kind = Kind::Note;
        QString text;
        std::vector<Button> buttons; ///< the first is the default; without any the bar can be closed
    };

    explicit MessageArea(const Theme& theme, QWidget* parent = nullptr);

    /// Replaces the bar of the same key.
    void tell(const QString& key, const Message& message);
    void take(const QString& key);
    bool has(const QString& key) const { return m_bars.contains(key); }
    QString text(const QString& key) const;

private:
    QWidget* makeBar(const QString& key, const Message& message);

    const Theme& m_theme;
    QVBoxLayout* m_column;
    std::map<QString, QWidget*> m_bars;
};

} // namespace gui
