// Talks to the desk stand-in's page API and to the tour; everything the page fetches goes through here.
import type * as P from '../slack/protocol.js';

const API = '/playground/api';
const DESK = `${API}/slack`;

/** A gesture the desk would not do; `code` is its error code, the message a sentence for the user. */
export class DeskRefusal extends Error {
  readonly code: string;
  constructor(code: string, text: string) {
    super(text);
    this.name = 'DeskRefusal';
    this.code = code;
  }
}

/** One step of the tour as it is told. */
export interface TourStep {
  step: number;
  title: string;
  side: 'customer' | 'desk' | 'assistant' | 'system';
  text: string;
  ok: boolean;
  /** The person whose desk shows it best from here on. */
  as?: string;
}

/** The tour's customer, as the shop's widget keeps its visitor. */
export interface TourVisitor {
  site: string;
  token: string;
}

export interface TourEars {
  onVisitor: (visitor: TourVisitor) => void;
  onStep: (step: TourStep) => void;
}

type Query = Record<string, string>;

/** Asks one of the playground's APIs by its path below `/playground/api`. Rejects with a `DeskRefusal` when it is not done. */
export function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  return askAt<T>(`${API}${path}`, init);
}

/** The same for an API that is mounted elsewhere: `url` is its whole path. */
export async function askAt<T>(url: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new DeskRefusal('unreachable', 'The playground does not answer. Is it still running?');
  }
  const body = (await response.json().catch(() => undefined)) as
    | { ok?: boolean; error?: string; text?: string }
    | undefined;
  if (!response.ok || body?.ok !== true) {
    throw new DeskRefusal(
      body?.error ?? `http_${response.status}`,
      body?.text ?? body?.error ?? `The desk answered ${response.status}.`,
    );
  }
  return body as T;
}

function get<T>(path: string, query: Query): Promise<T> {
  return ask<T>(`/slack${path}?${new URLSearchParams(query)}`);
}

function post<T = P.Done>(path: string, body: object): Promise<T> {
  return ask<T>(`/slack${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Every call rejects with a `DeskRefusal` when it is not done. */
export const api = {
  /** Whose desk to open when nobody was chosen yet. */
  readStart: () => ask<{ ok: true; userId: string }>('/start'),
  readState: (user: string) => get<P.StateAnswer>('/state', { user }),
  readMessages: (channel: string, user: string) => get<P.MessagesAnswer>('/messages', { channel, user }),
  readThread: (channel: string, ts: string, user: string) =>
    get<P.ThreadAnswer>('/thread', { channel, ts, user }),
  post: (gesture: P.PostGesture) => post<P.PostAnswer>('/post', gesture),
  edit: (gesture: P.EditGesture) => post('/edit', gesture),
  remove: (gesture: P.DeleteGesture) => post('/delete', gesture),
  react: (gesture: P.ReactGesture) => post('/react', gesture),
  command: (gesture: P.CommandGesture) => post('/command', gesture),
  act: (gesture: P.ActionGesture) => post('/action', gesture),
  submitView: (gesture: P.ViewSubmitGesture) => post<P.ViewSubmitAnswer>('/view-submit', gesture),
  closeView: (gesture: P.ViewCloseGesture) => post('/view-close', gesture),
  runShortcut: (gesture: P.ShortcutGesture) => post('/shortcut', gesture),
  openHome: (gesture: P.HomeOpenedGesture) => post('/home-opened', gesture),
  readOptions: (gesture: P.OptionsGesture) => post<P.OptionsAnswer>('/options', gesture),
  markRead: (gesture: P.ReadGesture) => post('/read', gesture),
  upload: (user: string, file: File) =>
    ask<P.UploadAnswer>(`/slack/upload?${new URLSearchParams({ user, name: file.name, type: file.type })}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    }),
  readFaults: () => get<P.FaultsAnswer>('/faults', {}),
  setFaults: (request: P.FaultsRequest) => post<P.FaultsAnswer>('/faults', request),
  readLog: (after: number) => get<P.LogAnswer>('/log', { after: String(after) }),
};

export type Api = typeof api;

/** The address of a file of the desk. */
export function fileUrl(path: string): string {
  return `${DESK}${path}`;
}

/** Listens to one user's stream; the browser reconnects by itself. Call the answer to stop. */
export function openStream(
  user: string,
  hear: (event: P.StreamEvent) => void,
  onLink: (up: boolean) => void,
): () => void {
  const source = new EventSource(`${DESK}/stream?${new URLSearchParams({ user })}`);
  source.onmessage = (event) => hear(JSON.parse(String(event.data)) as P.StreamEvent);
  source.onopen = () => onLink(true);
  source.onerror = () => onLink(false);
  return () => source.close();
}

/** Plays the tour, telling each step as it happens; rejects when it cannot be started. */
export async function playTour(ears: TourEars, signal: AbortSignal): Promise<void> {
  const response = await fetch(`${API}/tour`, { method: 'POST', signal });
  if (!response.ok || !response.body) {
    const refusal = (await response.json().catch(() => undefined)) as { text?: string } | undefined;
    throw new Error(refusal?.text ?? `The tour could not be started (${response.status}).`);
  }
  const hear = (line: { visitor: TourVisitor } | TourStep) => {
    if ('visitor' in line) ears.onVisitor(line.visitor);
    else ears.onStep(line);
  };
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines) if (line.trim() !== '') hear(JSON.parse(line));
    if (done) return;
  }
}
