#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/run/JsonText.h"
#include "engine/run/RunConfig.h"

/// The flat list of fields that the form and the documentation are made from.
namespace engine {

enum class FieldType { Switch, Integer, Real, Text, Choice, IntegerList, RealList, TextList, Kind };

/// One field as the form shows it. `Kind` chooses the alternative of a section ("method.kind").
struct FieldDescription
{
    std::string path;    ///< dotted: "training.learning_rate"
    std::string section; ///< label of the section it stands in: "Training"; empty at the top
    Field field;
    FieldType type = FieldType::Text;
    std::vector<std::string> choices;
    Json value;
};

/// The fields of this config in order: those of the chosen alternatives, and of them those that apply.
std::vector<FieldDescription> describeFields(const RunConfig& config);

/// Every text that describes a field or a section of any configuration: what a form can show, for translators.
std::set<std::string> fieldTexts();

/// "rows", "steps", …; empty where the field has none, or there is no such field.
std::string fieldUnit(const std::string& path);

/// True when the field takes a list, in whichever alternative it stands.
bool isListField(const std::string& path);

} // namespace engine
