#include "gui/pages/CompareWordsView.h"

#include <map>

#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>

#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

/// Words in several lines. A layout asks for their height again and again, and each time they would be set anew.
class SentenceLabel final : public QLabel {
public:
    using QLabel::QLabel;
    int heightForWidth(int width) const override
    {
        const auto [place, isNew] = m_heights.try_emplace(width, 0);
        if (isNew)
            place->second = QLabel::heightForWidth(width);
        return place->second;
    }

protected:
    void changeEvent(QEvent* event) override
    {
        m_heights.clear();
        QLabel::changeEvent(event);
    }

private:
    mutable std::map<int, int> m_heights; ///< by width; its text is given once
};

} // namespace

CompareWordsView::CompareWordsView(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_lines(new QVBoxLayout(this))
    , m_turn(new QTimer(this))
{
    m_turn->setSingleShot(true);
    connect(m_turn, &QTimer::timeout, this, &CompareWordsView::showLines);
    m_lines->setContentsMargins(spacing::page, 0, spacing::page, 0);
    m_lines->setSpacing(spacing::pair);
    m_lines->addStretch();
}

void CompareWordsView::setSentences(const std::vector<CompareSentence>& sentences)
{
    m_sentences = sentences;
    m_turn->start(0);
}

void CompareWordsView::showLines()
{
    while (m_lines->count() > 1) {
        QLayoutItem* line = m_lines->takeAt(0);
        delete line->widget();
        delete line;
    }
    for (const CompareSentence& sentence : m_sentences) {
        auto* line = new QWidget(this);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(spacing::control);
        const QString icon = sentence.isWarning ? QStringLiteral("data-warning") : QStringLiteral("data-information");
        row->addWidget(new IconLabel(m_theme.icon(icon, sentence.isWarning ? Ink::Warning : Ink::Accent), line), 0, Qt::AlignTop);
        const QString text =
            QStringLiteral("<b>%1</b> %2").arg(sentence.lead.toHtmlEscaped(), sentence.rest.toHtmlEscaped());
        auto* words = new SentenceLabel(text, line);
        words->setTextFormat(Qt::RichText);
        words->setWordWrap(true);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(words, 1);
        m_lines->insertWidget(m_lines->count() - 1, line);
    }
}

QString CompareWordsView::text() const
{
    QStringList lines;
    for (const CompareSentence& sentence : m_sentences)
        lines << sentence.lead + QLatin1Char(' ') + sentence.rest;
    return lines.join(QLatin1Char('\n'));
}

} // namespace gui

#include "moc_CompareWordsView.cpp"
