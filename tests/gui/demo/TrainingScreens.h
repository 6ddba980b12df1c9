#pragma once

#include <cstdint>
#include <filesystem>

#include "tests/gui/demo/Screens.h"

/// Puts a workspace's database into an empty folder, the files of its runs left out, and short runs of the starter
/// experiment in front of those that wait there. What trains and saves does it in the copy, so that the workspace
/// itself stays as it is. Returns the run that is next. Takes a thread of its own, as the store asks.
std::int64_t copyWithWork(const std::filesystem::path& workspace, const std::filesystem::path& copy);

/// Starts the queue, takes pictures while `run`, its first one, trains, and stops that.
void grabTraining(Screens& screens, gui::MainWindow& window, std::int64_t run);
