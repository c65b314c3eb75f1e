
# The alerts, missions and bodies of the project that is named, or of the one in which you are, where one of them is asked for.
_remit_with_alerts() {
    local word="${words[CURRENT]}" before="${words[CURRENT-1]}" dir="." of="alerts" part
    local -a found
    case "$before" in
        --mission) of="missions" ;;
        --body) of="bodies" ;;
        *)
            case "${words[2]}" in
                respond | explain) [[ $word == -* || $before == -* ]] && of="" ;;
                test) [[ $before == --from ]] || of="" ;;
                *) of="" ;;
            esac
            ;;
    esac
    if [[ -n $of ]]; then
        for part in "${words[@]}"; do
            [[ -f "$part/remit.toml" ]] && dir="$part"
        done
        found=(${(f)"$(remit alert-names --of $of $dir 2> /dev/null)"})
        (( $#found )) && compadd -a found
    fi
    _remit "$@"
}
