// The upload door: an agent's files, which Teams does not give to bots, come in by a page of our own as a line or a note of theirs.

import type { Request, RequestHandler, Response, Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Gesture } from '../desk.js';
import type { Invocation } from '../invocation.js';
import { defaultFileBytes, type TeamsDeskOptions } from './options.js';
import type { Reach } from './reach.js';
import { makeRef } from './refs.js';
import { readUpload, type UploadedForm, type UploadProblem } from './upload-form.js';
import type { UploadClaim, UploadLinks } from './upload-links.js';
import { printUploadPage, type UploadPage, uploadPolicy } from './upload-page.js';
import { describeDone, describeEnd, describeForm, problem, sentenceFor } from './upload-words.js';

export interface UploadRoom {
  readonly options: Pick<TeamsDeskOptions, 'tenantId' | 'memory' | 'log' | 'limits'>;
  readonly links: UploadLinks;
  readonly reach: Pick<Reach, 'whisper'>;
}

interface Door extends UploadRoom {
  readonly limitBytes: number;
  readonly hear: (gesture: Gesture) => Promise<void>;
  /** Links that are being used at this moment. */
  readonly inUse: Set<string>;
}

const callsPerMinute = 60;

/** Mounts `GET` and `POST /teams/upload/:token`. */
export function listenToUploads(
  room: UploadRoom,
  mount: Router,
  hear: (gesture: Gesture) => Promise<void>,
): void {
  const door = {
    ...room,
    hear,
    limitBytes: room.options.limits?.fileBytes ?? defaultFileBytes,
    inUse: new Set<string>(),
  };
  mount.use('/teams/upload', limitRate());
  mount.get('/teams/upload/:token', answerWith(door, showForm));
  mount.post('/teams/upload/:token', answerWith(door, takeFiles));
}

interface Answer {
  readonly status: number;
  readonly page: UploadPage;
}

type Work = (door: Door, claim: UploadClaim, request: Request) => Promise<Answer>;

/** Reads the link, does the work, and shows what came of it; whatever fails is told on the page too. */
function answerWith(door: Door, work: Work): RequestHandler<{ token: string }> {
  return async (request, response) => {
    const claim = readToken(door, request.params.token);
    if (!claim)
      return show(response, { status: 404, page: describeEnd('This link has ended, or was never one.') });
    try {
      if (await wasUsed(door, claim)) {
        return show(response, used);
      }
      show(response, await work(door, claim, request as Request));
    } catch (error) {
      door.options.log.error({ err: error }, 'An upload for Teams could not be taken');
      const sentence = 'Nothing was sent: Baton cannot store it at the moment. Please try again shortly.';
      show(response, { status: 503, page: await describeForm(door, claim, problem(sentence)) });
    }
  };
}

function readToken({ links }: Door, token: string): UploadClaim | null {
  try {
    return links.read(token);
  } catch {
    return null;
  }
}

const usedKey = (claim: UploadClaim) => `upload:${claim.id}`;

async function wasUsed({ options }: Door, claim: UploadClaim): Promise<boolean> {
  return (await options.memory.read(usedKey(claim))) !== null;
}

async function showForm(door: Door, claim: UploadClaim): Promise<Answer> {
  return { status: 200, page: await describeForm(door, claim) };
}

const statusOf: Record<UploadProblem, number> = {
  broken: 400,
  empty: 400,
  'too-large': 413,
  'too-many': 413,
};

async function takeFiles(door: Door, claim: UploadClaim, request: Request): Promise<Answer> {
  const { threadRef } = claim;
  if (threadRef === null) return { status: 410, page: await describeForm(door, claim) };
  const form = await readUpload(request, door.limitBytes);
  if (form.kind === 'problem') {
    const page = await describeForm(door, claim, problem(sentenceFor(form.problem, door.limitBytes)));
    return { status: statusOf[form.problem], page };
  }
  if (door.inUse.has(claim.id)) return used;
  door.inUse.add(claim.id);
  try {
    // While this form streamed in, another may have come to its end.
    if (await wasUsed(door, claim)) return used;
    const told: string[] = [];
    await giveOn(door, claim, makeGesture(door, { ...claim, threadRef }, { form, told }));
    return { status: 200, page: await describeDone(door, claim, { count: form.files.length, told }) };
  } finally {
    door.inUse.delete(claim.id);
  }
}

/** The link is used up before anyone hears of the files, and free again when nobody could. */
async function giveOn({ options, hear }: Door, claim: UploadClaim, gesture: Gesture): Promise<void> {
  await options.memory.write(usedKey(claim), { usedAt: Date.now() });
  try {
    await hear(gesture);
  } catch (error) {
    await options.memory.forget(usedKey(claim));
    throw error;
  }
}

interface Uploaded {
  readonly form: UploadedForm & { readonly kind: 'files' };
  /** Takes what its author is told. */
  readonly told: string[];
}

/** For the customer it is a line of its author, so that all rules of lines hold; else a note. */
function makeGesture(door: Door, claim: UploadClaim & { threadRef: string }, uploaded: Uploaded): Gesture {
  const { user, place, threadRef } = claim;
  const { form, told } = uploaded;
  const seat = { desk: 'teams', team: door.options.tenantId, user, place, threadRef };
  const files = form.files.map(({ name, bytes }) => ({
    name,
    sizeBytes: bytes.length,
    fetch: async () => bytes,
  }));
  const mouth = createMouth(door, seat, told);
  if (!form.isForCustomer) {
    const empty = { args: '', values: { text: '' }, postRef: null, conversationId: null, epoch: null };
    return { type: 'invocation', ...seat, ...empty, via: 'form', word: 'note', files, mouth };
  }
  const ref = makeRef(threadRef, `upload:${claim.id}`);
  const wordless = { clientId: null, text: [], raw: '', addressed: false };
  return { type: 'line', ...seat, ...wordless, ref, files, mouth };
}

/** Tells the author in Teams and on the page; the page does where Teams cannot. */
function createMouth(
  { options, reach }: Door,
  seat: Parameters<Reach['whisper']>[0],
  told: string[],
): Invocation['mouth'] {
  return {
    async whisper(card) {
      told.push(card.fallback);
      await reach.whisper(seat, card).catch((error: unknown) => {
        options.log.warn({ err: error }, 'An uploader could not be told in Teams');
      });
    },
  };
}

const used: Answer = { status: 410, page: describeEnd('This link has been used.') };

function show(response: Response, { status, page }: Answer): void {
  response.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': uploadPolicy,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
    'X-Robots-Tag': 'noindex',
    // What is left of a refused upload is not waited for.
    ...(status === 413 ? { Connection: 'close' } : {}),
  });
  response.status(status).send(printUploadPage(page));
}

function limitRate(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: callsPerMinute,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? '0.0.0.0'),
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    validate: { trustProxy: false, xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request, response) =>
      show(response, { status: 429, page: describeEnd('Too many at once; please wait a minute.') }),
  });
}
