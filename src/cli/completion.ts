/** `namesake completion`: what a shell needs to complete the command line, made from the commands themselves. */

import { Argument, type Command, type Option } from 'commander';
import { write } from './console.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

export function completionCommand(program: Command): void {
  program
    .command('completion')
    .description('a script that completes the command line: source <(namesake completion bash)')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action((shell: Shell) => write(SCRIPTS[shell](shapesOf(program))));
}

/** A command as a shell sees it. */
interface Shape {
  readonly name: string;
  readonly description: string;
  readonly options: readonly Option[];
}

function shapesOf(program: Command): Shape[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: command.createHelp().visibleOptions(command),
  }));
}

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Shape[]) => string>> = { bash, zsh, fish };

function flags({ short, long }: Option): string[] {
  return [short, long].filter((flag) => flag !== undefined);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

/** Text between single quotes, for all three shells. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}

function bash(commands: readonly Shape[]): string {
  const cases = commands.flatMap(({ name, options }) =>
    options.filter(takesValue).map(
      (option) =>
        `    ${flags(option)
          .map((flag) => `${name}:${flag}`)
          .join(
            '|',
          )}) ${option.argChoices === undefined ? 'files=1' : `words=${quoted(option.argChoices.join(' '))}`} ;;`,
    ),
  );
  const words = commands.map(
    ({ name, options }) => `      ${name}) words=${quoted(options.flatMap(flags).join(' '))} ;;`,
  );
  return `# bash completion of namesake
_namesake() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=audit words= files= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
    ${commands.map(({ name }) => name).join('|')}) command=$word; break ;;
    esac
  done
  case $command:$before in
${cases.join('\n')}
    *) if [[ $current == -* ]]; then
      case $command in
${words.join('\n')}
      esac
    elif [[ $COMP_CWORD == 1 ]]; then words=${quoted(commands.map(({ name }) => name).join(' '))}; files=1
    else files=1
    fi ;;
  esac
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$current"; [[ -z $files ]] || compgen -f -- "$current")
}
complete -o filenames -F _namesake namesake
`;
}

function zsh(commands: readonly Shape[]): string {
  const described = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');
  const argument = (option: Option): string =>
    takesValue(option)
      ? `:value:${option.argChoices === undefined ? '_files' : `(${option.argChoices.join(' ')})`}`
      : '';
  const cases = commands.map(({ name, options }) => {
    const lines = options.flatMap((option) =>
      flags(option).map((flag) => `      ${quoted(`${flag}[${described(option.description)}]${argument(option)}`)} \\`),
    );
    return `    ${name}) _arguments \\\n${lines.join('\n')}\n      '*:file:_files' ;;`;
  });
  const list = commands.map(({ name, description }) => `    ${quoted(`${name}:${described(description)}`)}`);
  return `#compdef namesake
# zsh completion of namesake
_namesake() {
  local -a commands=(
${list.join('\n')}
  )
  local command=audit
  if (( CURRENT > 2 )) && [[ -n \${(M)commands:#\${words[2]}:*} ]]; then
    command=\${words[2]}
    shift words
    (( CURRENT-- ))
  elif (( CURRENT == 2 )) && [[ \${words[2]} != -* ]]; then
    _describe command commands
    _files
    return
  fi
  case $command in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _namesake ]]; then _namesake "$@"; else compdef _namesake namesake; fi
`;
}

function fish(commands: readonly Shape[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const lines = commands.flatMap(({ name, description, options }) => {
    const seen = name === 'audit' ? `__namesake_audits` : `__fish_seen_subcommand_from ${name}`;
    return [
      `complete -c namesake -n '__fish_is_first_token' -a ${name} -d ${quoted(description)}`,
      ...options.map((option) => {
        const short = option.short === undefined ? '' : ` -s ${option.short.slice(1)}`;
        const long = option.long === undefined ? '' : ` -l ${option.long.slice(2)}`;
        const value = !takesValue(option)
          ? ''
          : option.argChoices === undefined
            ? ' -r -F'
            : ` -x -a ${quoted(option.argChoices.join(' '))}`;
        return `complete -c namesake -n '${seen}'${short}${long}${value} -d ${quoted(option.description)}`;
      }),
    ];
  });
  return `# fish completion of namesake
function __namesake_audits
  __fish_seen_subcommand_from audit; or not __fish_seen_subcommand_from ${names}
end
${lines.join('\n')}
`;
}
