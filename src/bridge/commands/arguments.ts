// Reads the arguments that commands share: which conversation, and the text that follows.

import { Refusal } from '../../core/errors.js';

export interface Targeted {
  /** `#1042` as 1042; null when the arguments name none. */
  readonly reference: number | null;
  readonly rest: string;
}

/** `#1042 text`; only with the sign, so that a text may begin with a number. */
export function readTarget(args: string): Targeted {
  const match = /^\s*#([0-9]{1,9})(?:\s+([\s\S]*))?$/u.exec(args);
  return match
    ? { reference: Number(match[1]), rest: (match[2] ?? '').trim() }
    : { reference: null, rest: args.trim() };
}

/** As `readTarget`, and a bare `1042` too: for commands whose arguments never begin with a number. */
export function readBareTarget(args: string): Targeted {
  return readTarget(args.replace(/^\s*([0-9]{1,9})(?=\s|$)/u, '#$1'));
}

/** For commands that take a conversation and nothing else. Throws Refusal `bad-input` for anything more. */
export function readOnlyTarget(usage: string): (args: string) => Targeted {
  return (args) => {
    const target = readBareTarget(args);
    if (target.rest !== '') throw badUsage(usage);
    return target;
  };
}

/** For commands without arguments; what follows the word is ignored. */
export function readNothing(): null {
  return null;
}

/** The refusal that shows how the command is written. */
export function badUsage(usage: string): Refusal {
  return new Refusal('bad-input', { what: `write “${usage}”` }, [{ command: 'help', label: 'Help' }]);
}
