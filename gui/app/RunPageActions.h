#pragma once

#include <QObject>

namespace gui {

class MainActions;
class RunPage;

/// The actions of View > Run page: which tab is shown, what its routing shows, and in which colours, whether the newest
/// is followed. They can be chosen while there is a run to show, and while the page's own controls can.
class RunPageActions final : public QObject {
    Q_OBJECT

public:
    RunPageActions(MainActions& actions, RunPage& page, QObject* parent);

private:
    void connectTabs();
    void connectRouting();
    void connectColours();
    void update();
    void follow();

    MainActions& m_actions;
    RunPage& m_page;
};

} // namespace gui
