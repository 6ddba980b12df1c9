#pragma once

#include <vector>

#include <QWidget>

#include "gui/models/CompareWords.h"

class QVBoxLayout;

namespace gui {

class Theme;

/// The conclusion, sentence by sentence, each with its icon.
class CompareWordsView final : public QWidget {
    Q_OBJECT

public:
    explicit CompareWordsView(Theme& theme, QWidget* parent = nullptr);

    void setSentences(const std::vector<CompareSentence>& sentences);
    /// All of it, for the clipboard and for tests.
    QString text() const;

private:
    Theme& m_theme;
    QVBoxLayout* m_lines;
    std::vector<CompareSentence> m_sentences;
};

} // namespace gui
