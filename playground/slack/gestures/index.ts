// All gestures of people, for the page and for tests alike.

import { click, suggest } from './click.js';
import { sendCommand } from './command.js';
import type { Ground } from './ground.js';
import { answering } from './ground.js';
import { closeView, submitView } from './modal.js';
import { openHome, runShortcut } from './shortcut.js';
import { deleteLine, editLine, markChannelRead, postLine, reactToLine, uploadFile } from './write.js';

export type Gestures = ReturnType<typeof createGestures>;

/** Each gesture resolves to its answer or to a `Refusal`; those that ask the app wait for its answer. */
export const createGestures = (ground: Ground) => ({
  post: answering(postLine(ground)),
  edit: answering(editLine(ground)),
  delete: answering(deleteLine(ground)),
  react: answering(reactToLine(ground)),
  read: answering(markChannelRead(ground)),
  upload: answering(uploadFile(ground)),
  command: answering(sendCommand(ground)),
  click: answering(click(ground)),
  suggest: answering(suggest(ground)),
  submitView: answering(submitView(ground)),
  closeView: answering(closeView(ground)),
  shortcut: answering(runShortcut(ground)),
  openHome: answering(openHome(ground)),
});
