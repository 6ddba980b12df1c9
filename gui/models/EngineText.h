#pragma once

#include <string>

#include <QString>

#include "engine/run/Error.h"

namespace gui {

/// What the engine or the store says in English, as it does in a terminal, in the language of the screen: groups of
/// parameters, what the machine offers, and what is wrong with a configuration, a model, a task's files, a checkpoint,
/// an adapter, a run that ended, a workspace or a run bundle. The file or field that a sentence is about can stand
/// before it, several can follow one another, and each line is one by itself. Others stay as they are: what an
/// operating system, SQLite or LibTorch says. On any thread.
QString engineText(const std::string& text);
/// As engine::toText.
QString issueText(const engine::Issue& issue);

} // namespace gui
