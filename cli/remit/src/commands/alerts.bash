
# The alerts, missions and bodies of the project that is named, or of the one in which you are, where one of them is asked for.
_remit_with_alerts() {
    _remit "$@"
    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}" dir="." of="alerts" at
    case "$before" in
        --mission) of="missions" ;;
        --body) of="bodies" ;;
        *)
            case "${COMP_WORDS[1]}" in
                respond | explain) [[ $word == -* || $before == -* ]] && return ;;
                test) [[ $before == --from ]] || return ;;
                *) return ;;
            esac
            ;;
    esac
    for ((at = 2; at < COMP_CWORD; at++)); do
        [[ -f "${COMP_WORDS[at]}/remit.toml" ]] && dir="${COMP_WORDS[at]}"
    done
    COMPREPLY+=($(compgen -W "$(remit alert-names --of "$of" "$dir" 2> /dev/null)" -- "$word"))
}
complete -F _remit_with_alerts -o bashdefault -o default remit
