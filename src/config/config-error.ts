// The one error of configuration: a single line that names the key to correct.

/** Something in the environment or in baton.yaml is wrong; the message is one line, fit to print as it is. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(
    /** The variable (`SLACK_BOT_TOKEN`) or the path in baton.yaml (`chatbots[0].name`). */
    readonly key: string,
    sentence: string,
  ) {
    super(`${key} ${sentence}`.replace(/\s+/g, ' '));
  }
}
