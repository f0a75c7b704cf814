// The upload door: an agent's files, which Teams does not give to bots, come in by a page of our own as a line of theirs.

import type { Request, RequestHandler, Response, Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Card } from '../cards/card.js';
import type { DeskLine, Gesture } from '../desk.js';
import { defaultFileBytes, type TeamsDeskOptions } from './options.js';
import type { Reach } from './reach.js';
import { makeRef } from './refs.js';
import { readUpload, type UploadedFile, type UploadProblem } from './upload-form.js';
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
    const told = await giveOn(door, claim, form.files);
    return { status: 200, page: await describeDone(door, claim, { count: form.files.length, told }) };
  } finally {
    door.inUse.delete(claim.id);
  }
}

/** Says the files in the thread as a line of their author; resolves with what they were told. The link is free again if it fails. */
async function giveOn(
  door: Door,
  claim: UploadClaim,
  files: readonly UploadedFile[],
): Promise<readonly string[]> {
  const { memory } = door.options;
  await memory.write(usedKey(claim), { usedAt: Date.now() });
  const told: string[] = [];
  try {
    await door.hear(lineOf(door, claim, { files, told }));
  } catch (error) {
    await memory.forget(usedKey(claim));
    throw error;
  }
  return told;
}

interface Said {
  readonly files: readonly UploadedFile[];
  /** Takes what its author is told. */
  readonly told: string[];
}

function lineOf({ options, reach }: Door, claim: UploadClaim, { files, told }: Said): DeskLine {
  const { user, place, threadRef } = claim;
  const team = options.tenantId;
  return {
    type: 'line',
    desk: 'teams',
    team,
    user,
    place,
    threadRef,
    ref: makeRef(threadRef, `upload:${claim.id}`),
    clientId: null,
    text: [],
    raw: '',
    addressed: false,
    files: files.map(({ name, bytes }) => ({ name, sizeBytes: bytes.length, fetch: async () => bytes })),
    mouth: {
      async whisper(card: Card) {
        told.push(card.fallback);
        // The page says it too, so the line does not hang on it.
        await reach.whisper({ team, place, threadRef, user }, card).catch((error: unknown) => {
          options.log.warn({ err: error }, 'An uploader could not be told in Teams');
        });
      },
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
