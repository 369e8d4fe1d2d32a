#!/usr/bin/env bash
# One run: annotations on standard output, the file for code scanning, and the table for the page of the run.
set -uo pipefail

arguments=(--format github --fail-on "$FAIL_ON")
[[ -z "$CHANGED_SINCE" ]] || arguments+=(--changed-since "$CHANGED_SINCE")
[[ -z "$SARIF" ]] || arguments+=(--output "sarif=$SARIF")
table="$RUNNER_TEMP/cotejo-summary.md"
[[ "$SUMMARY" != true ]] || arguments+=(--output "markdown=$table")
while IFS= read -r word; do
    [[ -z "$word" ]] || arguments+=("$word")
done < <(printf '%s' "$ARGS" | tr -s ' \t\r\n' '\n'; echo)
paths=()
while IFS= read -r path; do
    [[ -z "$path" ]] || paths+=("$path")
done < <(printf '%s\n' "$GIVEN_PATHS" | tr -d '\r')

code=0
cotejo check "${arguments[@]}" -- ${paths[@]+"${paths[@]}"} || code=$?

[[ ! -f "$table" ]] || cat "$table" >>"$GITHUB_STEP_SUMMARY"
{
    echo "exit-code=$code"
    if [[ -n "$SARIF" && -f "$SARIF" ]]; then
        case "$SARIF" in
            /*) echo "sarif=$SARIF" ;;
            *) echo "sarif=$WORKING_DIRECTORY/$SARIF" ;;
        esac
    else
        echo "sarif="
    fi
} >>"$GITHUB_OUTPUT"
exit "$code"
