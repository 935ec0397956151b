/** The errors that the command line explains instead of showing a stack: what a person did, or wrote, that cannot work. */

/** A command line, an environment or a path that cannot be worked with. `message` is the cause, `help` one line on what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}

/** One thing wrong in a configuration file. */
export interface ConfigProblem {
  /** 1-based. */
  readonly line: number;
  /** `ignore[0].until`, or empty for the file as a whole. */
  readonly key: string;
  /** What was expected, and the nearest known name where it looks like a slip. */
  readonly expected: string;
}

/** A configuration file that cannot be used. `message` tells the first problem, `problems` holds them all. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly help: string;
  readonly file: string;
  readonly problems: readonly [ConfigProblem, ...ConfigProblem[]];

  constructor(file: string, problems: readonly [ConfigProblem, ...ConfigProblem[]], help: string) {
    const [{ line, key, expected }, ...rest] = problems;
    const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`;
    super(`${file}:${line}: ${key === '' ? '' : `${key}: `}${expected}${more}`);
    this.file = file;
    this.problems = problems;
    this.help = help;
  }
}
