#pragma once

#include <QObject>

class QTabWidget;

namespace gui {

class ComparePage;
class MainActions;

/// The actions of the menu Compare that do what the page's own controls do: groups or a sweep, the differences of the
/// configurations, exports and the report's sections. What is about a comparison can be chosen while one is in sight.
class CompareActions final : public QObject {
    Q_OBJECT

public:
    /// All outlive it; the page is one of the tabs, and its export menu is whole.
    struct Parties
    {
        ComparePage& page;
        QTabWidget& tabs;
        MainActions& actions;
    };

    explicit CompareActions(const Parties& parties, QObject* parent = nullptr);

private:
    void connectViews();
    void connectExports();
    void connectSections();
    void update();

    const Parties m_parties;
};

} // namespace gui
