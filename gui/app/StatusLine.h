#pragma once

#include <utility>
#include <vector>

#include <QMap>
#include <QObject>

class QStatusBar;
class QTabWidget;

namespace gui {

class ComparePage;
class LaunchPage;

/// What the status bar says: what is so of the page in sight (what a field is for, what keeps Launch from a start, what
/// is compared) and, over it for some seconds, what has just happened. No sentence stays when what it speaks of is no
/// longer so: it gives way to the one before, or to nothing.
class StatusLine final : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    struct Parties
    {
        QStatusBar& bar;
        QTabWidget& tabs;
        LaunchPage& launch;
        ComparePage& compare;
    };

    explicit StatusLine(const Parties& parties, QObject* parent = nullptr);

    /// What has just happened.
    void tell(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum About { Field, Form, Comparison };

    /// What is so from now on; nothing where `text` is empty. What was not said before takes the place of a note.
    void say(About about, const QString& text);
    bool saysWhatIsWrong() const;
    void sayForm();
    void sayComparison(const QString& summary);
    void leavePage();
    /// The newest of what is so, cut where the bar's buttons begin.
    void show();

    const Parties m_parties;
    std::vector<std::pair<About, QString>> m_said; ///< the newest last
    QMap<About, QString> m_last;                   ///< what was said of each
    bool m_isTelling = false;
};

} // namespace gui
