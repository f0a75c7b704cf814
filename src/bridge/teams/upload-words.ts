// What the upload page says: who sends where, what came of it, and the way back to Teams.

import { createLinks } from './links.js';
import { memoryKeys, type PersonMemory } from './memories.js';
import type { TeamsDeskOptions } from './options.js';
import { readRef } from './refs.js';
import { mostUploads, type UploadProblem } from './upload-form.js';
import { type UploadClaim, type UploadLinks, uploadMinutes } from './upload-links.js';
import { sizeWords, type UploadPage } from './upload-page.js';

interface WordsRoom {
  readonly options: Pick<TeamsDeskOptions, 'tenantId' | 'memory'>;
  readonly links: UploadLinks;
  readonly limitBytes: number;
}

/** The page with the form; `result` says what came of an earlier try. */
export async function describeForm(
  room: WordsRoom,
  claim: UploadClaim,
  result?: UploadPage['result'],
): Promise<UploadPage> {
  const known = await room.options.memory.read<PersonMemory>(memoryKeys.person(claim.user)).catch(() => null);
  if (claim.threadRef === null) return describeEnd('This was not written in a conversation’s thread.');
  const who = known ? `You send as ${known.name}.` : 'You send as the one who got this link.';
  return {
    title: 'Send files to the conversation',
    says: [
      `Teams does not hand Baton the files of a channel. Choose them here: they go into the conversation whose thread you wrote in. ${who}`,
      `Only use this link if it was given to you. It works once, within ${uploadMinutes} minutes of your line.`,
    ],
    ...(result ? { result } : {}),
    form: { limitBytes: room.limitBytes },
    links: await backLinks(room, claim),
  };
}

/** The page after an upload; `told` is what its author was told about it, nothing when all is well. */
export async function describeDone(
  room: WordsRoom,
  claim: UploadClaim,
  { count, told }: { readonly count: number; readonly told: readonly string[] },
): Promise<UploadPage> {
  const sent =
    count === 1 ? 'Your file is in the conversation.' : `Your ${count} files are in the conversation.`;
  const more = { label: 'Send more files', url: room.links.link(claim, claim.expiresAt) };
  return {
    title: told.length > 0 ? 'Baton says' : 'Done',
    says: [told.length > 0 ? 'The same is shown to you in Teams.' : 'You may close this page.'],
    result:
      told.length > 0
        ? { kind: 'told', sentences: told }
        : { kind: 'done', sentences: [`${sent} The thread shows when the customer has it.`] },
    form: null,
    links: [...(await backLinks(room, claim)), more],
  };
}

async function backLinks(
  { options }: WordsRoom,
  { place, threadRef }: UploadClaim,
): Promise<UploadPage['links']> {
  if (threadRef === null) return [];
  const { root } = readRef(threadRef);
  const url = await createLinks(options)({ team: options.tenantId, place, ref: root }).catch(() => null);
  return url === null ? [] : [{ label: 'Open the conversation in Teams', url }];
}

/** The page where nothing can be sent any more. */
export function describeEnd(sentence: string): UploadPage {
  return {
    title: 'Nothing to send here',
    says: [
      sentence,
      'Attach the file in the conversation’s thread once more, and Baton gives you a new link.',
    ],
    form: null,
    links: [],
  };
}

/** What went wrong, in its place on the page. */
export function problem(sentence: string): NonNullable<UploadPage['result']> {
  return { kind: 'problem', sentences: [sentence] };
}

/** Says why a form was not taken. */
export function sentenceFor(what: UploadProblem, limitBytes: number): string {
  const sentences: Record<UploadProblem, string> = {
    broken: 'The upload broke off. Nothing was sent.',
    empty: 'No file was chosen.',
    'too-large': `Nothing was sent: a file is larger than ${sizeWords(limitBytes)}.`,
    'too-many': `Nothing was sent: at most ${mostUploads} files go at once.`,
  };
  return sentences[what];
}
