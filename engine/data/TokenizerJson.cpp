#include "engine/data/TokenizerJson.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/data/Utf8.h"
#include "engine/run/Counted.h"
#include "engine/run/JsonText.h"

namespace engine {

namespace {

/// Reads characters for the JSON parser and counts the lines on the way, so that each event has its line.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* position, std::size_t* line)
        : m_position(position)
        , m_line(line)
    {
    }

    reference operator*() const { return *m_position; }
    CountingIterator& operator++()
    {
        if (*m_position == '\n')
            ++*m_line;
        ++m_position;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return m_position == other.m_position; }
    bool operator!=(const CountingIterator& other) const { return m_position != other.m_position; }

private:
    const char* m_position;
    std::size_t* m_line;
};

/// Collects the parts that matter; a file of 64 MiB is never held as a tree.
class Reader final : public nlohmann::json_sax<nlohmann::json> {
public:
    enum class Place { Vocabulary, Root, Part, Merges, MergePair, AddedTokens, AddedToken, Other };

    /// lastSetting: reading ends once this one is known.
    Reader(Place root, std::string file, IssueList& issues, std::string lastSetting = {})
        : m_root(root)
        , m_file(std::move(file))
        , m_lastSetting(std::move(lastSetting))
        , m_issues(issues)
    {
    }

    RawTokenizer read(std::string_view text)
    {
        const CountingIterator begin(text.data(), &m_line);
        const CountingIterator end(text.data() + text.size(), &m_line);
        nlohmann::json::sax_parse(begin, end, this);
        return std::move(m_result);
    }

    bool null() override { return scalar("null", "null"); }
    bool boolean(bool value) override { return scalar(value ? "true" : "false", value ? "true" : "false"); }
    bool number_float(number_float_t, const string_t& text) override { return scalar(text, text); }
    bool number_integer(number_integer_t value) override
    {
        return scalar(std::to_string(value), std::to_string(value));
    }
    bool binary(binary_t&) override { return scalar({}, "binary data"); }

    bool number_unsigned(number_unsigned_t value) override
    {
        constexpr number_unsigned_t mostIds = 1 << 20;
        const bool isId = at(Place::Vocabulary) || (at(Place::AddedToken) && m_key == "id");
        if (!isId)
            return scalar(std::to_string(value), std::to_string(value));
        if (value >= mostIds)
            issue("the id " + std::to_string(value) + " is out of range; ids stop at " + std::to_string(mostIds - 1));
        else if (at(Place::Vocabulary))
            m_result.tokens.push_back({m_key, static_cast<std::int64_t>(value), m_keyLine, false});
        else
            m_addedId = static_cast<std::int64_t>(value);
        return !m_issues.full();
    }

    bool string(string_t& value) override
    {
        if (at(Place::Merges)) {
            RawTokenizer::Merge merge{{}, {}, m_line};
            if (splitMerge(value, merge))
                m_result.merges.push_back(std::move(merge));
            else
                issue("the merge " + inQuotes(value) + " is not two tokens divided by one space");
        } else if (at(Place::MergePair)) {
            m_pair.push_back(std::move(value));
        } else if (at(Place::AddedToken) && m_key == "content") {
            m_addedText = std::move(value);
        } else {
            const std::string shown = inQuotes(value);
            return scalar(std::move(value), shown);
        }
        return !m_issues.full();
    }

    bool key(string_t& value) override
    {
        m_key = std::move(value);
        m_keyLine = m_line;
        return true;
    }

    bool start_object(std::size_t) override
    {
        Place place = Place::Other;
        if (m_places.empty())
            place = m_root;
        else if (at(Place::Root) && (m_key == "model" || m_key == "normalizer" || m_key == "pre_tokenizer"))
            place = Place::Part;
        else if (at(Place::Part) && m_part == "model" && m_key == "vocab")
            place = Place::Vocabulary;
        else if (at(Place::AddedTokens))
            place = Place::AddedToken;
        else
            scalar("{", "an object");
        if (place == Place::Part) {
            m_part = m_key;
            m_result.settings[m_part] = {"{", m_line};
        }
        return enter(place);
    }

