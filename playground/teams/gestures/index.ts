// All gestures of people, for the page and for tests alike.
import { chooseMessageAction, closeDialog, submitDialog } from './dialog.js';
import { answering, type Ground } from './ground.js';
import { setInstalled, setMember, setPersonal } from './meet.js';
import { press } from './press.js';
import { slash } from './slash.js';
import { editLine, postLine, react, removeLine, restoreLine, say } from './write.js';

export type Gestures = ReturnType<typeof createGestures>;

/** Each gesture resolves to its answer or to a `Refusal`; those that the app hears of wait for its answer. */
export const createGestures = (ground: Ground) => ({
  post: answering(postLine(ground)),
  say: answering(say(ground)),
  slash: answering(slash(ground)),
  edit: answering(editLine(ground)),
  remove: answering(removeLine(ground)),
  undelete: answering(restoreLine(ground)),
  react: answering(react(ground)),
  press: answering(press(ground)),
  submitDialog: answering(submitDialog(ground)),
  closeDialog: answering(closeDialog(ground)),
  messageAction: answering(chooseMessageAction(ground)),
  install: answering(setInstalled(ground, true)),
  uninstall: answering(setInstalled(ground, false)),
  personalInstall: answering(setPersonal(ground, true)),
  personalUninstall: answering(setPersonal(ground, false)),
  addMember: answering(setMember(ground, true)),
  removeMember: answering(setMember(ground, false)),
});
