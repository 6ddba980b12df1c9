#pragma once

#include <string>

#include <QString>

namespace gui {

/// What the engine says in English, as it does in a terminal, in the language of the screen: groups of parameters, what
/// the machine offers, what model and data are, and problems of fields that many have. Others stay as they are.
QString engineText(const std::string& text);

} // namespace gui
