// An agent at Teams: types, uses buttons by their labels, writes to Baton alone, fills in dialogs, follows upload links.

import { listInputs } from '../../playground/teams/card-actions.js';
import { cardsOf, type Post, type TeamsStandIn } from '../../playground/teams/index.js';
import type { DeskAgent, TypedMore } from './desk-hands.js';
import { eventually } from './eventually.js';
import { findButton, listUrls, readLabels, seeDialog, seeOwn, seePost, teamsPlace } from './teams-sights.js';

/** What people were told elsewhere than in Teams, or only for a moment, by person. */
export type Told = Map<string, string[]>;

export function must<T extends { readonly ok: boolean }>(answer: T): Extract<T, { readonly ok: true }> {
  if (!answer.ok) throw new Error(`the gesture was refused: ${JSON.stringify(answer)}`);
  return answer as Extract<T, { readonly ok: true }>;
}

/** The activity's own id of a line's ref. */
export const idOf = (line: string): string => line.slice(line.indexOf('/') + 1);

/** Puts a member of the team at the desk. */
export function createTeamsAgent(teams: TeamsStandIn, user: string, told: Told): DeskAgent {
  const { gestures, world } = teams;
  const files = new Map<string, Buffer>();
  const tell = (text: string) => told.set(user, [...(told.get(user) ?? []), text]);
  const whispers = () => [
    ...seeOwn(teams, user).map((post) => seePost(post, user).text),
    ...world.toastsOf(user),
    ...(told.get(user) ?? []),
  ];
  const typing = createTyping(teams, { user, files, tell });
  const press = (post: Pick<Post, 'chat' | 'id'>, label: string) =>
    pressButton(teams, { user, post, label, tell });

  return {
    user,
    types: typing,
    clicks: ({ place, ref }, label) => press({ chat: place, id: ref }, label),
    clicksWhisper: (label) => pressOwn(teams, { user, label, press }),
    async commands(text) {
      must(await gestures.say({ user, text }));
    },
    submits: (values) => fillIn(teams, user, values),
    async uploads(name, bytes) {
      files.set(name, bytes);
      return name;
    },
    async edits(line, text) {
      must(await gestures.edit({ user, channel: teamsPlace, id: idOf(line), text }));
    },
    async deletes(line) {
      must(await gestures.remove({ user, channel: teamsPlace, id: idOf(line) }));
    },
    whispers,
    isTold: (words) =>
      eventually(
        () => `${user} is told “${words}”, not only ${JSON.stringify(whispers())}`,
        () =>
          whispers().find((text) => (typeof words === 'string' ? text.includes(words) : words.test(text))),
      ),
  };
}

interface Typing {
  readonly user: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly tell: (text: string) => void;
}

/** Typed lines; attached files go the way that Baton then names: by a page that takes them. */
function createTyping(teams: TeamsStandIn, { user, files, tell }: Typing): DeskAgent['types'] {
  const links = () =>
    seeOwn(teams, user)
      .flatMap((post) => cardsOf(post, user))
      .flatMap((card) => listUrls(card))
      .filter((url) => url.includes('/teams/upload/'));

  return async (thread, text, more: TypedMore = {}) => {
    const known = links().length;
    const names = more.files ?? [];
    const { id } = must(
      await teams.gestures.post({
        user,
        channel: teamsPlace,
        ...compose(text),
        ...(thread === null ? {} : { root: thread }),
        ...(more.mention ? { mention: true } : {}),
        ...(names.length > 0 ? { files: names } : {}),
      }),
    );
    if (names.length > 0) {
      const url = await eventually(`${user} is given a link for their files`, () => links()[known]);
      const form = new FormData();
      form.append('for', text.startsWith('!note') ? 'agents' : 'customer');
      for (const name of names) form.append('files', new Blob([new Uint8Array(files.get(name) ?? [])]), name);
      const page = await fetch(url, { method: 'POST', body: form });
      tell((await page.text()).replace(/<style>[\s\S]*?<\/style>|<[^>]+>/gu, ' '));
    }
    return thread === null ? id : `${thread}/${id}`;
  };
}

/** Stars around words make them bold while one types, as Teams' own box does. */
function compose(text: string): { readonly text: string; readonly html?: string } {
  const bold = /\*([^*\s](?:[^*]*[^*\s])?)\*/gu;
  if (!bold.test(text)) return { text };
  return { text: text.replace(bold, '$1'), html: `<p>${text.replace(bold, '<strong>$1</strong>')}</p>` };
}

interface Press {
  readonly user: string;
  readonly post: Pick<Post, 'chat' | 'id'>;
  readonly label: string;
  readonly tell: (text: string) => void;
}

async function pressButton(teams: TeamsStandIn, { user, post, label, tell }: Press): Promise<void> {
  const found = teams.world.post(post.chat, post.id);
  if (!found) throw new Error('the post is gone');
  const [card] = cardsOf(found, user);
  const action = card ? findButton(card, label) : null;
  if (action === null)
    throw new Error(`no button “${label}”, only ${card ? readLabels(card).join(', ') : 'words'}`);
  must(await teams.gestures.press({ user, channel: post.chat, id: post.id, action }));
  readBox(teams, user, tell);
}

/** A dialog without anything to fill in is read and closed. */
function readBox(teams: TeamsStandIn, user: string, tell: (text: string) => void): void {
  const dialog = seeDialog(teams, user);
  if (!dialog || (dialog.card && listInputs([dialog.card]).length > 0)) return;
  tell(dialog.text);
  if (!dialog.card || readLabels(dialog.card).length === 0) teams.dialogs.closeTop(user);
}

interface OwnPress {
  readonly user: string;
  readonly label: string;
  readonly press: (post: Post, label: string) => Promise<void>;
}

async function pressOwn(teams: TeamsStandIn, { user, label, press }: OwnPress): Promise<void> {
  const post = await eventually(
    () =>
      `${user} is shown a button “${label}”, not only ${JSON.stringify(seeOwn(teams, user).map((one) => seePost(one, user).labels))}`,
    () => seeOwn(teams, user).findLast((one) => seePost(one, user).labels.includes(label)),
  );
  await press(post, label);
}

/** Submits the dialog on top, or the newest form among what only this person sees. */
async function fillIn(
  teams: TeamsStandIn,
  user: string,
  values: Readonly<Record<string, string | readonly string[]>>,
): Promise<void> {
  const inputs = Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value === 'string'),
  ) as Record<string, string>;
  const isForm = (card: unknown): boolean =>
    listInputs([card as Record<string, unknown>]).some(({ id }) => String(id) in inputs);
  const open = await eventually(`${user} has a form open`, () => {
    const dialog = seeDialog(teams, user);
    if (dialog?.card) return { post: null };
    const post = seeOwn(teams, user).findLast((one) => cardsOf(one, user).some(isForm));
    return post && { post };
  });
  if (open.post === null) must(await teams.gestures.submitDialog({ user, values: inputs }));
  else {
    const [card] = cardsOf(open.post, user);
    const action = card ? readLabels(card).at(-1) : undefined;
    if (action === undefined) throw new Error('the form cannot be submitted');
    must(await teams.gestures.press({ user, channel: open.post.chat, id: open.post.id, action, inputs }));
  }
  const after = seeDialog(teams, user);
  if (after?.text.includes('⚠️')) throw new Error(`the dialog refused: ${after.text}`);
}
