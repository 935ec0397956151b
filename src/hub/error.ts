/** The error of a Hub client that cannot do its work at all. Trouble with one question is never thrown: it is `unknown`. */

export class HubError extends Error {
  /** What is wrong, in one line. */
  override readonly cause: string;
  /** What to do about it, in one line. */
  readonly help: string;

  constructor(cause: string, help: string) {
    super(cause);
    this.name = 'HubError';
    this.cause = cause;
    this.help = help;
  }
}
