// The commands: one line each; a new command is a file and a line here.

import { actions } from './actions.js';
import { agents } from './agents.js';
import { assign } from './assign.js';
import { away } from './away.js';
import { canned } from './canned.js';
import { category } from './category.js';
import { chatbot } from './chatbot.js';
import { chats } from './chats.js';
import { claim } from './claim.js';
import { close } from './close.js';
import type { Command } from './command.js';
import { doctor } from './doctor.js';
import { filter } from './filter.js';
import { held } from './held.js';
import { createHelp } from './help.js';
import { history } from './history.js';
import { info } from './info.js';
import { limit } from './limit.js';
import { mine } from './mine.js';
import { next } from './next.js';
import { note } from './note.js';
import { offline } from './offline.js';
import { online } from './online.js';
import { overview } from './overview.js';
import { presence } from './presence.js';
import { priority } from './priority.js';
import { queue } from './queue.js';
import { release } from './release.js';
import { reopen } from './reopen.js';
import { reply } from './reply.js';
import { report } from './report.js';
import { restore } from './restore.js';
import { retry } from './retry.js';
import { status } from './status.js';
import { suggest } from './suggest.js';
import { template } from './template.js';
import { transfer } from './transfer.js';
import { whisper } from './whisper.js';

/** All commands in the order the help shows them. */
export const commands: readonly Command[] = [
  online,
  away,
  offline,
  status,
  mine,
  queue,
  chats,
  filter,
  next,
  claim,
  release,
  transfer,
  assign,
  priority,
  reply,
  template,
  canned,
  suggest,
  note,
  whisper,
  category,
  restore,
  close,
  reopen,
  history,
  info,
  retry,
  overview,
  report,
  agents,
  limit,
  presence,
  chatbot,
  doctor,
  createHelp(() => commands),
  held,
  actions,
];

const byWord = new Map(
  commands.flatMap((command) => [command.name, ...command.aliases].map((word) => [word, command] as const)),
);

/** The command of this word or alias, upper and lower case aside; null for any other word. */
export function findCommand(word: string): Command | null {
  return byWord.get(word.toLowerCase()) ?? null;
}
