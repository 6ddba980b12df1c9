#pragma once

#include <string>

#include <QString>

#include "engine/run/Error.h"

namespace gui {

/// What the engine says in English, as it does in a terminal, in the language of the screen: groups of parameters, what
/// the machine offers, what model and data are, and problems of a configuration's fields, of a sweep, of a model's
/// config.json, of the tasks' folders, of a preset's name and of a filter of the runs table. Others stay as they are:
/// those of damaged files, and what an operating system says.
QString engineText(const std::string& text);
/// As engine::toText.
QString issueText(const engine::Issue& issue);

} // namespace gui
