#pragma once

#include "gui/models/CompareResult.h"

namespace storage {
class RunRepository;
}

namespace gui {

/// What a comparison needs, from the store; on the store's thread. Runs that are not there any more are left out.
CompareSource readForComparison(const storage::RunRepository& repository, const CompareChoice& choice);

} // namespace gui
