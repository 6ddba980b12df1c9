#include "gui/headless/ScoreTextCommand.h"

#include <filesystem>

#include <CLI/CLI.hpp>

#include "engine/data/SegmentFiles.h"
#include "engine/data/WordNetFile.h"
#include "engine/metrics/TextScores.h"
#include "gui/headless/Workspace.h"

using engine::Json;

namespace gui {

namespace {

Json jsonOf(const engine::TextScores& scores)
{
    Json json = {{"BLEU", scores.bleu},
                 {"NIST", scores.nist},
                 {"METEOR", scores.meteor ? Json(*scores.meteor) : Json()},
                 {"ROUGE_L", scores.rougeL},
                 {"CIDEr", scores.cider}};
    if (scores.meteor)
        json["METEOR_variant"] = scores.meteorVariant;
    return json;
}

Json jsonOf(const engine::SegmentScores& segments)
{
    Json json = {{"BLEU_smoothed", segments.smoothedBleu}, {"ROUGE_L", segments.rougeL}, {"CIDEr", segments.cider}};
    if (!segments.meteor.empty())
        json["METEOR"] = segments.meteor;
    return json;
}

} // namespace

ScoreTextCommand::ScoreTextCommand()
    : Command("score-text", "Score generated texts against references as the E2E challenge does")
{
}

void ScoreTextCommand::declare(CLI::App& app)
{
    app.add_option("--hypotheses", m_hypotheses, "Generated texts, one a line")->required()->type_name("FILE");
    app.add_option("--references", m_references, "For each line a block of lines; empty lines divide the blocks")
        ->required()
        ->type_name("FILE");
    app.add_flag("--tokenized", m_tokenized, "The files are tokenised already: words divided by single spaces");
    auto* jar =
        app.add_option("--meteor-jar", m_meteorJar, "The official meteor-1.5.jar, run with Java")->type_name("FILE");
    app.add_option("--meteor-limit", m_meteorLimit, "Seconds that the jar may take")
        ->check(CLI::Range(1, 86400))
        ->needs(jar)
        ->capture_default_str();
    app.add_flag("--no-meteor", m_noMeteor, "Leave METEOR out")->excludes(jar);
    app.add_flag("--segments", m_segments, "The scores of each text, too");
    declareJson(app, m_json);
}

ExitCode ScoreTextCommand::execute(Console& console)
{
    engine::TextScoring scoring;
    scoring.tokenized = m_tokenized;
    if (!m_meteorJar.empty()) {
        engine::MeteorJar jar;
        jar.path = m_meteorJar;
        jar.limit = std::chrono::seconds(m_meteorLimit);
        engine::requireJar(jar); // before any other work
        scoring.meteor = jar;
    } else if (m_noMeteor) {
        scoring.meteor = engine::NoMeteor();
    } else if (!std::filesystem::exists(engine::WordNetFile::systemFolder() / "data.noun")) {
        console.warning("METEOR is left out: WordNet is not installed (Debian package wordnet-base)");
        scoring.meteor = engine::NoMeteor();
    }
    const engine::SegmentFiles files = engine::readSegmentFiles(m_hypotheses, m_references);
    const engine::TextScores scores = engine::scoreTexts(files.hypotheses, files.references, scoring);
    Json json = jsonOf(scores);
    if (m_segments)
        json["segments"] = jsonOf(scores.segments);
    console.print(json);
    return ExitCode::Done;
}

} // namespace gui
