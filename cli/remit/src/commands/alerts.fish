
# The alerts, missions and bodies of the project that is named, or of the one in which you are, where one of them is asked for.
function __remit_names
    set -l dir .
    for part in (commandline -opc)
        test -f "$part/remit.toml"; and set dir $part
    end
    remit alert-names --of $argv[1] $dir 2>/dev/null
end
complete -c remit -n "__fish_seen_subcommand_from respond explain" -a "(__remit_names alerts)"
complete -c remit -n "__fish_seen_subcommand_from test" -l from -x -a "(__remit_names alerts)"
complete -c remit -n "__fish_seen_subcommand_from run due matrix replay approve" -l mission -x -a "(__remit_names missions)"
complete -c remit -n "__fish_seen_subcommand_from run due matrix" -l body -x -a "(__remit_names bodies)"
