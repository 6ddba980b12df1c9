#pragma once

#include <QList>

class QAction;
class QWidget;

namespace gui {

/// Lets each action press the button that its data() names, of a widget with all of them: by the button's name, or a
/// segment by its bar and number, "formViewBar/1". An action is possible while its button is in sight and can be pressed,
/// and is checked where the button is. The actions outlive the buttons.
void pressByActions(const QList<QAction*>& actions, const QWidget& pages);

} // namespace gui
