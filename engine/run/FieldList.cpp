#include "engine/run/FieldList.h"

#include <map>
#include <utility>

namespace engine {

namespace {

template <class T>
constexpr FieldType typeOf()
{
    if constexpr (std::is_same_v<T, bool>)
        return FieldType::Switch;
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return FieldType::Integer;
    else if constexpr (std::is_same_v<T, double>)
        return FieldType::Real;
    else if constexpr (NamedEnum<T>)
        return FieldType::Choice;
    else if constexpr (std::is_same_v<T, std::vector<std::int64_t>>)
        return FieldType::IntegerList;
    else if constexpr (std::is_same_v<T, std::vector<double>>)
        return FieldType::RealList;
    else if constexpr (std::is_same_v<T, std::vector<std::string>>)
        return FieldType::TextList;
    else
        return FieldType::Text;
}

class Lister {
public:
    Lister(std::vector<FieldDescription>& fields, bool isWhole, std::string prefix = {}, std::string section = {})
        : m_fields(fields)
        , m_isWhole(isWhole)
        , m_prefix(std::move(prefix))
        , m_section(std::move(section))
    {
    }

    template <class T>
    void operator()(const Field& field, const T& value)
    {
        if (!field.applies && !m_isWhole)
            return;
        const std::string path = m_prefix + field.key;
        if constexpr (Described<T>) {
            Lister inner(m_fields, m_isWhole, path + ".", field.label);
            T::describe(value, inner);
        } else if constexpr (IsVariant<T>::value) {
            Lister(m_fields, m_isWhole, path + ".", field.label).alternative(field, value);
        } else {
            FieldDescription description{path, m_section, field, typeOf<T>(), {}, {}};
            if constexpr (NamedEnum<T>) {
                description.choices = allNames<T>();
                description.value = std::string(nameOf(value));
            } else {
                description.value = value;
            }
            m_fields.push_back(std::move(description));
        }
    }

private:
    template <class Variant>
    void alternative(const Field& section, const Variant& variant)
    {
        Field kind = section;
        kind.key = "kind";
        kind.basic = true;
        std::visit(
            [&](const auto& chosen) {
                using Chosen = std::decay_t<decltype(chosen)>;
                m_fields.push_back({m_prefix + "kind", m_section, kind, FieldType::Kind, kindsOf(variant),
                                    Chosen::kind});
                Chosen::describe(chosen, *this);
            },
            variant);
    }

    std::vector<FieldDescription>& m_fields;
    bool m_isWhole; ///< also what does not apply
    std::string m_prefix;
    std::string m_section;
};

bool takesList(const FieldDescription& field)
{
    return field.type == FieldType::IntegerList || field.type == FieldType::RealList || field.type == FieldType::TextList;
}

/// One more for each alternative of a section.
template <class... Ts>
void addAlternatives(std::vector<RunConfig>& configs, std::variant<Ts...> RunConfig::*section)
{
    const auto add = [&](auto alternative) {
        configs.emplace_back();
        configs.back().*section = std::move(alternative);
    };
    (add(Ts{}), ...);
}

/// A configuration for each alternative of each section.
std::vector<RunConfig> everyAlternative()
{
    std::vector<RunConfig> configs(1);
    configs.back().task.kind = TaskKind::Table;
    addAlternatives(configs, &RunConfig::method);
    addAlternatives(configs, &RunConfig::routing);
    return configs;
}

} // namespace

std::vector<FieldDescription> describeFields(const RunConfig& config)
{
    std::vector<FieldDescription> fields;
    Lister lister(fields, false);
    RunConfig::describe(config, lister);
    std::erase_if(fields, [&](const FieldDescription& field) { return !applies(config, field.path); });
    return fields;
}

std::set<std::string> fieldTexts()
{
    std::set<std::string> texts;
    for (const RunConfig& config : everyAlternative()) {
        std::vector<FieldDescription> fields;
        Lister lister(fields, true);
        RunConfig::describe(config, lister);
        for (const FieldDescription& field : fields)
            for (const std::string& text : {field.section, std::string(field.field.label), std::string(field.field.help),
                                            std::string(field.field.unit), std::string(field.field.paper),
                                            std::string(field.field.nothing)})
                texts.insert(text);
    }
    texts.erase("");
    return texts;
}

std::string fieldUnit(const std::string& path)
{
    static const std::map<std::string, std::string> units = [] {
        std::map<std::string, std::string> found;
        for (const RunConfig& config : everyAlternative())
            for (const FieldDescription& field : describeFields(config))
                found.emplace(field.path, field.field.unit);
        return found;
    }();
    const auto unit = units.find(path);
    return unit == units.end() ? std::string() : unit->second;
}

bool isListField(const std::string& path)
{
    for (const RunConfig& config : everyAlternative())
        for (const FieldDescription& field : describeFields(config))
            if (field.path == path)
                return takesList(field);
    return false;
}

} // namespace engine