    bool start_array(std::size_t) override
    {
        Place place = Place::Other;
        if (at(Place::Part) && m_part == "model" && m_key == "merges")
            place = Place::Merges;
        else if (at(Place::Merges))
            place = Place::MergePair;
        else if (at(Place::Root) && m_key == "added_tokens")
            place = Place::AddedTokens;
        else
            scalar("[", "a list");
        m_pair.clear();
        return enter(place);
    }

    bool end_object() override
    {
        if (at(Place::AddedToken)) {
            m_result.tokens.push_back({std::move(m_addedText), m_addedId, m_line, true});
            m_addedText.clear();
        }
        m_places.pop_back();
        return !m_issues.full();
    }

    bool end_array() override
    {
        if (at(Place::MergePair)) {
            if (m_pair.size() == 2)
                m_result.merges.push_back({m_pair[0], m_pair[1], m_line});
            else
                issue("a merge has " + counted(m_pair.size(), "token") + "; it must have 2");
        }
        m_places.pop_back();
        return !m_issues.full();
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override
    {
        issue("not valid JSON: " + syntaxProblem(error.what()));
        return false;
    }

private:
    bool at(Place place) const { return !m_places.empty() && m_places.back() == place; }

    void issue(std::string message) { m_issues.add(m_file, m_line, std::move(message)); }

    /// Any value where none of the known ones stands: a setting in one of the parts, a problem in the vocabulary and
    /// the merges, unread elsewhere.
    bool scalar(std::string value, const std::string& shown)
    {
        if (at(Place::Part)) {
            const std::string key = m_part + "." + m_key;
            m_result.settings[key] = {std::move(value), m_line};
            return key != m_lastSetting && !m_issues.full();
        }
        if (m_places.empty())
            issue("must be a JSON object, not " + shown);
        else if (at(Place::Vocabulary))
            m_issues.add(m_file, m_keyLine,
                         "the id of the token " + inQuotes(m_key) + " is " + shown
                             + "; it must be a whole number from 0");
        else if (at(Place::Merges) || at(Place::MergePair))
            issue("a merge must be two tokens, not " + shown);
        return !m_issues.full();
    }

    bool enter(Place place)
    {
        constexpr std::size_t deepest = 64;
        if (m_places.size() >= deepest)
            issue("JSON is nested deeper than 64 levels");
        m_places.push_back(place);
        return m_places.size() <= deepest && !m_issues.full();
    }

    const Place m_root;
    const std::string m_file;
    const std::string m_lastSetting;
    IssueList& m_issues;
    RawTokenizer m_result;
    std::vector<Place> m_places;
    std::size_t m_line = 1;
    std::string m_part; ///< the last of model, normalizer, pre_tokenizer
    std::string m_key;
    std::size_t m_keyLine = 1;
    std::vector<std::string> m_pair;
    std::string m_addedText;
    std::int64_t m_addedId = 0;
};

} // namespace

std::string RawTokenizer::setting(const std::string& key, const std::string& otherwise) const
{
    const auto found = settings.find(key);
    return found == settings.end() || found->second.value == "null" ? otherwise : found->second.value;
}

bool splitMerge(std::string_view text, RawTokenizer::Merge& merge)
{
    const auto space = text.find(' ');
    if (space == std::string_view::npos || space == 0 || space + 1 == text.size()
        || text.find(' ', space + 1) != std::string_view::npos)
        return false;
    merge.left = text.substr(0, space);
    merge.right = text.substr(space + 1);
    return true;
}

RawTokenizer readVocabJson(std::string_view text, const std::string& file, IssueList& issues)
{
    return Reader(Reader::Place::Vocabulary, file, issues).read(text);
}

RawTokenizer readTokenizerJson(std::string_view text, const std::string& file, IssueList& issues)
{
    RawTokenizer raw = Reader(Reader::Place::Root, file, issues).read(text);
    std::stable_partition(raw.tokens.begin(), raw.tokens.end(), [](const auto& token) { return !token.added; });
    return raw;
}

std::string tokenizerJsonType(std::string_view text)
{
    IssueList ignored; // whoever reads the whole file tells them
    return Reader(Reader::Place::Root, {}, ignored, "model.type").read(text).setting("model.type");
}

} // namespace engine
