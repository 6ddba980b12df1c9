#!/usr/bin/env bash
# Every method on each task with the starter model, five seeds, equal budgets: runs, and a table for each task.
#   docs/evidence.sh WORKSPACE GLUE_FOLDER [TASK...]     (wordnet cola sst2 stsb wnli qnli; all of them otherwise)
# GLUE_FOLDER has CoLA, SST-2 (10,000 rows are trained on), STS-B, WNLI and QNLI/dev.tsv. Interrupted, or called once
# more, it goes on: runs that are in the workspace are not added again. THREADS=1 and an empty MOLEX_DEVICE_LOCKS let two
# workspaces share two cores. Of each task TASK.md and TASK.json in the workspace compare all methods with lora,
# TASK-from-molex.md and .json with molex; cola-loss and cola-loss-from-molex do so by the loss of CoLA's dev rows.
set -euo pipefail
usage() { sed -n '2,7s/^# //p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage
every=(wordnet cola sst2 stsb wnli qnli)
for task in "${@:3}"; do
    [[ " ${every[*]} " == *" $task "* ]] || { echo "there is no task $task" >&2; usage; }
done
mkdir -p "$1"
workspace=$(realpath "$1")
glue=$(realpath "$2")
shift 2
tasks=("$@")
[ ${#tasks[@]} -gt 0 ] || tasks=("${every[@]}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
molex=build/release/bin/molex

# What a task needs, into `settings`: kind, data and longest text.
choose_settings() {
    case $1 in
        wordnet) settings=(kind=wordnet max_length=64 dev_limit=1000) ;;
        cola) settings=(kind=glue name=cola path="$glue/CoLA" max_length=64) ;;
        sst2) settings=(kind=glue name=sst2 path="$glue/SST-2" max_length=64 train_limit=10000) ;;
        stsb) settings=(kind=glue name=stsb path="$glue/STS-B" max_length=64) ;;
        wnli) settings=(kind=glue name=wnli path="$glue/WNLI" max_length=64) ;;
        qnli) settings=(kind=table path="$workspace/qnli-halves" text=question text_pair=sentence label=label
                        max_length=128) ;;
    esac
    settings=("${settings[@]/#/--set=task.}")
}
steps() { case $1 in wnli) echo 60 ;; qnli) echo 86 ;; stsb) echo 180 ;; *) echo 200 ;; esac; }
evaluations() { case $1 in qnli) echo 2 ;; *) echo 4 ;; esac; } # each takes as long as a third of QNLI's steps
metric() { case $1 in cola) echo matthews ;; stsb) echo pearson ;; *) echo accuracy ;; esac; }
is_there() { "$molex" show "$1" --workspace "$workspace" >/dev/null 2>&1; } # RUN

methods=(head lora lora-same-time molex-paper molex self fixed-random next-layer)
if [ -e "$glue/QNLI/dev.tsv" ] && [ ! -e "$workspace/qnli-halves/dev.tsv" ]; then
    mkdir -p "$workspace/qnli-halves" # its first half to train on, its second half to score
    head -n 2732 "$glue/QNLI/dev.tsv" > "$workspace/qnli-halves/train.tsv"
    { head -n 1 "$glue/QNLI/dev.tsv"; tail -n +2733 "$glue/QNLI/dev.tsv"; } > "$workspace/qnli-halves/dev.partial"
    mv "$workspace/qnli-halves/dev.partial" "$workspace/qnli-halves/dev.tsv" # whole, and last: both are there with it
fi
for task in "${tasks[@]}"; do
    choose_settings "$task"
    for method in "${methods[@]}"; do
        ! is_there "$task-$method-s42" || continue # all seeds of a method are added at once
        length=$(steps "$task")
        [ "$method" != lora-same-time ] || length=$((2 * length))
        "$molex" queue add "resources/presets/$method.json" --workspace "$workspace" "${settings[@]}" \
            --set model.path=starter --set name="$task-$method" --set training.steps="$length" --set training.evaluate_every="$((length / $(evaluations "$task")))" \
            --set training.learning_rate=0.002 --set training.gate_learning_rate=0.002 \
            --set runtime.precision=fp32 --set runtime.threads="${THREADS:-0}" --seeds 5
    done
done
"$molex" queue work --workspace "$workspace"
compare() { # TASK BASELINE METRIC FILE: two files, .md and .json
    local words=("${methods[@]/#/$1-}" --workspace "$workspace" --baseline "$1-$2-s42" --group-by group
                 --metric "$3" --value last)
    "$molex" compare "${words[@]}" --format markdown --out "$workspace/$4.md"
    "$molex" compare "${words[@]}" --json > "$workspace/$4.json"
}
for task in "${tasks[@]}"; do
    compare "$task" lora "$(metric "$task")" "$task"
    compare "$task" molex "$(metric "$task")" "$task-from-molex"
    [ "$task" = cola ] || continue # a Matthews of 0 in every seed leaves nothing to test, the loss does
    compare cola lora dev_loss cola-loss
    compare cola molex dev_loss cola-loss-from-molex
done
