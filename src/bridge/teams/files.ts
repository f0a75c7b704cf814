// Files of agents: pasted pictures come with the activity, everything else through Graph or by the upload page.

import type { Router } from 'express';
import { type Json, recordsAt, textAt } from '../../core/payload.js';
import type { Gesture } from '../desk.js';
import type { DeskFile } from '../invocation.js';
import type { Connector } from './connector.js';
import { findGraphFiles } from './graph.js';
import { defaultFileBytes, type TeamsDeskOptions } from './options.js';
import type { Reach } from './reach.js';
import type { Tokens } from './tokens.js';
import { listenToUploads } from './upload.js';
import { createUploadLinks, type UploadSeat } from './upload-links.js';

export type { UploadSeat } from './upload-links.js';

export interface AttachedFiles {
  /** Pictures that were pasted into the line. */
  readonly images: readonly DeskFile[];
  /** True when more was attached than Teams gives to a bot. */
  readonly missing: boolean;
}

export interface TeamsFiles {
  /** What a message activity has of files. Never throws. */
  read(activity: Json): AttachedFiles;
  /** The missing files where the tenant consented to Graph; null where they cannot be had that way. Never rejects. */
  fetchByGraph(activity: Json): Promise<readonly DeskFile[] | null>;
  /** An address where this person uploads, once, what was missing. */
  uploadLink(seat: UploadSeat): string;
  /** Mounts the upload page; what comes in by it is heard as a line of its author. */
  listen(mount: Router, hear: (gesture: Gesture) => Promise<void>): void;
}

export interface FilesRoom {
  readonly connector: Pick<Connector, 'fetchBytes'>;
  readonly tokens: Pick<Tokens, 'graph' | 'forget'>;
  readonly reach: Pick<Reach, 'whisper'>;
}

/** Creates the ways of files into the house. Nothing is fetched before it is asked for. */
export function createTeamsFiles(
  options: TeamsDeskOptions,
  { connector, tokens, reach }: FilesRoom,
): TeamsFiles {
  const links = createUploadLinks(options);
  const limitBytes = options.limits?.fileBytes ?? defaultFileBytes;
  return {
    read(activity) {
      const attached = recordsAt(activity, 'attachments');
      const images = attached.filter(isPicture).map((one) => {
        const url = textAt(one, 'contentUrl') ?? '';
        return { name: nameOf(one), sizeBytes: 0, fetch: () => connector.fetchBytes(url, limitBytes) };
      });
      return { images, missing: isMissing(attached) };
    },
    fetchByGraph: async (activity) =>
      options.graph && options.credentials
        ? findGraphFiles({ options, tokens }, activity).catch(() => null)
        : null,
    uploadLink: (seat) => links.link(seat),
    listen: (mount, hear) => listenToUploads({ options, links, reach }, mount, hear),
  };
}

function isPicture(attached: Json): boolean {
  return (
    (textAt(attached, 'contentType') ?? '').startsWith('image/') && textAt(attached, 'contentUrl') !== null
  );
}

/** A picture without a name gets its ending from what it turns out to be. */
function nameOf(attached: Json): string {
  return textAt(attached, 'name') ?? 'picture';
}

/** Kinds of attachment that are files; cards, quotes and the line's own HTML are not. */
const fileKinds = new Set(['reference', 'application/vnd.microsoft.teams.file.download.info']);

/** Markup that stands for something attached; a quoted message or a card stands there too, but says what it is. */
const attachmentTag = /<attachment\b[^>]{0,300}>/gi;

function isMissing(attached: readonly Json[]): boolean {
  if (attached.some((one) => fileKinds.has(textAt(one, 'contentType') ?? ''))) return true;
  const html = textAt(attached.find((one) => one.contentType === 'text/html') ?? null, 'content') ?? '';
  const known = new Set(attached.map((one) => textAt(one, 'id')).filter((id) => id !== null));
  for (const [tag] of html.matchAll(attachmentTag)) {
    const id = /\bid\s*=\s*["']?([^"'\s>]{1,100})/i.exec(tag)?.[1];
    if (id === undefined || !known.has(id)) return true;
  }
  return false;
}
