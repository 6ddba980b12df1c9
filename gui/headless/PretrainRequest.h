#pragma once

#include "engine/run/PretrainConfig.h"
#include "gui/headless/Command.h"
#include "gui/headless/ConfigArguments.h"

namespace gui {

/// What `molex pretrain CONFIG.json` is asked for.
class PretrainRequest : public Command {
public:
    PretrainRequest();
    void declare(CLI::App& app) override;
    /// Throws BadInput as config() does.
    void check() const { config(); }

protected:
    /// The file with the options laid over it. Throws BadInput with every problem.
    engine::PretrainConfig config() const;

    bool m_json = false;

private:
    ConfigArguments m_config;
};

} // namespace gui
