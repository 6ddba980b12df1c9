#!/usr/bin/env bash
# Every method on each task with the starter model, five seeds, equal budgets: runs, and a table for each task.
#   docs/evidence.sh WORKSPACE GLUE_FOLDER [TASK...]     (wordnet cola sst2 stsb wnli qnli; all of them otherwise)
# GLUE_FOLDER has CoLA, SST-2, STS-B, WNLI and QNLI/dev.tsv. Interrupted, `molex queue work --workspace WORKSPACE` goes
# on; THREADS=1 and an empty MOLEX_DEVICE_LOCKS let two workspaces share two cores.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
workspace=$1
glue=$(realpath "$2")
shift 2
tasks=("$@")
[ ${#tasks[@]} -gt 0 ] || tasks=(wordnet cola sst2 stsb wnli qnli)
cd "$(dirname "${BASH_SOURCE[0]}")/.."
molex=build/release/bin/molex

# What a task needs: its settings, its number of steps, the metric of its table.
settings() {
    case $1 in
        wordnet) echo "--set task.kind=wordnet --set task.max_length=64 --set task.dev_limit=1000" ;;
        cola) echo "--set task.kind=glue --set task.name=cola --set task.path=$glue/CoLA --set task.max_length=64" ;;
        sst2) echo "--set task.kind=glue --set task.name=sst2 --set task.path=$glue/SST-2 --set task.max_length=64" \
                   "--set task.train_limit=10000" ;;
        stsb) echo "--set task.kind=glue --set task.name=stsb --set task.path=$glue/STS-B --set task.max_length=64" ;;
        wnli) echo "--set task.kind=glue --set task.name=wnli --set task.path=$glue/WNLI --set task.max_length=64" ;;
        qnli) echo "--set task.kind=table --set task.path=$workspace/qnli-halves --set task.text=question" \
                   "--set task.text_pair=sentence --set task.label=label --set task.max_length=128" ;;
        *) echo "unknown task $1" >&2; exit 2 ;;
    esac
}
steps() { case $1 in wnli) echo 60 ;; qnli) echo 86 ;; stsb) echo 180 ;; *) echo 200 ;; esac; }
metric() { case $1 in cola) echo matthews ;; stsb) echo spearman ;; *) echo accuracy ;; esac; }

methods=(head lora lora-same-time molex-paper molex self fixed-random next-layer)
mkdir -p "$workspace/qnli-halves"
if [ -e "$glue/QNLI/dev.tsv" ]; then # its first half to train on, its second half to score
    head -n 2732 "$glue/QNLI/dev.tsv" > "$workspace/qnli-halves/train.tsv"
    { head -n 1 "$glue/QNLI/dev.tsv"; tail -n +2733 "$glue/QNLI/dev.tsv"; } > "$workspace/qnli-halves/dev.tsv"
fi
for task in "${tasks[@]}"; do
    for method in "${methods[@]}"; do
        length=$(steps "$task")
        [ "$method" != lora-same-time ] || length=$((2 * length))
        # shellcheck disable=SC2046  # the settings are words
        "$molex" queue add "resources/presets/$method.json" --workspace "$workspace" $(settings "$task") \
            --set model.path=starter --set name="$task-$method" --set training.steps="$length" \
            --set training.learning_rate=0.002 --set training.gate_learning_rate=0.002 \
            --set runtime.threads="${THREADS:-0}" --seeds 5
    done
done
"$molex" queue work --workspace "$workspace"
for task in "${tasks[@]}"; do
    compare() {
        "$molex" compare "${methods[@]/#/$task-}" --workspace "$workspace" --baseline "$task-lora-s42" --group-by group \
            --metric "$(metric "$task")" --value last "$@"
    }
    compare --format markdown --out "$workspace/$task.md"
    compare --json > "$workspace/$task.json"
done
