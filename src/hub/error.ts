/** The error of a Hub client that cannot do its work at all. Trouble with one question is never thrown: it is `unknown`. */

/** `message` is the cause, `help` one line on what to do. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}
