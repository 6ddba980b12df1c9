#pragma once

#include <QString>

namespace gui {

class FormPane;
class LaunchChecker;

/// Why what the pane holds cannot be started, as rich text with a link to the field; empty where it can.
QString whyNoStart(const FormPane& pane);
/// The same as plain text, and every reason instead of the first.
QString allThatIsWrong(const FormPane& pane);
/// What keeps from a start at once only, as rich text; else empty.
QString whyNotNow(const LaunchChecker& checker);

} // namespace gui
