import { VERBS } from './verbs.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

const COMMON_OPTIONS = ['--env', '--reports', '--help'];

/** A script that completes commands, and files after them; null: no such shell. */
export function completion(shell: string): string | null {
  const verbs = Object.keys(VERBS).join(' ');
  switch (shell) {
    case 'bash':
      return `_backup_verifier() {
  local word=\${COMP_WORDS[COMP_CWORD]}
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W '${verbs} completion --help --version' -- "$word"))
  elif [[ $word == -* ]]; then COMPREPLY=($(compgen -W '${COMMON_OPTIONS.join(' ')}' -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _backup_verifier backup-verifier`;
    case 'zsh':
      return `#compdef backup-verifier
_arguments '1:command:(${verbs} completion)' '*:file:_files'`;
    case 'fish':
      return [
        'complete -c backup-verifier -n __fish_use_subcommand -f',
        ...Object.entries(VERBS).map(
          ([verb, does]) =>
            `complete -c backup-verifier -n __fish_use_subcommand -a ${verb} -d '${does.replaceAll("'", "\\'")}'`,
        ),
      ].join('\n');
    default:
      return null;
  }
}
