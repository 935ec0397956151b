/** Which reader a file, a fence or a magic belongs to. */

import { byGrammar, byLexer } from './code.ts';
import { partsOfCode } from './code-parts.ts';
import { partsOfYaml, readJson, readLines, readToml, readYaml } from './config.ts';
import type { Reading } from './facts.ts';
import { readJavaScript } from './javascript.ts';
import { readComponent, readMarkup, readTranslations } from './markup.ts';
import { readNotebook } from './notebook.ts';
import { partsOfPython } from './python-parts.ts';
import { readDockerfile, readMakefile } from './recipes.ts';
import { readRequirements, readSession, readShell } from './shell.ts';
import type { Text } from './text.ts';

export type Reader = (text: Text) => Reading | Promise<Reading>;

export interface Language {
  readonly name: string;
  readonly read: Reader;
  /** What of a long text is worth parsing, around the offsets that are of interest. */
  readonly parts?: (text: Text, interest: readonly number[]) => Text;
  /** File name endings. */
  readonly files: RegExp;
  /** What fences call it. */
  readonly fences: RegExp;
}

const LANGUAGES: readonly Language[] = [
  {
    name: 'python',
    read: byGrammar('python'),
    parts: partsOfPython,
    files: /\.(?:py|pyi|pyw)$|(?:^|\/)(?:SConstruct|BUILD|WORKSPACE)(?:\.bazel)?$/i,
    fences: /^(?:py|python\d?|pycon|ipython\d?|python-console|pytb)$/,
  },
  {
    name: 'javascript',
    read: (text) => readJavaScript(text, 'javascript'),
    files: /\.(?:[mc]?js|jsx)$/i,
    fences: /^(?:js|javascript|jsx|mjs|cjs|node)$/,
  },
  {
    name: 'typescript',
    read: (text) => readJavaScript(text, 'typescript'),
    files: /\.[mc]?ts$/i,
    fences: /^(?:ts|typescript)$/,
  },
  { name: 'tsx', read: (text) => readJavaScript(text, 'tsx'), files: /\.tsx$/i, fences: /^tsx$/ },
  { name: 'component', read: readComponent, files: /\.(?:vue|svelte|astro|html?)$/i, fences: /^(?:vue|svelte)$/ },
  { name: 'notebook', read: readNotebook, files: /\.ipynb$/i, fences: /^$/ },
  {
    name: 'markup',
    read: readMarkup,
    files: /\.(?:md|mdx|markdown|rst|qmd|rmd|snippet|livemd)$/i,
    fences: /^(?:md|mdx|markdown)$/,
  },
  { name: 'gettext', read: readTranslations, files: /\.pot?$/i, fences: /^(?:po|pot|gettext)$/ },
  {
    name: 'yaml',
    read: readYaml,
    parts: partsOfYaml,
    files: /\.(?:ya?ml)(?:\.(?:example|template|sample|dist|j2))?$|(?:^|\/)(?:\.clang-format|CITATION\.cff)$/i,
    fences: /^ya?ml$/,
  },
  {
    name: 'json',
    read: readJson,
    files: /\.(?:json5?|jsonc|webmanifest|code-workspace)$|(?:^|\/)\.(?:babelrc|eslintrc|prettierrc)$/i,
    fences: /^(?:json5?|jsonc)$/,
  },
  { name: 'toml', read: readToml, files: /\.toml$|(?:^|\/)(?:Pipfile)$/i, fences: /^toml$/ },
  {
    name: 'ini',
    read: readLines,
    files: /\.(?:ini|cfg|conf|properties|tf|tfvars|hcl|envrc|service)$|(?:^|\/)\.?env(?:\.[\w.-]+)?$|\.env$/i,
    fences: /^(?:ini|cfg|conf|properties|dotenv|env|hcl|terraform|tf)$/,
  },
  {
    name: 'shell',
    read: readShell,
    files: /\.(?:sh|bash|zsh|fish|ps1|psm1|bat|cmd|command|sbatch|slurm)$|(?:^|\/)(?:\.(?:bash|zsh)\w*|justfile)$/i,
    fences: /^(?:sh|bash|zsh|fish|shell|ksh|powershell|pwsh|ps1|bat|cmd|batch)$/,
  },
  {
    name: 'requirements',
    read: readRequirements,
    files:
      /(?:^|\/)[\w.-]*(?:requirements|constraints)[\w.-]*\.(?:txt|in|pip)$|(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/i,
    fences: /^(?:requirements|pip-requirements)$/,
  },
  { name: 'session', read: readSession, files: /(?!)/, fences: /^(?:console|shell-session|terminal|shellsession)$/ },
  {
    name: 'dockerfile',
    read: readDockerfile,
    files: /(?:^|\/)(?:[\w.-]+\.)?(?:dockerfile|containerfile)(?:\.[\w.-]+)?$/i,
    fences: /^(?:dockerfile|docker|containerfile)$/,
  },
  {
    name: 'makefile',
    read: readMakefile,
    files: /(?:^|\/)(?:GNU)?makefile(?:\.\w+)?$|\.mk$/i,
    fences: /^(?:make|makefile)$/,
  },
  // More programming languages: by their grammar, then by the lexer.
  { name: 'rust', read: byGrammar('rust'), parts: partsOfCode('rust'), files: /\.rs$/i, fences: /^(?:rust|rs)$/ },
  { name: 'go', read: byGrammar('go'), parts: partsOfCode('go'), files: /\.go$/i, fences: /^(?:go|golang)$/ },
  { name: 'java', read: byGrammar('java'), parts: partsOfCode('java'), files: /\.java$/i, fences: /^java$/ },
  {
    name: 'csharp',
    read: byGrammar('csharp'),
    parts: partsOfCode('csharp'),
    files: /\.csx?$/i,
    fences: /^(?:cs|csharp|c#|dotnet)$/,
  },
  {
    name: 'cpp',
    read: byGrammar('cpp'),
    parts: partsOfCode('cpp'),
    files: /\.(?:[ch]|cc|cpp|cxx|hh|hpp|hxx|cu|cuh|ino)$/i,
    fences: /^(?:c|h|cpp|c\+\+|cc|cxx|hpp|cuda|cu)$/,
  },
  {
    name: 'ruby',
    read: byGrammar('ruby'),
    files: /\.(?:rb|rake|gemspec|ru)$|(?:^|\/)(?:Rakefile|Gemfile|Podfile|Fastfile)$/i,
    fences: /^(?:rb|ruby|irb)$/,
  },
  { name: 'php', read: byGrammar('php'), files: /\.(?:php|phtml)$/i, fences: /^php$/ },
  { name: 'lua', read: byGrammar('lua'), files: /\.(?:lua|luau)$/i, fences: /^lua$/ },
  { name: 'swift', read: byLexer('swift'), parts: partsOfCode('swift'), files: /\.swift$/i, fences: /^swift$/ },
  {
    name: 'kotlin',
    read: byLexer('kotlin'),
    parts: partsOfCode('kotlin'),
    files: /\.kts?$/i,
    fences: /^(?:kt|kts|kotlin)$/,
  },
  {
    name: 'scala',
    read: byLexer('scala'),
    parts: partsOfCode('scala'),
    files: /\.(?:scala|sc|sbt)$/i,
    fences: /^(?:scala|sbt)$/,
  },
  { name: 'groovy', read: byLexer('groovy'), files: /\.(?:groovy|gradle)$/i, fences: /^(?:groovy|gradle)$/ },
  { name: 'dart', read: byLexer('dart'), parts: partsOfCode('dart'), files: /\.dart$/i, fences: /^(?:dart|flutter)$/ },
  { name: 'elixir', read: byLexer('elixir'), files: /\.exs?$/i, fences: /^(?:elixir|ex|exs|iex)$/ },
  { name: 'julia', read: byLexer('julia'), files: /\.jl$/i, fences: /^(?:julia|jl)$/ },
  { name: 'r', read: byLexer('r'), files: /\.r$/i, fences: /^(?:r|rlang)$/ },
  { name: 'objective-c', read: byLexer('cpp'), files: /\.mm?$/i, fences: /^(?:objc|objective-c|objectivec)$/ },
  { name: 'zig', read: byLexer('zig'), files: /\.zig$/i, fences: /^zig$/ },
  { name: 'nim', read: byLexer('nim'), files: /\.nims?$/i, fences: /^nim$/ },
];

export function languageOfFile(path: string): Language | null {
  return LANGUAGES.find(({ files }) => files.test(path)) ?? null;
}

export function languageOfFence(name: string): Language | null {
  return LANGUAGES.find(({ fences }) => fences.test(name)) ?? null;
}

/** A text that has no grammar here: words are all that can be found in it. */
export function readPlain(text: Text): Reading {
  return { modules: [], passages: [{ place: 'prose', language: null, text }], problems: [] };
}
