#include "gui/models/MarksChange.h"

#include <algorithm>

namespace gui {

namespace {

bool hasTag(const std::vector<std::string>& tags, const std::string& tag)
{
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

void changeTags(std::vector<std::string>& tags, const std::vector<std::string>& before,
                const std::vector<std::string>& after)
{
    std::erase_if(tags, [&](const std::string& tag) { return hasTag(before, tag) && !hasTag(after, tag); });
    for (const std::string& tag : after)
        if (!hasTag(before, tag) && !hasTag(tags, tag))
            tags.push_back(tag);
    if (std::is_permutation(tags.begin(), tags.end(), after.begin(), after.end()))
        tags = after; // in another order
}

} // namespace

SharedMarks sharedMarks(const std::vector<storage::RunMarks>& runs)
{
    const storage::RunMarks& first = runs.front();
    SharedMarks shared{first.tags, first.note, first.colour};
    for (const storage::RunMarks& run : runs) {
        std::erase_if(shared.tags, [&](const std::string& tag) { return !hasTag(run.tags, tag); });
        if (run.note != first.note)
            shared.note.reset();
        if (run.colour != first.colour)
            shared.colour.reset();
    }
    return shared;
}

void MarksChange::apply(storage::RunMarks& marks) const
{
    if (tagsAfter != tagsBefore)
        changeTags(marks.tags, tagsBefore, tagsAfter);
    if (note)
        marks.note = *note;
    if (colour)
        marks.colour = *colour;
}

} // namespace gui
