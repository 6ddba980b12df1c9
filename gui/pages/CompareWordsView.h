#pragma once

#include <vector>

#include <QWidget>

#include "gui/models/CompareWords.h"

class QTimer;
class QVBoxLayout;

namespace gui {

class Theme;

/// The conclusion, sentence by sentence, each with its icon.
class CompareWordsView final : public QWidget {
    Q_OBJECT

public:
    explicit CompareWordsView(Theme& theme, QWidget* parent = nullptr);

    /// They are seen one turn of the event loop later.
    void setSentences(const std::vector<CompareSentence>& sentences);
    /// All of it, for the clipboard and for tests.
    QString text() const;

private:
    void showLines();

    Theme& m_theme;
    QVBoxLayout* m_lines;
    QTimer* m_turn; ///< rich text takes time, as do the pictures and tables that come with it
    std::vector<CompareSentence> m_sentences;
};

} // namespace gui
